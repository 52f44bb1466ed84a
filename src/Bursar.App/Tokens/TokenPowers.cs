using Bursar.App.Safes;
using Bursar.Contracts;
using Bursar.Core.Launch;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Tokens;

/// <summary>Who can do what with a token, in plain words. The bits are those of the contracts' <c>powers()</c>.</summary>
public static class TokenPowers
{
    private const int Mint = 1 << 0;
    private const int Pause = 1 << 2;
    private const int Describe = 1 << 7;
    private const int Handover = 1 << 9;

    private static readonly string[] None =
        ["Nobody can mint, burn from others, pause, freeze, tax or upgrade this token: it has no owner and no such function."];

    /// <summary>What a token that a launch creates allows, before it exists.</summary>
    public static IReadOnlyList<string> Of(CreatedTokenSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        if (spec.Kind != TokenKind.Managed)
            return [.. None, $"{spec.Owner} is the owner of record in its code; the record gives no power."];
        UInt256 room = spec.Limit is { } limit ? limit.BaseUnits - spec.Supply.BaseUnits : UInt256.Zero;
        return Managed((room.IsZero ? 0 : Mint) | Pause | Describe | Handover, spec.Owner, new Amount(room, spec.Decimals).ToString());
    }

    /// <summary>What Bursar's own code allows at this moment.</summary>
    /// <param name="client">The chain.</param>
    /// <param name="token">The token, whose code was read.</param>
    /// <param name="parameters">What its code says.</param>
    /// <param name="block">The block to ask at.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    public static async Task<IReadOnlyList<string>> OfAsync(
        EthereumClient client, Address token, TokenFactory.TokenParameters parameters, BlockTag block, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(parameters);
        if (parameters.Kind != TokenCode.Managed)
            return None;
        ManagedToken.PowersResult powers = await client.CallAsync(token, new ManagedToken.PowersCall(), block, cancellationToken);
        UInt256 room = await client.CallAsync(token, new ManagedToken.MintableCall(), block, cancellationToken);
        bool paused = await client.CallAsync(token, new ManagedToken.PausedCall(), block, cancellationToken);
        IReadOnlyList<string> lines = Managed((int)powers.Bits, powers.Holder, new Amount(room, parameters.Decimals).ToString());
        if (powers.Bits != 0 && await new ReadSafe(client).DescribeAsync(powers.Holder, cancellationToken) is { } safe)
            lines = [.. lines, safe];
        return paused ? ["It is paused: nothing can be moved until its owner lets it go on.", .. lines] : lines;
    }

    /// <summary>What a token that gives a list out by itself says of that part of its supply.</summary>
    private static IEnumerable<string> OfClaims(MerkleDrop.DropParameters claims, byte decimals)
    {
        yield return $"It gives {new Amount(claims.Total, decimals)} out to {claims.Count} accounts by itself, by the list with the root {claims.Root}: until it is claimed that part is the token's own. "
            + (claims.Expiry == 0 ? "There is no end, and nobody can take it otherwise." : $"{claims.Owner} can take what is left after {DateTimeOffset.FromUnixTimeSeconds((long)Math.Min(claims.Expiry, 253_402_300_799UL)):yyyy-MM-dd HH:mm:ss} UTC.");
    }

    /// <summary>What a token allows at this moment: for certain when its code is Bursar's, otherwise what can be told.</summary>
    /// <param name="client">The chain.</param>
    /// <param name="token">The token.</param>
    /// <param name="code">Its code.</param>
    /// <param name="block">The block to ask at.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    public static async Task<IReadOnlyList<string>> OfAnyAsync(
        EthereumClient client, Address token, byte[] code, BlockTag block, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(code);
        if (TokenCode.TryRead(code, out TokenFactory.TokenParameters? parameters))
            return await OfAsync(client, token, parameters, block, cancellationToken);
        return ClaimableCode.TryRead(code, out parameters, out MerkleDrop.DropParameters? claims, out _)
            ? [.. await OfAsync(client, token, parameters, block, cancellationToken), .. OfClaims(claims, parameters.Decimals)]
            : await new ForeignPowers(client, token, block).ReadAsync(code, cancellationToken);
    }

    private static IReadOnlyList<string> Managed(int bits, Address holder, string room)
    {
        if (bits == 0)
            return None;
        var can = new List<string>();
        if ((bits & Mint) != 0)
            can.Add($"make at most {room} more, ever");
        if ((bits & Pause) != 0)
            can.Add("stop all transfers and let them go on");
        if ((bits & Describe) != 0)
            can.Add("change where the description is read");
        if ((bits & Handover) != 0)
            can.Add("hand these powers over");
        return
        [
            $"{holder} can {string.Join("; ", can)}. Each of these can be given up for ever.",
            "Nobody can burn or move the tokens of others, freeze single accounts, take a fee or upgrade the code: there is no such function.",
        ];
    }
}
