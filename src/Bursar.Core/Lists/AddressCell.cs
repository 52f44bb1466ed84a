using System.Buffers;
using System.Text;
using Bursar.Core.Faults;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Lists;

/// <summary>Reads a cell that holds an address, and says what is wrong with one that does not.</summary>
internal static class AddressCell
{
    internal static bool TryRead(ReadOnlySpan<byte> cell, out Address address)
    {
        address = default;
        if (cell.Length != 42 || cell[0] != '0' || cell[1] != 'x')
            return false;
        Span<byte> bytes = stackalloc byte[Address.Length];
        ReadOnlySpan<byte> digits = cell[2..];
        if (Convert.FromHexString(digits, bytes, out _, out int written) != OperationStatus.Done || written != Address.Length)
            return false;
        address = new Address(bytes);
        if (!digits.ContainsAnyInRange((byte)'A', (byte)'F') || !digits.ContainsAnyInRange((byte)'a', (byte)'f'))
            return true;
        Span<char> text = stackalloc char[42];
        Encoding.ASCII.GetChars(cell, text);
        return Address.TryParse(text, out address);
    }

    /// <summary>The reason why <see cref="TryRead"/> refused <paramref name="cell"/>.</summary>
    internal static Fault Explain(ReadOnlySpan<byte> cell, string place)
    {
        string shown = CellText.Show(cell);
        if (cell.IsEmpty)
            return new Fault("list.empty-address", "The address is empty.", place, "Fill it in, or remove the row.");
        if (IsPrefixed(cell, 42))
        {
            return IsHex(cell[2..])
                ? new Fault("list.bad-checksum", $"The EIP-55 checksum of {shown} is wrong: a digit or its case differs from the original.", place,
                    "Copy the address again from its source.")
                : BadShape(shown, place, "it has a character that is no hexadecimal digit");
        }

        if (cell.Length == 40 && IsHex(cell))
            return BadShape(shown, place, "0x is missing in front");
        int colon = cell.IndexOf((byte)':');
        if (colon > 0 && IsPrefixed(cell[(colon + 1)..], 42))
        {
            return new Fault("list.chain-prefix", $"{shown} has a chain prefix (EIP-3770).", place,
                "Write the bare address; the network is named once, not in every row.");
        }

        if (IsPrefixed(cell, 0))
            return BadShape(shown, place, IsHex(cell[2..]) ? $"it has {cell.Length - 2} digits" : "it has characters that are no hexadecimal digits");
        if (IsIcap(cell))
        {
            return new Fault("list.icap-address", $"{shown} looks like an ICAP (XE…) account.", place,
                "Ask the recipient for the address of 0x and 40 digits.");
        }

        if (cell.IndexOf((byte)'.') is int dot && dot > 0 && dot < cell.Length - 1 && cell.ContainsAnyInRange((byte)'a', (byte)'z'))
        {
            return new Fault("list.name-not-address", $"{shown} is a name, not an address.", place,
                "Resolve it first and write the address: a name can point elsewhere tomorrow.");
        }

        return BadShape(shown, place, "it does not begin with 0x");
    }

    private static Fault BadShape(string shown, string place, string why) =>
        new Fault("list.bad-address", $"{shown} is no address: {why}.", place, "An address is 0x and 40 hexadecimal digits.");

    private static bool IsPrefixed(ReadOnlySpan<byte> cell, int length) =>
        cell.Length >= 2 && cell[0] == '0' && cell[1] == 'x' && (length == 0 || cell.Length == length);

    private static bool IsHex(ReadOnlySpan<byte> cell)
    {
        foreach (byte b in cell)
        {
            if (!char.IsAsciiHexDigit((char)b))
                return false;
        }

        return true;
    }

    private static bool IsIcap(ReadOnlySpan<byte> cell)
    {
        if (cell.Length is < 20 or > 35 || (cell[0] | 0x20) != 'x' || (cell[1] | 0x20) != 'e')
            return false;
        foreach (byte b in cell)
        {
            if (!char.IsAsciiLetterOrDigit((char)b))
                return false;
        }

        return true;
    }
}
