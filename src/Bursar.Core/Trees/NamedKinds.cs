using Bursar.Evm.Eip712;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Trees;

/// <summary>The descriptions of kinds that have a name.</summary>
internal static class NamedKinds
{
    /// <summary>keccak-256 of nothing, with which Safe's tool fills.</summary>
    private static readonly Hash32 HashOfNothing = Hash32.Parse("0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");

    private static readonly LeafField Account = new(LeafField.Account, LeafType.OfAddress);
    private static readonly LeafField Amount = new(LeafField.Amount, LeafType.OfNumber);
    private static readonly LeafField Index = new(LeafField.Index, LeafType.OfNumber);
    private static readonly LeafField Token = new("token", LeafType.OfAddress);

    internal static TreeDescription Standard => new()
    {
        Leaf = Of(LeafForm.Abi, 2, Account, Amount),
        Odd = OddRule.Complete,
    };

    internal static TreeDescription Simple => new()
    {
        Leaf = Of(LeafForm.Ready, 1, new LeafField("leaf", LeafType.OfWord)),
        Odd = OddRule.Complete,
        Equal = EqualLeaves.Keep,
    };

    internal static TreeDescription Packed => new() { Leaf = Of(LeafForm.Packed, 1, Account, Amount) };

    internal static TreeDescription Uniswap => Indexed with { Index = IndexSource.Checksum };

    internal static TreeDescription Indexed => new()
    {
        Leaf = Of(LeafForm.Packed, 1, Index, Account, Amount),
        Equal = EqualLeaves.Once,
    };

    internal static TreeDescription Sablier => new()
    {
        Leaf = Of(LeafForm.Abi, 2, Index, Account, Amount),
        Odd = OddRule.Complete,
        Index = IndexSource.File,
    };

    internal static TreeDescription Merkl => new()
    {
        Leaf = Of(LeafForm.Abi, 1, Account, Token, Amount),
        LeavesOutZeroAmounts = true,
    };

    internal static TreeDescription Morpho => new() { Leaf = Of(LeafForm.Packed, 1, Account, Amount), Order = LeafOrdering.Account };

    internal static TreeDescription RocketPool => Rewards(Account, Field("uint256 network"), Field("uint256 rpl"), Field("uint256 eth"));

    internal static TreeDescription RocketPoolVoters => Rewards(Account, Field("uint256 network"), Field("uint256 rpl"), Field("uint256 eth"), Field("uint256 voterEth"));

    internal static TreeDescription StakeDao => new() { Leaf = Of(LeafForm.Abi, 2, Account, Token, Amount), Order = LeafOrdering.File };

    internal static TreeDescription SafeVesting(ulong chain, Address pool) => new()
    {
        Leaf = new LeafEncoding
        {
            Form = LeafForm.TypedData,
            TypeName = "Vesting",
            Domain = new Eip712Domain { ChainId = chain, VerifyingContract = pool },
            Fields = [Account, Field("uint8 curveType"), Field("bool managed = false"), Field("uint16 durationWeeks"), Field("uint64 startDate"), Field("uint128 amount")],
        },
        Order = LeafOrdering.File,
        Odd = OddRule.Fill,
        Fill = HashOfNothing,
    };

    private static TreeDescription Rewards(params LeafField[] fields) => new() { Leaf = Of(LeafForm.Packed, 1, fields), Padding = LeafPadding.PowerOfTwo };

    private static LeafEncoding Of(LeafForm form, int hashes, params LeafField[] fields) => new() { Form = form, Hashes = hashes, Fields = fields };

    private static LeafField Field(string text) => LeafField.TryParse(text, out LeafField? field) ? field : throw new FormatException(text);
}
