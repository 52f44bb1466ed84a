using System.Diagnostics.CodeAnalysis;
using Bursar.Evm.Abi;
using Bursar.Evm.Primitives;

namespace Bursar.Contracts;

/// <summary>The code of a token that gives a part of its supply out to a list by itself, as <c>ClaimableFactory</c> puts it together.</summary>
/// <remarks>
/// Instructions of its own, then the parameters of the claims as in a drop's code (<see cref="DropCode"/>, with no token: it is this one), then what stands behind the
/// code of every token (<see cref="TokenCode"/>). Tokens of the kinds fixed, managed and votes can be so, in the direct form.
/// </remarks>
public static class ClaimableCode
{
    /// <summary>Most bytes of a contract's code (EIP-170).</summary>
    public const int MostBytes = 24_576;

    /// <summary>Where the code is that a token of this kind begins with.</summary>
    public static Address FrontAddress(byte kind) => TokenCode.CreatedBy(Deployments.ClaimableFactoryAddress, kind + 1);

    /// <summary>The code that a token of this kind begins with.</summary>
    public static byte[] Front(byte kind)
    {
        byte[] code = (kind == TokenCode.Managed ? ClaimableManagedToken.RuntimeCode : ClaimableToken.RuntimeCode).ToArray();
        Address address = TokenCode.KindAddress(kind);
        foreach (ImmutableReference place in kind == TokenCode.Managed ? ClaimableManagedToken.ImmutableReferences : ClaimableToken.ImmutableReferences)
            address.CopyTo(code.AsSpan(place.Start + place.Length - Address.Length));
        return code;
    }

    /// <summary>The code that stands at the address of a token with these parameters.</summary>
    /// <param name="p">What the token is made from; the rows add up to the supply without the claims' total.</param>
    /// <param name="claims">The list and its terms; the token is left out of the code, whatever it says.</param>
    /// <param name="table">Its sub-roots in the order of their numbers: none, or 2, 4, … 512.</param>
    public static byte[] Runtime(TokenFactory.TokenParameters p, MerkleDrop.DropParameters claims, IReadOnlyList<Hash32> table)
    {
        ArgumentNullException.ThrowIfNull(p);
        return [.. Head(p, claims, table), .. TokenCode.Tail(p)];
    }

    /// <summary>What CREATE2 is given: <c>ClaimableBirth</c>, which gives the escrow to the token itself and leaves <see cref="Runtime"/> behind.</summary>
    /// <param name="p">What the token is made from.</param>
    /// <param name="claims">The list and its terms.</param>
    /// <param name="table">Its sub-roots, or none.</param>
    public static byte[] Creation(TokenFactory.TokenParameters p, MerkleDrop.DropParameters claims, IReadOnlyList<Hash32> table)
    {
        ArgumentNullException.ThrowIfNull(p);
        ArgumentNullException.ThrowIfNull(claims);
        int width = TokenRows.Width(p.Supply);
        return ClaimableBirth.CreationCode(
            Runtime(p, claims, table),
            claims.Total,
            p.Owner,
            p.Supply - claims.Total,
            (UInt256)(ulong)Head(p, claims, table).Length,
            (UInt256)(ulong)(p.Rows.Length / width),
            (UInt256)(ulong)width);
    }

    /// <summary>Reads what a token is from the code at its address.</summary>
    /// <param name="code">What <c>eth_getCode</c> says.</param>
    /// <param name="parameters">What the token was made from; rows, where there are any, are those of the supply without the claims' total.</param>
    /// <param name="claims">The list and its terms, with no token.</param>
    /// <param name="table">Its sub-roots, or none.</param>
    /// <returns>False unless this is the code of such a token, to the last byte, with parameters that the factory takes.</returns>
    public static bool TryRead(
        ReadOnlySpan<byte> code,
        [NotNullWhen(true)] out TokenFactory.TokenParameters? parameters,
        [NotNullWhen(true)] out MerkleDrop.DropParameters? claims,
        out Hash32[] table)
    {
        (parameters, claims, table) = (null, null, []);
        for (byte kind = TokenCode.Fixed; kind <= TokenCode.Votes; kind++)
        {
            byte[] front = Front(kind);
            if (!code.StartsWith(front))
                continue;
            ReadOnlySpan<byte> rest = code[front.Length..];
            int tail = TokenCode.TailLength(rest, kind);
            return tail >= 0
                && DropCode.TryUnpack(rest[..^tail], out claims, out table)
                && claims.Token.IsZero && !claims.Owner.IsZero && !claims.Total.IsZero
                && TokenCode.TryReadTail(rest[^tail..], kind, TokenCode.Direct, claims.Total, out parameters);
        }

        return false;
    }

    private static byte[] Head(TokenFactory.TokenParameters p, MerkleDrop.DropParameters claims, IReadOnlyList<Hash32> table) =>
        [.. Front(p.Kind), .. DropCode.Pack(claims with { Token = default }, table)];
}
