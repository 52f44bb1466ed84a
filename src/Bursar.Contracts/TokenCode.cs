using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rlp;

namespace Bursar.Contracts;

/// <summary>The code of a token: a proxy to its kind's code or the direct form's own code, with its parameters behind it, as <c>TokenFactory</c> puts them together.</summary>
/// <remarks>
/// From the end backwards: rows (2 bytes: how many), bytes of description, symbol and name (1 each), decimals (1), supply (16), owner (20); what the kind adds (the
/// limit of a managed token, 16 bytes; the genesis hash, 32); name, symbol, description; rows. So a token's code says all that it is, and
/// whoever knows the parameters knows the code and the address.
/// </remarks>
public static class TokenCode
{
    /// <summary>The number of the kind whose supply is fixed.</summary>
    public const byte Fixed = 0;

    /// <summary>The number of the kind that an owner manages.</summary>
    public const byte Managed = 1;

    /// <summary>The number of the kind with votes.</summary>
    public const byte Votes = 2;

    /// <summary>The number of the kind whose first holders come in tables.</summary>
    public const byte Genesis = 3;

    /// <summary>The number of the form that is a proxy of 44 bytes.</summary>
    public const byte Clone = 0;

    /// <summary>The number of the form that does what is done most by its own code.</summary>
    public const byte Direct = 1;

    private const int Footer = 42;
    private const int AccountBytes = 20;
    private const int SilentHead = 10;
    private const int AnnouncingHead = 81;

    private static readonly byte[] ProxyHead = Convert.FromHexString("5f5f365f5f37365f73");
    private static readonly byte[] ProxyTail = Convert.FromHexString("5af43d5f5f3e5f3d91602a57fd5bf3");

    /// <summary>Where the code of a kind is: the factory made it in its constructor.</summary>
    public static Address KindAddress(byte kind) => CreatedByFactory(kind + 1);

    /// <summary>Where the code is that the direct form of a kind begins with.</summary>
    public static Address DirectAddress(byte kind) => CreatedByFactory(kind + 5);

    /// <summary>The code that the direct form of a kind begins with.</summary>
    public static byte[] DirectCode(byte kind)
    {
        byte[] code = (kind == Managed ? DirectManagedToken.RuntimeCode : DirectToken.RuntimeCode).ToArray();
        Address address = KindAddress(kind);
        foreach (Evm.Abi.ImmutableReference place in kind == Managed ? DirectManagedToken.ImmutableReferences : DirectToken.ImmutableReferences)
            address.CopyTo(code.AsSpan(place.Start + place.Length - Address.Length));
        return code;
    }

    /// <summary>The contract that <paramref name="creator"/> makes by CREATE with this nonce: 1 for the first. Table i of a GenesisToken has nonce i + 1.</summary>
    public static Address CreatedBy(Address creator, int nonce)
    {
        // keccak256(rlp([creator, nonce]))
        using var rlp = new RlpWriter(stackalloc byte[32]);
        int list = rlp.BeginList();
        rlp.WriteAddress(creator);
        rlp.WriteUInt64((ulong)nonce);
        rlp.EndList(list);
        return new Address(Keccak256.Hash(rlp.Written).Span[12..]);
    }

    /// <summary>The code that stands at the address of a token with these parameters.</summary>
    public static byte[] Runtime(TokenFactory.TokenParameters p)
    {
        ArgumentNullException.ThrowIfNull(p);
        return [.. HeadOf(p.Kind, p.Form), .. Tail(p)];
    }

