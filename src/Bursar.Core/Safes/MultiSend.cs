using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Bursar.Evm.Abi;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Safes;

/// <summary>Several calls in the bytes that Safe's <c>multiSend(bytes)</c> takes: operation (1) ‖ receiver (20) ‖ value (32) ‖ length (32) ‖ data, one after another.</summary>
public static class MultiSend
{
    private const int Head = 1 + Address.Length + 32 + 32;
    private const int MaxCalls = 100_000;

    /// <summary>Bytes that a call takes beside its data.</summary>
    public const int Overhead = Head;

    private static readonly Selector Function = Selector.Of("multiSend(bytes)");

    /// <summary>The calldata of <c>multiSend</c>. Every operation is a call.</summary>
    public static byte[] Encode(IReadOnlyList<SafeCall> calls)
    {
        ArgumentNullException.ThrowIfNull(calls);
        byte[] packed = new byte[calls.Sum(c => Head + c.Data.Length)];
        int at = 0;
        foreach (SafeCall call in calls)
        {
            Span<byte> slot = packed.AsSpan(at);
            call.To.CopyTo(slot[1..]);
            call.Value.WriteBigEndian(slot[21..]);
            BinaryPrimitives.WriteInt32BigEndian(slot[81..], call.Data.Length);
            call.Data.CopyTo(slot[Head..]);
            at += Head + call.Data.Length;
        }

        Span<byte> prefix = stackalloc byte[4];
        Function.Write(prefix);
        var writer = new AbiWriter(prefix, 32, packed.Length + 64);
        writer.WriteBytes(packed);
        return writer.Finish();
    }

    /// <summary>The calls in the calldata of <c>multiSend</c>.</summary>
    /// <returns>False when it is none, is cut short, or delegates one of them.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> data, [NotNullWhen(true)] out IReadOnlyList<SafeCall>? calls)
    {
        calls = null;
        if (data.Length < 4 || Selector.Read(data) != Function)
            return false;
        ReadOnlySpan<byte> packed;
        try
        {
            var reader = new AbiReader(data[4..], 32);
            packed = reader.ReadBytes();
        }
        catch (AbiException)
        {
            return false;
        }

        var found = new List<SafeCall>();
        while (!packed.IsEmpty)
        {
            if (packed.Length < Head || packed[0] != 0 || found.Count == MaxCalls)
                return false;
            var length = new UInt256(packed[53..85]);
            if (length > (UInt256)(ulong)(packed.Length - Head))
                return false;
            int size = (int)(ulong)length;
            found.Add(new SafeCall(new Address(packed[1..21]), new UInt256(packed[21..53]), packed.Slice(Head, size).ToArray()));
            packed = packed[(Head + size)..];
        }

        calls = found;
        return true;
    }
}
