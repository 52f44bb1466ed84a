using System.Text;
using System.Text.Json;
using Bursar.Core.Faults;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Lists.Formats;

/// <summary>Reads a JSON list token by token; what the shape is, is up to the format.</summary>
internal abstract class JsonFormatReader(FormatInput input, JsonPump json)
{
    private readonly byte[] _name = new byte[256];
    private int _nameLength;

    protected FormatInput Input { get; } = input;

    protected JsonPump Json { get; } = json;

    /// <summary>Number of the entry that is being read, from 1.</summary>
    protected int Number { get; private set; }

    /// <summary>Line that was read last.</summary>
    internal long Line => Json.Line;

    internal void Read(CancellationToken cancellationToken)
    {
        if (!Json.Next())
            return;
        ReadDocument(cancellationToken);
        if (Input.Stopped)
            return;
        if (Json.Next())
            throw new JsonException("something follows the end of the document"); // the reader itself says so first
    }

    /// <summary>Reads the whole, beginning at its first token and ending at its last.</summary>
    protected abstract void ReadDocument(CancellationToken cancellationToken);

    /// <summary>Keeps the current name, for <see cref="Name"/>.</summary>
    protected void KeepName()
    {
        _nameLength = Math.Min(Json.Text.Length, _name.Length);
        Json.Text[.._nameLength].CopyTo(_name);
    }

    /// <summary>The name that was kept last, made harmless for a message.</summary>
    protected string Name() => CellText.Show(_name.AsSpan(0, _nameLength))[1..^1];

    /// <summary>Counts an entry.</summary>
    protected void Count(CancellationToken cancellationToken)
    {
        Number++;
        if ((Number & 0xfff) == 0)
            cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Goes into an object or array; false after a fault that ends the reading.</summary>
    protected bool Enter(JsonTokenType start, string path)
    {
        if (Json.Token == start)
            return true;
        Input.Stop(Shape($"{(path.Length == 0 ? "The document" : path)} is no {(start == JsonTokenType.StartObject ? "object" : "array")}.", path));
        return false;
    }

    protected Fault Shape(string message, string? path) => new Fault("list.json-shape", message, path is "" ? null : path, $"Compare it with the shape of {Input.Format.Name()} in docs/lists.md.") { Line = Json.Line };

    protected void Note(Fault fault)
    {
        if (Input.Log.IsFull)
            Input.Log.Skip();
        else
            Input.Log.Add(fault with { Line = Json.Line });
    }

    /// <summary>Reads the current name or text as an address; false after a fault.</summary>
    protected bool TryAddress(Func<string> path, out Address address)
    {
        address = default;
        if (Json.Token is JsonTokenType.PropertyName or JsonTokenType.String && AddressCell.TryRead(Json.Text, out address))
            return true;
        if (Input.Log.IsFull)
            Input.Log.Skip();
        else if (Json.Token is JsonTokenType.PropertyName or JsonTokenType.String)
            Note(AddressCell.Explain(Json.Text, path()));
        else
            Note(Shape("An address is a text.", path()));
        return false;
    }

    /// <summary>Reads the current text as decimal base units; false after a fault. Whole numbers are taken too, when every JSON reader takes them alike.</summary>
    protected bool TryUnits(Func<string> path, out UInt256 units)
    {
        units = default;
        if (Json.Token is JsonTokenType.String or JsonTokenType.Number && AmountCell.TryRead(Json.Text, null, out units))
        {
            if (Json.Token == JsonTokenType.String || IsExact(units))
                return true;
            Note(new Fault("list.inexact-number", $"{units} has more digits than most JSON readers keep of a number: they would read another amount.", path(), "Write it as a text."));
            return false;
        }

        if (Input.Log.IsFull)
            Input.Log.Skip();
        else if (Json.Token is JsonTokenType.String or JsonTokenType.Number)
            Note(AmountCell.Explain(Json.Text, null, path()));
        else
            Note(Shape("An amount is a text of digits.", path()));
        Json.Skip();
        return false;
    }

    /// <summary>Reads an amount as Uniswap's tools do: a whole number, or a text in hexadecimal with 0x. Digits without 0x are refused unless it is said how they are read.</summary>
    protected bool TryUniswapUnits(Func<string> path, out UInt256 units)
    {
        if (Json.Token != JsonTokenType.String || Json.Text.Length > 80)
            return TryUnits(path, out units);
        Span<char> text = stackalloc char[82];
        int length = 2 + Encoding.Latin1.GetChars(Json.Text, text[2..]);
        if (text[2..length].StartsWith("0x") && UInt256.TryParseHex(text[2..length], out units))
            return true;
        bool isDecimal = AmountCell.TryRead(Json.Text, null, out UInt256 asDecimal);
        text[0] = '0';
        text[1] = 'x';
        bool isHex = UInt256.TryParseHex(text[..length], out UInt256 asHex);
        if (isDecimal && (Input.Options.Digits == DigitReading.Decimal || (isHex && asHex == asDecimal)))
        {
            units = asDecimal;
            return true;
        }

        if (isHex && Input.Options.Digits == DigitReading.Hex)
        {
            units = asHex;
            return true;
        }

        units = default;
        if (!isHex || Input.Options.Digits is not null)
            return TryUnits(path, out units);
        if (Input.Log.IsFull)
        {
            Input.Log.Skip();
            return false;
        }

        string shown = CellText.Show(Json.Text);
        Note(new Fault("list.ambiguous-digits", isDecimal
                ? $"The text {shown} is {asDecimal} when read in decimal, but {asHex} when read in hexadecimal, as Uniswap's tool does."
                : $"The text {shown} is {asHex} when read in hexadecimal, as Uniswap's tool does, but has no 0x in front.", path(), "Say which is meant: --digits decimal, or --digits hex."));
        return false;
    }

    // A whole number that a double holds exactly: at most 53 significant bits.
    private static bool IsExact(UInt256 value)
    {
        int extra = value.BitLength - 53;
        for (int i = 0; i < extra; i++)
        {
            if (value.Bit(i))
                return false;
        }

        return true;
    }
}
