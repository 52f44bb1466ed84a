using Bursar.Evm.Primitives;

namespace Bursar;

/// <summary>An escrow out of which vouchers are paid, as it is to be made.</summary>
public sealed record VoucherOptions
{
    /// <summary>The token that vouchers are about; the client's account must have the whole escrow.</summary>
    public required Token Token { get; init; }

    /// <summary>The escrow.</summary>
    public required Quantity Total { get; init; }

    /// <summary>Names this very escrow, with 1 to 64 characters of a–z, 0–9 and -: the chain makes one under each name of an account.</summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>Whose vouchers are paid from the beginning; null when the owner appoints a signer later.</summary>
    public Address? Signer { get; init; }

    /// <summary>What the signer may give out; null for the whole escrow.</summary>
    public Quantity? Budget { get; init; }

    /// <summary>From when vouchers are paid; null for at once.</summary>
    public DateTimeOffset? Starts { get; init; }

    /// <summary>From when they are no longer paid and the rest can be clawed back; null for never.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Who appoints signers and may claw back what is left after the expiry; null for the client's account.</summary>
    public Address? Owner { get; init; }

    /// <summary>Where the vouchers are described, recorded on chain; null for nowhere.</summary>
    public string? Uri { get; init; }
}