    /// <summary>What stands behind the instructions of a token with these parameters.</summary>
    internal static byte[] Tail(TokenFactory.TokenParameters p)
    {
        byte[] name = Encoding.UTF8.GetBytes(p.Name);
        byte[] symbol = Encoding.UTF8.GetBytes(p.Symbol);
        byte[] description = Encoding.UTF8.GetBytes(p.Description);
        ReadOnlySpan<byte> rows = p.Kind == Genesis ? p.Rows.AsSpan(Hash32.Length) : p.Rows;
        int width = p.Kind == Genesis ? AccountBytes : TokenRows.Width(p.Supply);
        Span<byte> word = stackalloc byte[32];
        byte[] code = new byte[rows.Length + name.Length + symbol.Length + description.Length + ExtraOf(p.Kind) + Footer];
        var rest = code.AsSpan();
        Put(ref rest, rows);
        Put(ref rest, description);
        Put(ref rest, symbol);
        Put(ref rest, name);
        if (p.Kind == Genesis)
            Put(ref rest, p.Rows.AsSpan(0, Hash32.Length));
        if (p.Kind == Managed)
        {
            p.Limit.WriteBigEndian(word);
            Put(ref rest, word[16..]);
        }

        p.Owner.CopyTo(rest);
        p.Supply.WriteBigEndian(word);
        word[16..].CopyTo(rest[20..]);
        rest[36] = p.Decimals;
        rest[37] = checked((byte)name.Length);
        rest[38] = checked((byte)symbol.Length);
        rest[39] = checked((byte)description.Length);
        BinaryPrimitives.WriteUInt16BigEndian(rest[40..], checked((ushort)(rows.Length / width)));
        return code;
    }

    /// <summary>What CREATE2 is given: code that announces the first holders and leaves <see cref="Runtime"/> behind.</summary>
    public static byte[] Creation(TokenFactory.TokenParameters p)
    {
        ArgumentNullException.ThrowIfNull(p);
        byte[] runtime = Runtime(p);
        bool silent = p.Kind == Genesis || p.Supply.IsZero;
        int length = silent ? SilentHead : AnnouncingHead;
        byte[] creation = new byte[length + runtime.Length];
        runtime.CopyTo(creation, length);
        // PUSH2 length, DUP1, PUSH1 head, PUSH0, CODECOPY
        creation[0] = 0x61;
        BinaryPrimitives.WriteUInt16BigEndian(creation.AsSpan(1), checked((ushort)runtime.Length));
        ReadOnlySpan<byte> copy = [0x80, 0x60, (byte)length, 0x5f, 0x39];
        copy.CopyTo(creation.AsSpan(3));
        if (silent)
        {
            creation[8] = 0x5f; // PUSH0, RETURN
            creation[9] = 0xf3;
            return creation;
        }

        // Without rows the footer begins with one of 36 bytes: owner and supply.
        int width = p.Rows.Length == 0 ? 36 : TokenRows.Width(p.Supply);
        int first = p.Rows.Length == 0 ? runtime.Length - Footer : HeadOf(p.Kind, p.Form).Length;
        int end = p.Rows.Length == 0 ? first + width : first + p.Rows.Length;
        creation[8] = creation[11] = 0x61; // PUSH2 end, PUSH2 place
        BinaryPrimitives.WriteUInt16BigEndian(creation.AsSpan(9), checked((ushort)end));
        BinaryPrimitives.WriteUInt16BigEndian(creation.AsSpan(12), checked((ushort)first));
        Convert.FromHexString("5b805160601c5f7f").CopyTo(creation, 14);
        Erc20.TransferEvent.Topic.CopyTo(creation.AsSpan(22));
        Convert.FromHexString("836014015160001c8652602086a3600001818110600e5750505ff3").CopyTo(creation, 54);
        creation[60] = (byte)(256 - (8 * (width - AccountBytes)));
        creation[69] = (byte)width;
        return creation;
    }

    /// <summary>Reads what a token is from the code at its address.</summary>
    /// <param name="code">What <c>eth_getCode</c> says.</param>
    /// <param name="parameters">What the token was made from.</param>
    /// <returns>False unless this is the code of a token, to the last byte, with parameters that the factory takes.</returns>
    public static bool TryRead(ReadOnlySpan<byte> code, [NotNullWhen(true)] out TokenFactory.TokenParameters? parameters)
    {
        parameters = null;
        for (byte kind = Fixed; kind <= Genesis; kind++)
        {
            for (byte form = Clone; form <= Direct; form++)
            {
                byte[] head = HeadOf(kind, form);
                if (code.StartsWith(head))
                    return TailLength(code, kind) == code.Length - head.Length && TryReadTail(code[head.Length..], kind, form, UInt256.Zero, out parameters);
            }
        }

        return false;
    }

