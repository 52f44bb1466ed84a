using System.Text;
using Bursar.Core.Faults;
using Bursar.Core.Plans;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Core.Tests.Plans;

public sealed class PlanCodecTests
{
    private static readonly Address Someone = Address.Parse("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed");

    [Fact]
    public void Reads_back_what_it_wrote_and_keeps_the_hash()
    {
        Plan plan = Sample();
        byte[] json = PlanCodec.Write(plan);
        Plan back = PlanCodec.Read(json, "a.plan.json").Value;
        Assert.Equal(plan.Hash, back.Hash);
        Assert.Equal(json, PlanCodec.Write(back));
        Assert.Equal(plan.Steps[1].Data, back.Steps[1].Data);
    }

    [Theory]
    [InlineData("\"value\": \"0\"", "\"value\": \"1\"", "plan.hash-mismatch")]
    [InlineData("\"gas\": 21000", "\"gas\": 21001", "plan.hash-mismatch")]
    [InlineData("0xdeadbeef", "0xdeadbeee", "plan.hash-mismatch")]
    [InlineData("\"format\": \"bursar-plan/1\"", "\"format\": \"bursar-plan/2\"", "plan.malformed")]
    [InlineData("\"after\": [\n        \"one\"", "\"after\": [\n        \"two\"", "plan.malformed")]
    [InlineData("\"chainId\": \"1\"", "\"chainId\": \"-1\"", "plan.malformed")]
    [InlineData("0xdeadbeef", "0xdeadbee", "plan.malformed")]
    [InlineData("\"rows\": 2", "\"rows\": \"2\"", "plan.malformed")]
    public void Refuses_a_plan_that_somebody_changed(string from, string to, string code)
    {
        string text = Encoding.UTF8.GetString(PlanCodec.Write(Sample()));
        Assert.Contains(from, text, StringComparison.Ordinal);
        Result<Plan> result = PlanCodec.Read(Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal)), "a.plan.json");
        Assert.Equal(code, Assert.Single(result.Faults).Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]")]
    [InlineData("{\"format\":\"bursar-plan/1\",\"launch\":7}")]
    public void Refuses_what_is_no_plan(string text) =>
        Assert.Equal("plan.malformed", Assert.Single(PlanCodec.Read(Encoding.UTF8.GetBytes(text), "x").Faults).Code);

    private static Plan Sample() => new()
    {
        Launch = "sample",
        LaunchFile = "launch.yaml",
        LaunchHash = Hash32.Zero,
        Network = "local",
        ChainId = new ChainId(1),
        Genesis = Hash32.Zero,
        Operator = Someone,
        Lists = [new PlanList("drops.a", "a.csv", 2, 12UL, Hash32.Zero, Hash32.Zero)],
        Warnings = ["Größe ‹zählt›"],
        Steps =
        [
            new PlanStep { Id = "one", Title = "First", To = Someone, Data = [], Gas = 21000, Check = new StepCheck(Someone) },
            new PlanStep
            {
                Id = "two", Title = "Second", To = Someone, Data = Hex.Decode("0xdeadbeef"), Gas = 50000, After = ["one"],
                Check = new StepCheck(Someone, [1, 2, 3, 4], new byte[32]),
            },
        ],
    };
}
