using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using Bursar.Evm.Crypto;
using Bursar.Evm.Json;

namespace Bursar.Evm.Primitives;

/// <summary>A 20-byte account address (Yellow Paper §4.1). Its text is checksummed as EIP-55 says.</summary>
[JsonConverter(typeof(AddressJsonConverter))]
public readonly struct Address : IEquatable<Address>, IComparable<Address>, ISpanParsable<Address>
{
    /// <summary>Number of bytes.</summary>
    public const int Length = 20;

    private readonly Bytes20 _bytes;

    /// <summary>Takes the 20 bytes of <paramref name="bytes"/>.</summary>
    /// <exception cref="ArgumentException">There are not 20 bytes.</exception>
    public Address(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length)
            throw new ArgumentException("an address has 20 bytes", nameof(bytes));
        bytes.CopyTo(_bytes);
    }

    /// <summary>The zero address.</summary>
    public static Address Zero => default;

    /// <summary>True for the zero address.</summary>
    public bool IsZero => !Span.ContainsAnyExcept((byte)0);

    /// <summary>The bytes, in order.</summary>
    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    public ReadOnlySpan<byte> Span => MemoryMarshal.CreateReadOnlySpan(in Unsafe.As<Bytes20, byte>(ref Unsafe.AsRef(in _bytes)), Length);

    /// <summary>Copies the bytes.</summary>
    public void CopyTo(Span<byte> destination) => Span.CopyTo(destination);

    /// <summary>A new array of the bytes.</summary>
    public byte[] ToArray() => Span.ToArray();

    /// <summary>Reads <c>0x</c> and 40 digits. All-lower and all-upper texts carry no checksum; a mixed one must fit EIP-55.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Address address) => TryParse(text, out address, out _);

    /// <summary>As <see cref="TryParse(ReadOnlySpan{char}, out Address)"/>, and says why a text is refused.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Address address, out AddressError error)
    {
        address = default;
        if (text.Length != 42 || text[0] != '0' || text[1] != 'x')
        {
            error = AddressError.Shape;
            return false;
        }

        Span<byte> bytes = stackalloc byte[Length];
        if (!Hex.TryDecode(text, bytes))
        {
            error = AddressError.Shape;
            return false;
        }

        var parsed = new Address(bytes);
        ReadOnlySpan<char> digits = text[2..];
        bool lower = digits.ContainsAnyInRange('a', 'f');
        bool upper = digits.ContainsAnyInRange('A', 'F');
        if (lower && upper)
        {
            Span<char> expected = stackalloc char[42];
            parsed.Format(expected);
            if (!text.SequenceEqual(expected))
            {
                error = AddressError.Checksum;
                return false;
            }
        }

        address = parsed;
        error = AddressError.None;
        return true;
    }

    /// <summary>Reads an address.</summary>
    /// <exception cref="FormatException">The text is no address, or its checksum is wrong.</exception>
    public static Address Parse(ReadOnlySpan<char> text) => TryParse(text, out Address address, out AddressError error)
        ? address
        : throw new FormatException(error == AddressError.Checksum
            ? $"the EIP-55 checksum of '{text}' is wrong: copy the address again, or write it in lower case if it has no checksum"
            : "an address is 0x and 40 hexadecimal digits");

    /// <inheritdoc/>
    public static Address Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s);

    /// <inheritdoc/>
    public static Address Parse(string s, IFormatProvider? provider) => Parse(s.AsSpan());

    /// <inheritdoc/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out Address result) => TryParse(s, out result);

    /// <inheritdoc/>
    public static bool TryParse([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] string? s, IFormatProvider? provider, out Address result) =>
        TryParse(s.AsSpan(), out result);

    /// <summary>Writes the 42 characters of the checksummed text.</summary>
    public void Format(Span<char> destination)
    {
        const string Digits = "0123456789abcdef";
        Span<byte> ascii = stackalloc byte[40];
        ReadOnlySpan<byte> bytes = Span;
        for (int i = 0; i < Length; i++)
        {
            ascii[2 * i] = (byte)Digits[bytes[i] >> 4];
            ascii[(2 * i) + 1] = (byte)Digits[bytes[i] & 15];
        }

        Span<byte> hash = stackalloc byte[32];
        Keccak256.Hash(ascii, hash);
        destination[0] = '0';
        destination[1] = 'x';
        for (int i = 0; i < 40; i++)
        {
            int nibble = (i & 1) == 0 ? hash[i / 2] >> 4 : hash[i / 2] & 15;
            char digit = (char)ascii[i];
            destination[2 + i] = nibble >= 8 ? char.ToUpperInvariant(digit) : digit;
        }
    }

    /// <summary>The EIP-55 text.</summary>
    public override string ToString() => string.Create(42, this, static (span, address) => address.Format(span));

    /// <summary>The text in lower case, without a checksum.</summary>
    public string ToLowerHex() => Hex.Encode(Span);

    /// <inheritdoc/>
    public bool Equals(Address other) => Span.SequenceEqual(other.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Address other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(Span);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public int CompareTo(Address other) => Span.SequenceCompareTo(other.Span);

    /// <summary>Equality of all bytes.</summary>
    public static bool operator ==(Address left, Address right) => left.Equals(right);

    /// <summary>Inequality.</summary>
    public static bool operator !=(Address left, Address right) => !left.Equals(right);

    /// <summary>Order by bytes.</summary>
    public static bool operator <(Address left, Address right) => left.CompareTo(right) < 0;

    /// <summary>Order by bytes.</summary>
    public static bool operator >(Address left, Address right) => left.CompareTo(right) > 0;

    /// <summary>Order by bytes.</summary>
    public static bool operator <=(Address left, Address right) => left.CompareTo(right) <= 0;

    /// <summary>Order by bytes.</summary>
    public static bool operator >=(Address left, Address right) => left.CompareTo(right) >= 0;

    [InlineArray(Length)]
    private struct Bytes20
    {
        private byte _element0;
    }
}
