using System.Globalization;
using System.Text;
using Bursar.Core.Lists;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Trees;

/// <summary>An ABI type that fits one word: <c>address</c>, <c>bool</c>, <c>uint8</c> to <c>uint256</c>, <c>int8</c> to <c>int256</c>,
/// <c>bytes1</c> to <c>bytes32</c>.</summary>
public readonly record struct LeafType
{
    private readonly Family _family;
    private readonly byte _bytes;

    private LeafType(Family family, int bytes)
    {
        _family = family;
        _bytes = (byte)bytes;
    }

    private enum Family
    {
        Unsigned,
        Signed,
        Address,
        Bool,
        Bytes,
    }

    /// <summary>20 bytes.</summary>
    public static LeafType OfAddress => new(Family.Address, 20);

    /// <summary>256 bits without sign.</summary>
    public static LeafType OfNumber => new(Family.Unsigned, 32);

    /// <summary>32 bytes.</summary>
    public static LeafType OfWord => new(Family.Bytes, 32);

    /// <summary>Bytes in the packed encoding, 1 to 32.</summary>
    public int Width => _bytes;

    /// <summary>True when the bytes of a word stand at its start, as those of <c>bytes4</c> do, and not at its end.</summary>
    internal bool IsLeftAligned => _family == Family.Bytes;

    /// <summary>True for whole numbers, which dumps spell as decimal texts.</summary>
    internal bool IsNumber => _family is Family.Unsigned or Family.Signed;

    internal bool IsBool => _family == Family.Bool;

    internal bool IsAddress => _family == Family.Address;

    /// <summary>Reads the name of a type; <c>uint</c> and <c>int</c> have 256 bits.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out LeafType type)
    {
        type = default;
        switch (text)
        {
            case "address":
                type = OfAddress;
                return true;
            case "bool":
                type = new LeafType(Family.Bool, 1);
                return true;
            case "uint":
                type = OfNumber;
                return true;
            case "int":
                type = new LeafType(Family.Signed, 32);
                return true;
            default:
                return TrySized(text, "uint", Family.Unsigned, 8, ref type) || TrySized(text, "int", Family.Signed, 8, ref type) ||
                    TrySized(text, "bytes", Family.Bytes, 1, ref type);
        }
    }

    /// <summary>The type's name, with its size.</summary>
    public override string ToString() => _family switch
    {
        Family.Address => "address",
        Family.Bool => "bool",
        Family.Bytes => string.Create(CultureInfo.InvariantCulture, $"bytes{_bytes}"),
        Family.Signed => string.Create(CultureInfo.InvariantCulture, $"int{8 * _bytes}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"uint{8 * _bytes}"),
    };

    /// <summary>Reads a value as people and files write it: an address, true or false or 1 or 0, decimal or <c>0x</c> digits, <c>0x</c> bytes.</summary>
    internal bool TryRead(ReadOnlySpan<byte> text, Span<byte> word)
    {
        word.Clear();
        switch (_family)
        {
            case Family.Address:
                if (!AddressCell.TryRead(text, out Address address))
                    return false;
                address.CopyTo(word[12..]);
                return true;
            case Family.Bool:
                bool set = text.SequenceEqual("1"u8) || Ascii.EqualsIgnoreCase(text, "true");
                word[31] = set ? (byte)1 : (byte)0;
                return set || text.SequenceEqual("0"u8) || Ascii.EqualsIgnoreCase(text, "false");
            case Family.Bytes:
                return text.Length == 2 + (2 * _bytes) && text.StartsWith("0x"u8) &&
                    Convert.FromHexString(text[2..], word[.._bytes], out _, out int written) == System.Buffers.OperationStatus.Done && written == _bytes;
            default:
                return TryNumber(text, word);
        }
    }

    /// <summary>The text that <see cref="TryRead"/> reads.</summary>
    internal string Show(ReadOnlySpan<byte> word) => _family switch
    {
        Family.Address => new Address(word[12..]).ToString(),
        Family.Bool => word[31] == 0 ? "false" : "true",
        Family.Bytes => "0x" + Convert.ToHexStringLower(word[.._bytes]),
        Family.Signed when (word[0] & 0x80) != 0 => "-" + Negate(new UInt256(word)),
        _ => new UInt256(word).ToString(),
    };

    private static bool TrySized(ReadOnlySpan<char> text, string prefix, Family family, int unit, ref LeafType type)
    {
        ReadOnlySpan<char> digits = text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : [];
        if (digits.Length is 0 or > 3 || digits[0] == '0' || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int size) ||
            size % unit != 0 || size / unit is < 1 or > 32)
        {
            return false;
        }

        type = new LeafType(family, size / unit);
        return true;
    }

    private static UInt256 Negate(UInt256 value) => value.IsZero ? value : UInt256.MaxValue - value + UInt256.One;

    private bool TryNumber(ReadOnlySpan<byte> text, Span<byte> word)
    {
        Span<char> chars = stackalloc char[80];
        bool negative = _family == Family.Signed && text.Length > 0 && text[0] == '-';
        if (negative)
            text = text[1..];
        if (text.Length is 0 or > 80 || Ascii.ToUtf16(text, chars, out int length) != System.Buffers.OperationStatus.Done ||
            !UInt256.TryParse(chars[..length], out UInt256 value))
        {
            return false;
        }

        int most = (8 * _bytes) - (_family == Family.Signed ? 1 : 0);
        if (value.BitLength > most && !(negative && value.BitLength == most + 1 && IsPowerOfTwo(value)))
            return false;
        (negative ? Negate(value) : value).WriteBigEndian(word);
        return true;
    }

    private static bool IsPowerOfTwo(UInt256 value)
    {
        for (int i = 0; i < value.BitLength - 1; i++)
        {
            if (value.Bit(i))
                return false;
        }

        return true;
    }
}
