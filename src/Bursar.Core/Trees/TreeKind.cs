using System.Globalization;
using Bursar.Core.Faults;
using Bursar.Core.Lists;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Trees;

/// <summary>A kind of tree: a description, by name or written out.</summary>
/// <remarks>Named: <c>standard</c>, <c>simple</c>, <c>packed</c>, <c>sharded:2</c>, <c>uniswap</c>, <c>indexed</c>, <c>sablier</c>,
/// <c>sablier-indexed</c>, <c>merkl</c>, <c>morpho</c>, <c>rocket-pool</c>, <c>rocket-pool-voters</c>, <c>stake-dao</c>, <c>safe-vesting:1:0x…</c>. Two kinds are equal when they give the same tree.</remarks>
public sealed class TreeKind : IEquatable<TreeKind>
{
    private const string ShardedPrefix = "sharded:";
    private const string VestingPrefix = "safe-vesting:";

    private readonly string _canonical;

    private TreeKind(string name, TreeDescription description, bool named)
    {
        Name = name;
        Description = description;
        IsNamed = named;
        _canonical = DescriptionText.Write(null, description);
    }

    /// <summary>OpenZeppelin's <c>StandardMerkleTree</c> over (address, uint256).</summary>
    public static TreeKind Standard { get; } = Named("standard", NamedKinds.Standard);

    /// <summary>OpenZeppelin's <c>SimpleMerkleTree</c> over ready words of 32 bytes.</summary>
    public static TreeKind Simple { get; } = Named("simple", NamedKinds.Simple);

    /// <summary>One flat tree of packed leaves, as thirdweb and many others have it.</summary>
    public static TreeKind Packed { get; } = Named("packed", NamedKinds.Packed);

    /// <summary>Uniswap's distributor: the index in the leaf is the rank of the account's checksummed text.</summary>
    public static TreeKind Uniswap { get; } = Named("uniswap", NamedKinds.Uniswap);

    /// <summary>Uniswap's leaf with the indices that the file states.</summary>
    public static TreeKind Indexed { get; } = Named("indexed", NamedKinds.Indexed);

    /// <summary>Sablier's airdrops: the index in the leaf is the number of the row.</summary>
    public static TreeKind Sablier { get; } = Named("sablier", NamedKinds.Sablier);

    /// <summary>Sablier's leaf with the indices that the file states.</summary>
    public static TreeKind SablierIndexed { get; } = Named("sablier-indexed", NamedKinds.Sablier with { Index = IndexSource.Column });

    /// <summary>Merkl's cumulative rewards of several tokens.</summary>
    public static TreeKind Merkl { get; } = Named("merkl", NamedKinds.Merkl);

    /// <summary>Morpho's optimizers: packed leaves in the order of accounts.</summary>
    public static TreeKind Morpho { get; } = Named("morpho", NamedKinds.Morpho);

    /// <summary>Rocket Pool's rewards up to the fourth version of their file: account, network, RPL and ETH.</summary>
    public static TreeKind RocketPool { get; } = Named("rocket-pool", NamedKinds.RocketPool);

    /// <summary>Rocket Pool's rewards since the fourth version of their file, with the voters' share of ETH as a fifth value.</summary>
    public static TreeKind RocketPoolVoters { get; } = Named("rocket-pool-voters", NamedKinds.RocketPoolVoters);

    /// <summary>Stake DAO's rewards of several tokens, in the order of the file.</summary>
    public static TreeKind StakeDao { get; } = Named("stake-dao", NamedKinds.StakeDao);

    /// <summary>Every kind with a name and no parameter but the digits of shards, of which two stand for all.</summary>
    public static IReadOnlyList<TreeKind> All { get; } =
    [
        Standard, Simple, Packed, Sharded(2), Uniswap, Indexed, Sablier, SablierIndexed, Merkl, Morpho, RocketPool, RocketPoolVoters, StakeDao,
    ];

    /// <summary>The name; for a described kind what its description calls it.</summary>
    public string Name { get; }

    /// <summary>What decides the root.</summary>
    public TreeDescription Description { get; }

    /// <summary>True when <see cref="Parse"/> knows the name.</summary>
    public bool IsNamed { get; }

