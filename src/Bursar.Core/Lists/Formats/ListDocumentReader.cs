using System.Text.Json;
using Bursar.Core.Faults;

namespace Bursar.Core.Lists.Formats;

/// <summary>Reads lists in every format of <see cref="ListFormat"/>, recognised by content or chosen by <see cref="ListReadOptions.Format"/>.</summary>
/// <remarks>Every problem is a fault with the row or the JSON path, the value and the reason, all of them at once. Memory is bounded by the limits of
/// the options, whatever the file.</remarks>
public static class ListDocumentReader
{
    /// <summary>Reads <paramref name="source"/> to its end.</summary>
    /// <returns>The document; or every fault, and for a file that can be two formats one that names both.</returns>
    public static Result<ListDocument> Read(Stream source, ListReadOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        Result<ListDocument> read;
        try
        {
            read = FindFormat(ref source, options).TryGet(out ListFormatChoice? choice, out IReadOnlyList<Fault> faults)
                ? ReadAs(choice.Format, source, options, cancellationToken)
                : Result<ListDocument>.Fail(faults);
        }
        catch (IOException e)
        {
            read = Unreadable(e, 0);
        }

        return read.IsOk ? read : Result<ListDocument>.Fail([.. read.Faults.Select(f => f.File is null ? f with { File = options.FileName } : f)]);
    }

    /// <summary>Says which format <paramref name="source"/> has, without reading more than its beginning; a stream that can seek stands where it stood.</summary>
    public static Result<ListFormatChoice> Recognize(Stream source, ListReadOptions options)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        return FindFormat(ref source, options);
    }

    /// <summary>Finds the format; <paramref name="source"/> then still gives the whole.</summary>
    internal static Result<ListFormatChoice> FindFormat(ref Stream source, ListReadOptions options)
    {
        if (options.Format is { } chosen)
            return new ListFormatChoice(chosen, IsRecognized: false);
        (ListFormat format, Fault? fault) = FormatRecognizer.Recognize(ListStart.Peek(ref source));
        return fault is null ? new ListFormatChoice(format, IsRecognized: true) : fault with { File = options.FileName };
    }

    internal static Result<ListDocument> ReadAs(ListFormat format, Stream source, ListReadOptions options, CancellationToken cancellationToken)
    {
        if (ResolveUnit(format, ref options) is { } fault)
            return fault;
        if (format is ListFormat.Plain or ListFormat.Sablier)
        {
            // Sablier refuses accounts that stand twice and amounts of zero, whatever is allowed here.
            ListReadOptions plain = format == ListFormat.Plain ? options : options with { Allow = options.Allow & AllowedRows.ZeroAddress };
            if (!RecipientListReader.ReadPlain(source, plain, cancellationToken).TryGet(out RecipientList? list, out IReadOnlyList<Fault> faults))
                return Result<ListDocument>.Fail(faults);
            return format == ListFormat.Sablier && list.Count < 2 ? TooFew() : new ListDocument(format, list);
        }

        var log = new FaultLog(options.FileName, options.MaxFaults);
        var input = new FormatInput(format, options, log);
        byte? decimals = null;
        long line = 0;
        JsonPump? pump = null;
        CsvFormatReader? csv = null;
        try
        {
            using var bounded = new BoundedSource(source, options.MaxBytes, options.MaxCompressionRatio);
            bounded.Open();
            if (format.IsJson())
            {
                pump = new JsonPump(bounded, options.MaxLineBytes);
                CreateJson(format, input, pump).Read(cancellationToken);
            }
            else
            {
                csv = CreateCsv(format, input);
                csv.Read(new LineReader(bounded, options.MaxLineBytes), cancellationToken);
                decimals = csv.Decimals;
            }
        }
        catch (FaultException e)
        {
            line = pump?.Line ?? csv?.Line ?? 0;
            foreach (Fault one in e.Faults)
                log.AddFatal(one with { Line = line });
        }
        catch (JsonException e)
        {
            log.AddFatal(new Fault("list.bad-json", $"The text is no sound JSON from line {pump!.Line} on: {CellText.Show(Short(e))}", null, "Compare it with the shape in docs/lists.md; --list-format chooses another.") { Line = pump.Line });
        }
        catch (InvalidDataException)
        {
            line = pump?.Line ?? csv?.Line ?? 0;
            log.AddFatal(new Fault("list.bad-gzip", $"The compressed data is damaged, cut off or joined from several files; {line} lines were read.", null,
                "Download the file again, or compress it again as one.")
            { Line = line });
        }
        catch (IOException e)
        {
            log.AddFatal(Unreadable(e, pump?.Line ?? csv?.Line ?? 0));
        }

        return input.Finish(decimals);
    }

    /// <summary>Settles what the amounts count: formats that say so themselves win over a default, and contradict what was chosen.</summary>
    private static Fault? ResolveUnit(ListFormat format, ref ListReadOptions options)
    {
        byte? highest = options.TokenDecimals.Values.Append(options.Decimals ?? 0).Max();
        if (highest > Evm.Primitives.Amount.MaxDecimals)
        {
            return new Fault("list.bad-decimals", $"{highest} decimals are more than 77, the most with which one whole token fits 256 bits.", "decimals",
                "Give the decimals() of the token, usually 18 or 6.");
        }

        if (format.IsBase() && options.Decimals is { } decimals)
        {
            if (!options.UnitIsDefault)
                return new Fault("list.unit", $"The amounts of {format.Name()} are base units, not whole tokens of {decimals} decimals.", null, "Say base as the unit, or leave it out.");
            options = options with { Decimals = null };
        }

        if (!format.IsHuman() || options.Decimals is not null || (format == ListFormat.Safe && options.UnitIsDefault))
            return null;
        return options.UnitIsDefault
            ? new Fault("list.unit-needed", $"The amounts of {format.Name()} are whole tokens, so that the token's decimals must be known.", null, "Name them as the unit, such as --unit 18 (0 for collectibles).")
            : new Fault("list.unit", $"The amounts of {format.Name()} are whole tokens, not base units.", null, "Name the token's decimals as the unit, such as --unit 18 (0 for collectibles).");
    }

    private static CsvFormatReader CreateCsv(ListFormat format, FormatInput input) => format switch
    {
        ListFormat.Indexed => new IndexedCsv(input),
        ListFormat.Safe => new SafeCsv(input),
        ListFormat.Thirdweb => new ThirdwebCsv(input),
        ListFormat.ThirdwebSnapshot => new SnapshotCsv(input),
        ListFormat.SablierStreams => new StreamsCsv(input),
        _ => new MerklCsv(input),
    };

    private static JsonFormatReader CreateJson(ListFormat format, FormatInput input, JsonPump pump) => format switch
    {
        ListFormat.Merkl => new MerklJson(input, pump),
        ListFormat.Uniswap => new UniswapMapJson(input, pump),
        ListFormat.UniswapArray => new UniswapArrayJson(input, pump),
        ListFormat.UniswapClaims => new UniswapClaimsJson(input, pump),
        _ => new BursarJson(input, pump),
    };

    private static Fault TooFew() => new Fault("list.too-few-rows", "The list has one row, but Sablier takes two or more.", null, "Read it as a plain list, or add the other recipients.");

    private static Fault Unreadable(IOException e, long line) => new Fault("list.unreadable", $"Reading failed after line {line}: {CellText.Show(e.Message)}", null, "Check the disk or the connection and try again.") { Line = line };

    // The message ends with a position that counts from the last piece that was read, not from the beginning of the file.
    private static string Short(JsonException e) => e.Message.Split(" LineNumber:")[0].Split(" Path:")[0];
}
