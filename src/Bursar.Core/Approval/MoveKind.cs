namespace Bursar.Core.Approval;

/// <summary>What a step of a plan does, as policies tell steps apart.</summary>
public enum MoveKind
{
    /// <summary>Pays tokens or the chain's coin to recipients.</summary>
    Pay,

    /// <summary>Sends NFTs to recipients.</summary>
    Nft,

    /// <summary>Funds a list that recipients claim from.</summary>
    Drop,

    /// <summary>Funds an escrow that somebody's vouchers are paid from.</summary>
    Vouchers,

    /// <summary>Funds a recurring programme.</summary>
    Programme,

    /// <summary>Opens a vesting schedule.</summary>
    Vesting,

    /// <summary>Opens a pool with tokens.</summary>
    Pool,

    /// <summary>Creates and funds a staking pool.</summary>
    Staking,

    /// <summary>Creates a token or gives it to its first holders.</summary>
    Token,

    /// <summary>Links a site to a token.</summary>
    Site,

    /// <summary>Lets one of Bursar's contracts take what the plan's other steps give it.</summary>
    Allowance,

    /// <summary>Puts one of Bursar's contracts on the chain.</summary>
    Deploy,

    /// <summary>A single command outside of any plan: a transfer, a claim, a stake.</summary>
    Action,
}