    /// <summary>True when the amounts of all rows count one thing, so that their sum means something.</summary>
    public bool HasTotal => Description.Leaf.HasTotal;

    /// <summary>Hexadecimal digits of the account that make a shard; 0 for one tree.</summary>
    public int Nybbles => Description.Nybbles;

    /// <summary>True for trees that the drop contract can verify: leaves of account and amount as OpenZeppelin or ENS encode them.</summary>
    public bool IsClaimable => Equals(Standard) || Equals(Packed) || (Nybbles > 0 && Equals(Sharded(Nybbles)));

    /// <summary>Shards by the first <paramref name="nybbles"/> hexadecimal digits of the account, 1 to 4; ENS has 2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Another number.</exception>
    public static TreeKind Sharded(int nybbles)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(nybbles, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(nybbles, TreeDescription.MaxNybbles);
        return Named(string.Create(CultureInfo.InvariantCulture, $"{ShardedPrefix}{nybbles}"), NamedKinds.Packed with { Nybbles = nybbles });
    }

    /// <summary>Safe's vesting pools: each leaf is the EIP-712 digest of a vesting on one chain and pool.</summary>
    public static TreeKind SafeVesting(ChainId chain, Address pool) =>
        Named(string.Create(CultureInfo.InvariantCulture, $"{VestingPrefix}{chain.Value}:{pool}"), NamedKinds.SafeVesting(chain.Value, pool));

    /// <summary>Reads a name.</summary>
    public static Result<TreeKind> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out TreeKind? kind)
            ? kind
            : new Fault("tree.unknown-kind", $"{CellText.Show(text)} is no kind of tree.", null,
                $"Kinds: {string.Join(", ", All.Select(k => k.Nybbles > 0 ? $"sharded:N with N from 1 to {TreeDescription.MaxNybbles}" : k.Name))}, {VestingPrefix}CHAIN:POOL; or a file that describes one.");
    }

    /// <summary>Reads a name.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out TreeKind? kind)
    {
        foreach (TreeKind known in All)
        {
            if (known.Nybbles == 0 && text.SequenceEqual(known.Name))
            {
                kind = known;
                return true;
            }
        }

        kind = null;
        if (text.StartsWith(ShardedPrefix, StringComparison.Ordinal))
            kind = text[ShardedPrefix.Length..] is [>= '1' and <= '4'] ? Sharded(text[^1] - '0') : null;
        else if (text.StartsWith(VestingPrefix, StringComparison.Ordinal))
            kind = TryVesting(text[VestingPrefix.Length..]);
        return kind is not null;
    }

    /// <summary>A kind that is described; a named one when it gives the same trees.</summary>
    /// <returns>The kind, or a fault when the description contradicts itself.</returns>
    public static Result<TreeKind> Describe(TreeDescription description, string name = "described")
    {
        ArgumentNullException.ThrowIfNull(description);
        if (description.Contradiction() is { } why)
            return new Fault("tree.bad-description", $"The description contradicts itself: {why}.", null, "docs/trees.md shows what the five choices can be.");
        var kind = new TreeKind(name, description, named: false);
        return All.FirstOrDefault(kind.Equals) ?? (description.Nybbles > 0 && kind.Equals(Sharded(description.Nybbles)) ? Sharded(description.Nybbles) : kind);
    }

    /// <inheritdoc/>
    public bool Equals(TreeKind? other) => other is not null && _canonical == other._canonical;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TreeKind);

    /// <inheritdoc/>
    public override int GetHashCode() => string.GetHashCode(_canonical, StringComparison.Ordinal);

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    /// <summary>Equality of the trees that two kinds give.</summary>
    public static bool operator ==(TreeKind? left, TreeKind? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Inequality.</summary>
    public static bool operator !=(TreeKind? left, TreeKind? right) => !(left == right);

    private static TreeKind? TryVesting(ReadOnlySpan<char> text)
    {
        int colon = text.IndexOf(':');
        return colon > 0 && ulong.TryParse(text[..colon], NumberStyles.None, CultureInfo.InvariantCulture, out ulong chain) && chain > 0 && Address.TryParse(text[(colon + 1)..], out Address pool)
            ? SafeVesting(new ChainId(chain), pool)
            : null;
    }

    private static TreeKind Named(string name, TreeDescription description) => new(name, description, named: true);
}
