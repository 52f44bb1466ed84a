using System.Collections.Frozen;

namespace Bursar.Core.Approval;

/// <summary>The words for kinds of steps in policy files and approvals.</summary>
public static class MoveKinds
{
    /// <summary>Each word and what it stands for.</summary>
    public static FrozenDictionary<string, MoveKind> ByWord { get; } =
        Enum.GetValues<MoveKind>().ToFrozenDictionary(static k => k.Word(), StringComparer.Ordinal);

    /// <summary>The word for a kind.</summary>
    public static string Word(this MoveKind kind) => kind switch
    {
        MoveKind.Pay => "pay",
        MoveKind.Nft => "nft",
        MoveKind.Drop => "drop",
        MoveKind.Vouchers => "vouchers",
        MoveKind.Programme => "programme",
        MoveKind.Vesting => "vesting",
        MoveKind.Pool => "pool",
        MoveKind.Staking => "staking",
        MoveKind.Token => "token",
        MoveKind.Site => "site",
        MoveKind.Allowance => "allowance",
        MoveKind.Deploy => "deploy",
        _ => "action",
    };

    /// <summary>True when nobody knows beforehand who will get what the step gives away.</summary>
    public static bool IsOpenEnded(this MoveKind kind) => kind is MoveKind.Vouchers or MoveKind.Programme or MoveKind.Pool or MoveKind.Staking or MoveKind.Action;
}
