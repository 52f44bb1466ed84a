using Bursar.Core.Plans;
using Bursar.Core.Safes;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Core.Tests.Safes;

/// <summary>How steps of a plan become transactions of a Safe.</summary>
public sealed class SafePackingTests
{
    private static readonly Address Somebody = Address.Parse("0x5f411f68798a3f6b455F34cD8e8dC22b75739E65");

    [Fact]
    public void Steps_stay_in_order_and_approvals_stay_with_what_uses_them()
    {
        PlanStep[] steps = [Step("a", 6), Step("b", 3), Approval("c"), Step("d", 5), Step("e", 20), Approval("f"), Step("g", 20)];
        IReadOnlyList<IReadOnlyList<string>> groups = SafePacking.Group(steps);
        Assert.Equal(["a b", "c d", "e", "f g"], groups.Select(g => string.Join(' ', g)));
    }

    [Fact]
    public void Long_calldata_begins_another_transaction()
    {
        PlanStep[] steps = [.. Enumerable.Range(0, 5).Select(i => Step($"s{i}", 1, 40 * 1024))];
        Assert.Equal(["s0 s1", "s2 s3", "s4"], SafePacking.Group(steps).Select(g => string.Join(' ', g)));
    }

    [Fact]
    public void One_step_is_a_call_and_several_are_sent_by_the_published_contract()
    {
        Plan plan = PlanOf(Step("a", 1), Step("b", 1), Step("c", 1));
        IReadOnlyList<SafeTransaction> packed = SafePacking.Pack(plan, [["a"], ["b", "c"]], 7UL, SafeRelease.V150)!;
        Assert.Equal((SafeOperation.Call, Somebody, (UInt256)7UL), (packed[0].Operation, packed[0].To, packed[0].Nonce));
        Assert.Equal((SafeOperation.DelegateCall, SafeRelease.V150.MultiSend.Address, (UInt256)8UL), (packed[1].Operation, packed[1].To, packed[1].Nonce));
        Assert.True(MultiSend.TryDecode(packed[1].Data, out IReadOnlyList<SafeCall>? calls));
        Assert.Equal(plan.Steps.Skip(1).Select(s => Hex.Encode(s.Data)), calls.Select(c => Hex.Encode(c.Data)));
    }

    [Theory]
    [InlineData("b,a|c")]
    [InlineData("a|b")]
    [InlineData("a,a|b,c")]
    [InlineData("a||b,c")]
    public void Groups_that_are_not_the_plan_in_its_order_are_none(string groups) =>
        Assert.Null(SafePacking.Pack(PlanOf(Step("a", 1), Step("b", 1), Step("c", 1)), [.. groups.Split('|').Select(g => g.Split(',', StringSplitOptions.RemoveEmptyEntries))], UInt256.Zero, SafeRelease.V150));

    [Fact]
    public void Two_ways_to_a_hash_lead_to_the_same_and_every_field_counts()
    {
        SafeTransaction transaction = SafePacking.Pack(PlanOf(Step("a", 1)), [["a"]], UInt256.Zero, SafeRelease.V150)![0];
        Assert.Equal(transaction.Hash, transaction.TypedData.SigningHash);
        SafeTransaction[] others =
        [
            transaction with { Nonce = UInt256.One }, transaction with { Value = UInt256.One }, transaction with { Chain = new ChainId(1) }, transaction with { Safe = default },
            transaction with { To = default }, transaction with { Data = [1] }, transaction with { Operation = SafeOperation.DelegateCall },
        ];
        Assert.Equal(others.Length + 1, others.Append(transaction).Select(t => t.Hash).Distinct().Count());
    }

    [Fact]
    public void A_delegated_or_cut_call_among_several_is_not_read()
    {
        byte[] data = MultiSend.Encode([new SafeCall(Somebody, UInt256.Zero, [1, 2, 3])]);
        Assert.True(MultiSend.TryDecode(data, out _));
        byte[] delegated = [.. data];
        delegated[4 + 64] = 1;
        Assert.False(MultiSend.TryDecode(delegated, out _));
        byte[] longer = [.. data];
        longer[4 + 64 + 84] = 200;
        Assert.False(MultiSend.TryDecode(longer, out _));
        Assert.False(MultiSend.TryDecode(data.AsSpan(0, 40), out _));
    }

    private static PlanStep Step(string id, ulong millions, int bytes = 8) => new()
    {
        Id = id,
        Title = id,
        To = Somebody,
        Data = [.. Enumerable.Repeat((byte)id[^1], bytes)],
        Gas = millions * 1_000_000,
        Check = new StepCheck(Somebody),
    };

    private static PlanStep Approval(string id) => Step(id, 1) with { Data = [0x09, 0x5e, 0xa7, 0xb3, .. new byte[64]] };

    private static Plan PlanOf(params PlanStep[] steps) => new()
    {
        Launch = "l",
        LaunchFile = "l.yaml",
        LaunchHash = default,
        Network = "local",
        ChainId = new ChainId(31337),
        Genesis = default,
        Operator = Somebody,
        Lists = [],
        Warnings = [],
        Steps = steps,
    };
}
