using Bursar.Core.Lists;
using Bursar.Core.Lists.Formats;
using Bursar.Evm.Primitives;
using Xunit;
using static Bursar.Core.Tests.Lists.Formats.Foreign;

namespace Bursar.Core.Tests.Lists.Formats;

public sealed class MerklJsonTests
{
    private const string Two = $$$$"""
        {"rewardToken":"{{{{Dai}}}}","rewards":{
          "{{{{A}}}}":{"pool A":"100","pool B":"23"},
          "{{{{B}}}}":{"pool A":"7"}}}
        """;

    [Fact]
    public void Keeps_each_reason_and_sums_them_into_a_list()
    {
        ListDocument list = Sound(Two);
        Assert.Equal((ListFormat.Merkl, 3, ListFields.Token | ListFields.Reason), (list.Format, list.Count, list.Fields));
        Assert.Equal([Asset.Erc20(Address.Parse(Dai))], list.Assets);
        Assert.Equal(["pool A", "pool B", "pool A"], list.Entries.Select(e => e.Terms!.Reason));
        RecipientList rows = list.ToRecipientList(Options).Value;
        Assert.Equal([123UL, 7UL], rows.Rows.Select(r => (ulong)r.Amount));
    }

    [Fact]
    public void The_token_may_come_last()
    {
        ListDocument list = Sound($"{{\"rewards\":{{\"{A}\":{{\"x\":\"1\"}}}},\"rewardToken\":\"{Dai}\"}}");
        Assert.Equal(Asset.Erc20(Address.Parse(Dai)), list.Entries[0].Asset);
    }

    [Fact]
    public void Zero_amounts_are_refused_or_left_out_by_name()
    {
        string text = $"{{\"rewardToken\":\"{Dai}\",\"rewards\":{{\"{A}\":{{\"x\":\"0\",\"y\":\"5\"}},\"{B}\":{{\"x\":\"0\"}}}}}}";
        Assert.Equal(["list.zero-amount", "list.zero-amount"], Codes(text));
        ListDocument list = Sound(text, Options with { LeaveOutZero = true });
        Assert.Equal((1, 2), (list.Count, list.LeftOut));
    }

    [Theory]
    [InlineData("{\"rewardToken\":\"T\",\"rewards\":{\"A\":{\"x\":\"1\",\"x\":\"2\"}}}", "list.duplicate-key")]
    [InlineData("{\"rewardToken\":\"T\",\"rewards\":{\"A\":{\"x\":\"1\"},\"A\":{\"y\":\"2\"}}}", "list.duplicate-key")]
    [InlineData("{\"rewardToken\":\"T\",\"rewardToken\":\"T\",\"rewards\":{\"A\":{\"x\":\"1\"}}}", "list.json-shape")]
    [InlineData("{\"rewardToken\":\"T\",\"rewards\":{\"A\":{}}}", "list.empty-amount")]
    [InlineData("{\"rewardToken\":\"T\",\"rewards\":{}}", "list.empty")]
    [InlineData("{\"rewardToken\":\"T\"}", "list.json-shape")]
    [InlineData("{\"rewards\":{\"A\":{\"x\":\"1\"}}}", "list.json-shape")]
    [InlineData("{\"rewardToken\":\"T\",\"rewards\":{\"A\":\"1\"}}", "list.json-shape")]
    [InlineData("{\"rewardToken\":\"T\",\"rewards\":{\"A\":{\"x\":\"1.5\"}}}", "list.fraction-digits")]
    [InlineData("{\"rewardToken\":\"T\",\"rewards\":{\"A\":{\"x\":\"0x64\"}}}", "list.bad-amount")]
    [InlineData("{\"rewardToken\":\"0x0000000000000000000000000000000000000000\",\"rewards\":{\"A\":{\"x\":\"1\"}}}", "list.zero-token")]
    [InlineData("{\"rewardToken\":\"T\",\"rewards\":{\"A\":{\"x\":\"1\"}},\"note\":1}", "list.json-shape")]
    [InlineData("{\"rewardToken\":\"T\",\"rewards\":{\"A\":{\"x\":\"1\"}}} {}", "list.bad-json")]
    [InlineData("{\"rewardToken\":\"T\",\"rewards\":{\"A\":{\"x\":\"1\"},}}", "list.bad-json")]
    [InlineData("{\"rewardToken\":\"T\",\"rewards\":{\"A\":{\"x\":\"1\"}}", "list.bad-json")]
    public void Refuses_what_others_would_read_in_another_way(string shape, string codes)
    {
        string text = shape.Replace("\"T\"", $"\"{Dai}\"", StringComparison.Ordinal).Replace("\"A\"", $"\"{A}\"", StringComparison.Ordinal);
        Assert.Equal(codes.Split(','), Codes(text));
    }

    [Fact]
    public void Another_token_than_the_one_that_is_asked_for_is_refused() =>
        Assert.Equal("list.other-token", OnlyFault(Two, Options with { Token = Asset.Erc20(Address.Parse(Gno)) }).Code);
}
