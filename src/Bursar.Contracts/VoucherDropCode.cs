using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;
using Bursar.Evm.Abi;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;

namespace Bursar.Contracts;

/// <summary>The code of a voucher drop: the instructions of its kind with its own parameters behind them, as <c>DropFactory</c> puts them together.</summary>
/// <remarks>From the end backwards: seven words (token, window, total, first owner, first signer, its budget, length of the URI), then the URI.</remarks>
public static class VoucherDropCode
{
    private const int FixedBytes = 7 * 32;

    /// <summary>The code that stands at the address of a voucher drop with these parameters.</summary>
    public static byte[] Runtime(VoucherDrop.VoucherDropParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ReadOnlySpan<byte> instructions = VoucherDrop.RuntimeCode;
        byte[] uri = Encoding.UTF8.GetBytes(parameters.Uri);
        byte[] code = new byte[instructions.Length + uri.Length + FixedBytes];
        instructions.CopyTo(code);
        uri.CopyTo(code.AsSpan(instructions.Length));
        Span<byte> words = code.AsSpan(instructions.Length + uri.Length);
        parameters.Token.CopyTo(words[12..]);
        BinaryPrimitives.WriteUInt64BigEndian(words[(32 + 24)..], parameters.Start);
        BinaryPrimitives.WriteUInt64BigEndian(words[(32 + 16)..], parameters.Expiry);
        parameters.Total.WriteBigEndian(words.Slice(64, 32));
        parameters.Owner.CopyTo(words[(96 + 12)..]);
        parameters.Signer.CopyTo(words[(128 + 12)..]);
        parameters.Budget.WriteBigEndian(words.Slice(160, 32));
        BinaryPrimitives.WriteInt32BigEndian(words[(192 + 28)..], uri.Length);
        return code;
    }

    /// <summary>Reads what a voucher drop is from the code at its address.</summary>
    /// <param name="code">What <c>eth_getCode</c> says.</param>
    /// <param name="parameters">What the drop is.</param>
    /// <returns>False when this is not the code of a voucher drop, to the last byte.</returns>
    public static bool TryRead(ReadOnlySpan<byte> code, [NotNullWhen(true)] out VoucherDrop.VoucherDropParameters? parameters)
    {
        parameters = null;
        ReadOnlySpan<byte> instructions = VoucherDrop.RuntimeCode;
        if (!code.StartsWith(instructions) || code.Length < instructions.Length + FixedBytes)
            return false;
        ReadOnlySpan<byte> uri = code[instructions.Length..^FixedBytes];
        ReadOnlySpan<byte> words = code[^FixedBytes..];
        if (!Utf8.IsValid(uri))
            return false;
        parameters = new VoucherDrop.VoucherDropParameters(
            new Address(words.Slice(12, 20)),
            new Address(words.Slice(96 + 12, 20)),
            new Address(words.Slice(128 + 12, 20)),
            new UInt256(words.Slice(160, 32)),
            new UInt256(words.Slice(64, 32)),
            BinaryPrimitives.ReadUInt64BigEndian(words.Slice(32 + 24, 8)),
            BinaryPrimitives.ReadUInt64BigEndian(words.Slice(32 + 16, 8)),
            Encoding.UTF8.GetString(uri));
        return code.SequenceEqual(Runtime(parameters));
    }

    /// <summary>The creation code: it stores the first owner and the first budget, and returns <see cref="Runtime"/>.</summary>
    public static byte[] Creation(VoucherDrop.VoucherDropParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        (Hash32, UInt256)[] budget = parameters.Budget.IsZero ? [] : [(SlotOf(parameters.Signer), parameters.Budget)];
        return DropCode.Creation(parameters.Owner, budget, Runtime(parameters));
    }

    /// <summary>Where a mapping from addresses in storage slot 0 keeps the word of <paramref name="key"/>.</summary>
    internal static Hash32 SlotOf(Address key)
    {
        var writer = new AbiWriter(64);
        writer.WriteAddress(key);
        writer.WriteHash32(Hash32.Zero);
        return Keccak256.Hash(writer.Finish());
    }
}
