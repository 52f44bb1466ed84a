using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rlp;

namespace Bursar.Evm.Transactions;

/// <summary>A transaction in an envelope with a type byte (EIP-2718); it always names its chain and can carry an access list (EIP-2930).</summary>
public abstract record TypedTransaction : Transaction
{
    private protected TypedTransaction()
    {
    }

    /// <summary>Slots that it says it will touch; empty as a rule.</summary>
    public IReadOnlyList<AccessListEntry> AccessList { get; init; } = [];

    internal static bool TryDecode(ReadOnlySpan<byte> bytes, out Transaction? transaction, out Signature signature)
    {
        transaction = null;
        signature = default;
        var type = (TransactionType)bytes[0];
        if (type is < TransactionType.Eip2930 or > TransactionType.Eip7702)
            return false;
        var reader = new RlpReader(bytes[1..]);
        if (!reader.TryReadList(out RlpReader fields) || !reader.TryReadEnd())
            return false;
        TypedTransaction? body = type switch
        {
            TransactionType.Eip2930 => Eip2930Transaction.ReadBody(ref fields),
            TransactionType.Eip1559 => Eip1559Transaction.ReadBody(ref fields),
            TransactionType.Eip4844 => Eip4844Transaction.ReadBody(ref fields),
            _ => Eip7702Transaction.ReadBody(ref fields),
        };
        if (body is null || !TryReadSignature(ref fields, out signature) || signature.YParity > 1 || !fields.TryReadEnd())
            return false;
        transaction = body;
        return true;
    }

    internal static bool TryReadSignature(ref RlpReader fields, out Signature signature)
    {
        signature = default;
        if (!fields.TryReadUInt64(out ulong parity) || parity > byte.MaxValue || !fields.TryReadUInt256(out UInt256 r) || !fields.TryReadUInt256(out UInt256 s))
            return false;
        signature = new Signature(r, s, (byte)parity);
        return true;
    }

    internal static void WriteSignature(ref RlpWriter writer, Signature signature)
    {
        writer.WriteUInt64(signature.YParity);
        writer.WriteUInt256(signature.R);
        writer.WriteUInt256(signature.S);
    }

    private protected sealed override byte[] Encode(Signature? signature)
    {
        CheckNonce();
        if (ChainId is not { } chain)
            throw new TransactionException($"a transaction of type {(int)Type} needs a chain id");
        CheckFields();
        var writer = new RlpWriter(stackalloc byte[512]);
        try
        {
            writer.WriteRaw([(byte)Type]);
            int list = writer.BeginList();
            writer.WriteUInt64(chain.Value);
            writer.WriteUInt64(Nonce);
            WriteFees(ref writer);
            writer.WriteUInt256(GasLimit);
            WriteTarget(ref writer);
            WriteAccessList(ref writer);
            WriteRest(ref writer);
            if (signature is { } made)
                WriteSignature(ref writer, made);
            writer.EndList(list);
            return writer.ToArray();
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>Whether the common fields and the access lists are equal.</summary>
    private protected bool HasSameTypedFields(TypedTransaction other) => HasSameFields(other) && AccessList.SequenceEqual(other.AccessList);

    /// <summary>Throws when the fields of this type do not make a transaction.</summary>
    private protected virtual void CheckFields()
    {
    }

    /// <summary>Writes the one or two prices between nonce and gas limit.</summary>
    private protected abstract void WriteFees(ref RlpWriter writer);

    /// <summary>Writes what follows the access list.</summary>
    private protected virtual void WriteRest(ref RlpWriter writer)
    {
    }

    private protected static bool TryReadAccount(ref RlpReader fields, out ChainId chain, out ulong nonce)
    {
        bool read = fields.TryReadUInt64(out ulong id);
        chain = new ChainId(id);
        nonce = 0;
        return read && fields.TryReadUInt64(out nonce) && nonce != ulong.MaxValue;
    }

    private protected static bool TryReadAccessList(ref RlpReader fields, out List<AccessListEntry> accessList)
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
