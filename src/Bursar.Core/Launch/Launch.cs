using System.Diagnostics.CodeAnalysis;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Launch;

/// <summary>A whole launch file, read and checked: every reference is resolved, every amount is in base units.</summary>
/// <remarks>Lists are named, not read: their paths are relative to the folder of the launch file. Collections keep the file's order.</remarks>
public sealed record Launch
{
    /// <summary>Name of the launch, <c>[a-z0-9-]{1,64}</c>; part of every idempotency key.</summary>
    public required string Name { get; init; }

    /// <summary>Title for people; the name when the file has none.</summary>
    public required string Title { get; init; }

    /// <summary>Name of the network profile; not looked up yet.</summary>
    public required string Network { get; init; }

    /// <summary>Who sends every transaction.</summary>
    public required Address Operator { get; init; }

    /// <summary>What a double spend of the launch could win, in base units of the native coin; null when the file does not say.</summary>
    public UInt256? ValueAtRisk { get; init; }

    /// <summary>The policy that says who has to approve the launch: a file in the launch file's folder; null for none.</summary>
    public string? Policy { get; init; }

    /// <summary>The Safe that the word <c>safe</c> stands for; null when the file names none.</summary>
    public Address? Safe { get; init; }

    /// <summary>Tokens that are created or referred to.</summary>
    public required IReadOnlyList<TokenSpec> Tokens { get; init; }

    /// <summary>Links between sites and tokens.</summary>
    public required IReadOnlyList<SiteSpec> Sites { get; init; }

    /// <summary>Amounts that vest.</summary>
    public IReadOnlyList<VestingSpec> Vesting { get; init; } = [];

    /// <summary>Lists that are made claimable.</summary>
    public required IReadOnlyList<DropSpec> Drops { get; init; }

    /// <summary>Lists that are paid out.</summary>
    public required IReadOnlyList<PayoutSpec> Payouts { get; init; }

    /// <summary>NFTs that are sent out.</summary>
    public IReadOnlyList<NftPayoutSpec> NftPayouts { get; init; } = [];

    /// <summary>Escrows out of which vouchers are paid.</summary>
    public IReadOnlyList<VoucherSpec> Vouchers { get; init; } = [];

    /// <summary>Recurring programmes.</summary>
    public IReadOnlyList<ProgrammeSpec> Programmes { get; init; } = [];

    /// <summary>Pools that are opened.</summary>
    public IReadOnlyList<PoolSpec> Pools { get; init; } = [];
    /// <summary>Staking pools.</summary>
    public IReadOnlyList<StakingSpec> Staking { get; init; } = [];

    /// <summary>Keccak-256 of the file's exact bytes.</summary>
    public required Hash32 Hash { get; init; }

    /// <summary>Name of the file as the user gave it.</summary>
    public required string FileName { get; init; }

    /// <summary>Where each value of the file stands, by path, for example <c>drops.airdrop.list</c> or <c>sites[0].domain</c>.</summary>
    public required IReadOnlyDictionary<string, SourcePosition> Positions { get; init; }

    /// <summary>Gives the token with that key.</summary>
    public bool TryGetToken(string key, [NotNullWhen(true)] out TokenSpec? token)
    {
        token = Tokens.FirstOrDefault(t => t.Key == key);
        return token is not null;
    }

    /// <summary>Where <paramref name="path"/> stands; when the file does not spell it out, where the nearest enclosing value stands.</summary>
    public SourcePosition PositionOf(string path)
    {
        string at = path;
        while (at.Length > 0)
        {
            if (Positions.TryGetValue(at, out SourcePosition position))
                return position;
            int cut = at.LastIndexOfAny(['.', '[']);
            at = cut < 0 ? "" : at[..cut];
        }

        return new SourcePosition(FileName, 1, 1);
    }
}
