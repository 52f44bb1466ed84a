using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;
using Bursar.Evm.Primitives;

namespace Bursar.Contracts;

/// <summary>The code of a recurring programme: the instructions of its kind with its own parameters behind them, as <c>DropFactory</c> puts them together.</summary>
/// <remarks>
/// From the end backwards: four words (window, expiry and whether anybody may claim for others; first owner; number of watchers; length of the
/// URI), then a word for each watcher, then the URI.
/// </remarks>
public static class CumulativeDropCode
{
    private const int FixedBytes = 4 * 32;

    /// <summary>The code that stands at the address of a programme with these parameters.</summary>
    public static byte[] Runtime(CumulativeDrop.CumulativeDropParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ReadOnlySpan<byte> instructions = CumulativeDrop.RuntimeCode;
        byte[] uri = Encoding.UTF8.GetBytes(parameters.Uri);
        byte[] code = new byte[instructions.Length + uri.Length + (32 * parameters.Watchers.Count) + FixedBytes];
        instructions.CopyTo(code);
        uri.CopyTo(code.AsSpan(instructions.Length));
        Span<byte> words = code.AsSpan(instructions.Length + uri.Length);
        foreach (Address watcher in parameters.Watchers)
        {
            watcher.CopyTo(words[12..]);
            words = words[32..];
        }

        words[15] = parameters.AllowClaimFor ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt64BigEndian(words[16..], parameters.Expiry);
        BinaryPrimitives.WriteUInt64BigEndian(words[24..], parameters.Window);
        parameters.Owner.CopyTo(words[(32 + 12)..]);
        BinaryPrimitives.WriteInt32BigEndian(words[(64 + 28)..], parameters.Watchers.Count);
        BinaryPrimitives.WriteInt32BigEndian(words[(96 + 28)..], uri.Length);
        return code;
    }

    /// <summary>Reads what a programme is from the code at its address.</summary>
    /// <param name="code">What <c>eth_getCode</c> says.</param>
    /// <param name="parameters">What the programme is.</param>
    /// <returns>False when this is not the code of a programme, to the last byte.</returns>
    public static bool TryRead(ReadOnlySpan<byte> code, [NotNullWhen(true)] out CumulativeDrop.CumulativeDropParameters? parameters)
    {
        parameters = null;
        ReadOnlySpan<byte> instructions = CumulativeDrop.RuntimeCode;
        if (!code.StartsWith(instructions) || code.Length < instructions.Length + FixedBytes)
            return false;
        ReadOnlySpan<byte> words = code[^FixedBytes..];
        ReadOnlySpan<byte> between = code[instructions.Length..^FixedBytes];
        uint count = BinaryPrimitives.ReadUInt32BigEndian(words[(64 + 28)..]);
        if (count > between.Length / 32)
            return false;
        ReadOnlySpan<byte> uri = between[..^(32 * (int)count)];
        if (!Utf8.IsValid(uri))
            return false;
        var watchers = new Address[count];
        for (int i = 0; i < watchers.Length; i++)
            watchers[i] = new Address(between.Slice(uri.Length + (32 * i) + 12, 20));
        parameters = new CumulativeDrop.CumulativeDropParameters(
            new Address(words.Slice(32 + 12, 20)),
            BinaryPrimitives.ReadUInt64BigEndian(words[24..]),
            BinaryPrimitives.ReadUInt64BigEndian(words[16..]),
            words[15] == 1,
            watchers,
            Encoding.UTF8.GetString(uri));
        return code.SequenceEqual(Runtime(parameters));
    }

    /// <summary>The creation code: it stores the first owner and the first escrow, and returns <see cref="Runtime"/>.</summary>
    /// <param name="parameters">What the programme is.</param>
    /// <param name="escrow">What it begins with, tokens in ascending order.</param>
    public static byte[] Creation(CumulativeDrop.CumulativeDropParameters parameters, IReadOnlyList<DropFactory.TokenAmount> escrow)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(escrow);
        return DropCode.Creation(parameters.Owner, [.. escrow.Select(e => (VoucherDropCode.SlotOf(e.Token), e.Amount))], Runtime(parameters));
    }
}