    /// <summary>How many of the last bytes are a token's tail, as the tail itself says; -1 when they are not there.</summary>
    internal static int TailLength(ReadOnlySpan<byte> code, byte kind)
    {
        int fixedBytes = ExtraOf(kind) + Footer;
        if (code.Length < fixedBytes)
            return -1;
        ReadOnlySpan<byte> footer = code[^Footer..];
        int rows = BinaryPrimitives.ReadUInt16BigEndian(footer[40..]) * (kind == Genesis ? AccountBytes : TokenRows.Width(new UInt256(Word(footer.Slice(20, 16)))));
        int length = rows + footer[37] + footer[38] + footer[39] + fixedBytes;
        return length <= code.Length ? length : -1;
    }

    /// <summary>Reads a tail of which no byte is missing or too many.</summary>
    /// <param name="tail">As many bytes as <see cref="TailLength"/> says.</param>
    /// <param name="kind">The token's kind.</param>
    /// <param name="form">Its form.</param>
    /// <param name="escrow">What no row names, because it is the token's own at birth.</param>
    /// <param name="parameters">What the token was made from.</param>
    internal static bool TryReadTail(ReadOnlySpan<byte> tail, byte kind, byte form, UInt256 escrow, [NotNullWhen(true)] out TokenFactory.TokenParameters? parameters)
    {
        parameters = null;
        int extra = ExtraOf(kind);
        ReadOnlySpan<byte> footer = tail[^Footer..];
        var supply = new UInt256(Word(footer.Slice(20, 16)));
        (int nameBytes, int symbolBytes, int descriptionBytes) = (footer[37], footer[38], footer[39]);
        if (nameBytes == 0 || symbolBytes == 0)
            return false;
        int rowBytes = tail.Length - (extra + Footer + nameBytes + symbolBytes + descriptionBytes);
        ReadOnlySpan<byte> rows = tail[..rowBytes];
        ReadOnlySpan<byte> texts = tail[rowBytes..^(extra + Footer)];
        ReadOnlySpan<byte> added = tail[^(extra + Footer)..^Footer];
        ReadOnlySpan<byte> name = texts[^nameBytes..];
        ReadOnlySpan<byte> symbol = texts.Slice(descriptionBytes, symbolBytes);
        ReadOnlySpan<byte> description = texts[..descriptionBytes];
        UInt256 limit = kind == Managed ? new UInt256(Word(added)) : UInt256.Zero;
        var owner = new Address(footer[..20]);
        if (owner.IsZero || footer[36] > 38 || !Utf8.IsValid(texts) || !Utf8.IsValid(name) || !Utf8.IsValid(symbol) || !Fits(kind, supply, limit, escrow, rows))
            return false;
        byte[] given = kind == Genesis ? [.. added, .. rows] : rows.ToArray();
        parameters = new TokenFactory.TokenParameters(
            kind, form, footer[36], owner, supply, limit, Encoding.UTF8.GetString(name), Encoding.UTF8.GetString(symbol), Encoding.UTF8.GetString(description), given);
        return true;
    }

    /// <summary>What the factory demands of supply, limit and rows. Code of this shape can be made without it.</summary>
    private static bool Fits(byte kind, UInt256 supply, UInt256 limit, UInt256 escrow, ReadOnlySpan<byte> rows)
    {
        if (kind == Managed ? limit.IsZero || limit < supply || !(limit >> 127).IsZero : supply.IsZero)
            return false;
        if (escrow > supply)
            return false;
        if (kind != Genesis)
            return rows.IsEmpty || (TokenRows.TryUnpack(rows, supply, escrow, out _));
        Address before = default;
        for (; !rows.IsEmpty; rows = rows[AccountBytes..])
        {
            var account = new Address(rows[..AccountBytes]);
            if (account.CompareTo(before) <= 0)
                return false;
            before = account;
        }

        return !before.IsZero;
    }

    private static byte[] HeadOf(byte kind, byte form) => form == Direct ? DirectCode(kind) : [.. ProxyHead, .. KindAddress(kind).ToArray(), .. ProxyTail];

    private static int ExtraOf(byte kind) => kind switch { Managed => 16, Genesis => Hash32.Length, _ => 0 };

    private static Address CreatedByFactory(int nonce) => CreatedBy(Deployments.TokenFactoryAddress, nonce);

    private static byte[] Word(ReadOnlySpan<byte> bytes)
    {
        byte[] word = new byte[32];
        bytes.CopyTo(word.AsSpan(32 - bytes.Length));
        return word;
    }

    private static void Put(ref Span<byte> rest, scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(rest);
        rest = rest[bytes.Length..];
    }
}
