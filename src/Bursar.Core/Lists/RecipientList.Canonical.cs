using System.Text;

namespace Bursar.Core.Lists;

public sealed partial class RecipientList
{
    private const int LongestRow = 42 + 1 + DecimalText.MostDigits + 1;

    private delegate void Sink(ReadOnlySpan<byte> bytes);

    /// <summary>Writes the canonical text: <c>address,amount</c>, then one line a row with the address in lower case and the amount as decimal
    /// base units; UTF-8 without a mark, line feeds only.</summary>
    public void WriteCanonical(Stream destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        WriteCanonical(destination.Write);
    }

    private void WriteCanonical(Sink write)
    {
        byte[] buffer = new byte[16 * 1024];
        int at = Encoding.ASCII.GetBytes("address,amount\n", buffer);
        foreach (ref readonly RecipientRow row in _rows.AsSpan())
        {
            if (buffer.Length - at < LongestRow)
            {
                write(buffer.AsSpan(0, at));
                at = 0;
            }

            at += WriteRow(row, buffer.AsSpan(at));
        }

        write(buffer.AsSpan(0, at));
    }

    private static int WriteRow(in RecipientRow row, Span<byte> to)
    {
        to[0] = (byte)'0';
        to[1] = (byte)'x';
        Convert.TryToHexStringLower(row.Account.Span, to[2..], out _);
        to[42] = (byte)',';
        int at = 43 + DecimalText.Write(row.Amount, to[43..]);
        to[at] = (byte)'\n';
        return at + 1;
    }
}
