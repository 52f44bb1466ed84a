using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rlp;

namespace Bursar.Evm.Transactions;

/// <summary>A transaction with a fee cap, a priority fee and an access list (EIP-1559, EIP-2930).</summary>
public sealed record Eip1559Transaction : Transaction
{
    private const byte TypeByte = (byte)TransactionType.Eip1559;

    /// <inheritdoc/>
    public override TransactionType Type => TransactionType.Eip1559;

    /// <summary>Wei per gas that goes to the block's producer, at most.</summary>
    public required UInt256 MaxPriorityFeePerGas { get; init; }

    /// <summary>Wei per gas altogether, base fee included, at most.</summary>
    public required UInt256 MaxFeePerGas { get; init; }

    /// <summary>Slots that it says it will touch; empty as a rule.</summary>
    public IReadOnlyList<AccessListEntry> AccessList { get; init; } = [];

    /// <inheritdoc/>
    public override UInt256 MaxGasPrice => MaxFeePerGas;

    /// <inheritdoc/>
    public bool Equals(Eip1559Transaction? other) => other is not null && HasSameFields(other) && MaxFeePerGas == other.MaxFeePerGas
        && MaxPriorityFeePerGas == other.MaxPriorityFeePerGas && AccessList.SequenceEqual(other.AccessList);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Type, ChainId, Nonce, To, Value, MaxFeePerGas, MaxPriorityFeePerGas, Data.Length);

    internal static bool TryDecode(ReadOnlySpan<byte> bytes, out Eip1559Transaction? transaction, out Signature signature)
    {
        transaction = null;
        signature = default;
        if (bytes.IsEmpty || bytes[0] != TypeByte)
            return false;
        var reader = new RlpReader(bytes[1..]);
        if (!reader.TryReadList(out RlpReader fields) || !reader.TryReadEnd()
            || !fields.TryReadUInt64(out ulong chain)
            || !fields.TryReadUInt64(out ulong nonce) || nonce == ulong.MaxValue
            || !fields.TryReadUInt256(out UInt256 priorityFee)
            || !fields.TryReadUInt256(out UInt256 maxFee)
            || !fields.TryReadUInt256(out UInt256 gasLimit)
            || !fields.TryReadOptionalAddress(out Address? to)
            || !fields.TryReadUInt256(out UInt256 value)
            || !fields.TryReadBytes(out ReadOnlySpan<byte> data)
            || !TryReadAccessList(ref fields, out List<AccessListEntry> accessList)
            || !fields.TryReadUInt64(out ulong parity) || parity > 1
            || !fields.TryReadUInt256(out UInt256 r)
            || !fields.TryReadUInt256(out UInt256 s)
            || !fields.TryReadEnd())
            return false;
        signature = new Signature(r, s, (byte)parity);
        transaction = new Eip1559Transaction
        {
            ChainId = new ChainId(chain),
            Nonce = nonce,
            MaxPriorityFeePerGas = priorityFee,
            MaxFeePerGas = maxFee,
            GasLimit = gasLimit,
            To = to,
            Value = value,
            Data = data.ToArray(),
            AccessList = accessList,
        };
        return true;
    }

    private protected override byte[] Encode(Signature? signature)
    {
        CheckNonce();
        if (ChainId is not { } chain)
            throw new TransactionException("a transaction of type 2 needs a chain id");
        var writer = new RlpWriter(stackalloc byte[512]);
        try
        {
            writer.WriteRaw([TypeByte]);
            int list = writer.BeginList();
            writer.WriteUInt64(chain.Value);
            writer.WriteUInt64(Nonce);
            writer.WriteUInt256(MaxPriorityFeePerGas);
            writer.WriteUInt256(MaxFeePerGas);
            writer.WriteUInt256(GasLimit);
            WriteTarget(ref writer);
            WriteAccessList(ref writer);
            if (signature is { } made)
            {
                writer.WriteUInt64(made.YParity);
                writer.WriteUInt256(made.R);
                writer.WriteUInt256(made.S);
            }

            writer.EndList(list);
            return writer.ToArray();
        }
        finally
        {
            writer.Dispose();
        }
    }

    private static bool TryReadAccessList(ref RlpReader fields, out List<AccessListEntry> accessList)
    {
        accessList = [];
        if (!fields.TryReadList(out RlpReader entries))
            return false;
        while (!entries.IsAtEnd)
        {
            var keys = new List<Hash32>();
            if (!entries.TryReadList(out RlpReader entry) || !entry.TryReadAddress(out Address address)
                || !entry.TryReadList(out RlpReader slots) || !entry.TryReadEnd())
                return false;
            while (!slots.IsAtEnd)
            {
                if (!slots.TryReadHash32(out Hash32 key))
                    return false;
                keys.Add(key);
            }

            accessList.Add(new AccessListEntry(address, keys));
        }

        return true;
    }

    private void WriteAccessList(ref RlpWriter writer)
    {
        int list = writer.BeginList();
        foreach (AccessListEntry entry in AccessList)
        {
            int item = writer.BeginList();
            writer.WriteAddress(entry.Address);
            int keys = writer.BeginList();
            foreach (Hash32 key in entry.StorageKeys)
                writer.WriteHash32(key);
            writer.EndList(keys);
            writer.EndList(item);
        }

        writer.EndList(list);
    }
}
