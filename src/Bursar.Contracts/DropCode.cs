using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;
using Bursar.Evm.Primitives;

namespace Bursar.Contracts;

/// <summary>The code of a drop: the instructions of its kind with its own parameters behind them, as <c>DropFactory</c> puts them together.</summary>
/// <remarks>
/// From the end backwards: eight words (root, settings, window, total, count, list hash, first owner, length of the URI), the table of sub-roots,
/// the URI. So a drop's code says all that it is, and whoever knows the parameters knows the code and the address.
/// </remarks>
public static class DropCode
{
    private const int FixedWords = 8;
    private const int MaxDepth = 9;
    private const int StoreLength = 67;
    private const int CopyLength = 11;

    // Solady's slot of the owner.
    private static readonly byte[] OwnerSlot = Convert.FromHexString("ffffffffffffffffffffffffffffffffffffffffffffffffffffffff74873927");

    /// <summary>The code that stands at the address of a drop with these parameters.</summary>
    /// <param name="parameters">What the drop is.</param>
    /// <param name="table">Its sub-roots in the order of their numbers: none, or 2, 4, … 512.</param>
    public static byte[] Runtime(MerkleDrop.DropParameters parameters, IReadOnlyList<Hash32> table)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(table);
        return [.. MerkleDrop.RuntimeCode, .. Pack(parameters, table)];
    }

    /// <summary>What stands behind the instructions: URI, table of sub-roots, fixed words.</summary>
    internal static byte[] Pack(MerkleDrop.DropParameters parameters, IReadOnlyList<Hash32> table)
    {
        byte[] uri = Encoding.UTF8.GetBytes(parameters.Uri);
        byte[] code = new byte[uri.Length + (32 * (table.Count + FixedWords))];
        uri.CopyTo(code, 0);
        Span<byte> words = code.AsSpan(uri.Length);
        foreach (Hash32 subRoot in table)
        {
            subRoot.CopyTo(words);
            words = words[32..];
        }

        parameters.Root.CopyTo(words);
        Span<byte> settings = words.Slice(32, 32);
        parameters.Token.CopyTo(settings[12..]);
        settings[11] = parameters.LeafKind;
        settings[10] = parameters.AllowClaimFor ? (byte)1 : (byte)0;
        settings[9] = (byte)(table.Count == 0 ? 0 : System.Numerics.BitOperations.Log2((uint)table.Count));
        Span<byte> window = words.Slice(64, 32);
        BinaryPrimitives.WriteUInt64BigEndian(window[24..], parameters.Start);
        BinaryPrimitives.WriteUInt64BigEndian(window[16..], parameters.Expiry);
        parameters.Total.WriteBigEndian(words.Slice(96, 32));
        parameters.Count.WriteBigEndian(words.Slice(128, 32));
        parameters.ListHash.CopyTo(words[160..]);
        parameters.Owner.CopyTo(words[(192 + 12)..]);
        BinaryPrimitives.WriteInt32BigEndian(words.Slice(224 + 28, 4), uri.Length);
        return code;
    }

    /// <summary>Reads what a drop is from the code at its address.</summary>
    /// <param name="code">What <c>eth_getCode</c> says.</param>
    /// <param name="parameters">What the drop is.</param>
    /// <param name="table">Its sub-roots in the order of their numbers.</param>
    /// <returns>False when this is not the code of a drop, to the last byte.</returns>
    public static bool TryRead(ReadOnlySpan<byte> code, [NotNullWhen(true)] out MerkleDrop.DropParameters? parameters, out Hash32[] table)
    {
        (parameters, table) = (null, []);
        ReadOnlySpan<byte> instructions = MerkleDrop.RuntimeCode;
        return code.StartsWith(instructions) && TryUnpack(code[instructions.Length..], out parameters, out table);
    }

    /// <summary>Reads what <see cref="Pack"/> wrote, to the last byte.</summary>
    internal static bool TryUnpack(ReadOnlySpan<byte> packed, [NotNullWhen(true)] out MerkleDrop.DropParameters? parameters, out Hash32[] table)
    {
        (parameters, table) = (null, []);
        if (packed.Length < 32 * FixedWords)
            return false;
        ReadOnlySpan<byte> words = packed[^(32 * FixedWords)..];
        ReadOnlySpan<byte> settings = words.Slice(32, 32);
        if (settings[9] > MaxDepth || settings[11] > 1 || settings[10] > 1)
            return false;
        table = new Hash32[settings[9] == 0 ? 0 : 1 << settings[9]];
        int uriLength = packed.Length - (32 * (FixedWords + table.Length));
        if (uriLength < 0)
            return false;
        ReadOnlySpan<byte> uri = packed[..uriLength];
        if (!Utf8.IsValid(uri))
            return false;
        for (int i = 0; i < table.Length; i++)
            table[i] = new Hash32(packed.Slice(uriLength + (32 * i), 32));
        parameters = new MerkleDrop.DropParameters(
            new Address(settings[12..]),
            new Address(words.Slice(192 + 12, 20)),
            new Hash32(words[..32]),
            new UInt256(words.Slice(96, 32)),
            new UInt256(words.Slice(128, 32)),
            BinaryPrimitives.ReadUInt64BigEndian(words.Slice(64 + 24, 8)),
            BinaryPrimitives.ReadUInt64BigEndian(words.Slice(64 + 16, 8)),
            settings[11],
            settings[10] == 1,
            new Hash32(words.Slice(160, 32)),
            Encoding.UTF8.GetString(uri));
        return packed.SequenceEqual(Pack(parameters, table));
    }

    /// <summary>The creation code: it stores the first owner and returns <see cref="Runtime"/>.</summary>
    public static byte[] Creation(MerkleDrop.DropParameters parameters, IReadOnlyList<Hash32> table)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return Creation(parameters.Owner, [], Runtime(parameters, table));
    }

    /// <summary>The creation code of a drop of any kind: it stores the first owner, then each given word, and returns <paramref name="runtime"/>.</summary>
    internal static byte[] Creation(Address owner, IReadOnlyList<(Hash32 Slot, UInt256 Value)> stores, ReadOnlySpan<byte> runtime)
    {
        int head = StoreLength * (1 + stores.Count);
        byte[] creation = new byte[head + CopyLength + runtime.Length];
        owner.CopyTo(Store(creation, OwnerSlot)[12..]);
        for (int i = 0; i < stores.Count; i++)
            stores[i].Value.WriteBigEndian(Store(creation.AsSpan((i + 1) * StoreLength), stores[i].Slot.ToArray()));
        Span<byte> rest = creation.AsSpan(head);
        rest[0] = 0x61; // PUSH2 length
        BinaryPrimitives.WriteUInt16BigEndian(rest[1..], checked((ushort)runtime.Length));
        rest[3] = 0x80; // DUP1
        rest[4] = 0x61; // PUSH2 where the runtime begins
        BinaryPrimitives.WriteUInt16BigEndian(rest[5..], checked((ushort)(head + CopyLength)));
        ReadOnlySpan<byte> copyAndReturn = [0x3d, 0x39, 0x3d, 0xf3]; // RETURNDATASIZE CODECOPY RETURNDATASIZE RETURN
        copyAndReturn.CopyTo(rest[7..]);
        runtime.CopyTo(rest[CopyLength..]);
        return creation;
    }

    // PUSH32 value PUSH32 slot SSTORE; answers where the value goes.
    private static Span<byte> Store(Span<byte> code, ReadOnlySpan<byte> slot)
    {
        code[0] = 0x7f;
        code[33] = 0x7f;
        slot.CopyTo(code[34..]);
        code[66] = 0x55;
        return code.Slice(1, 32);
    }
}
