using Bursar.Core.Faults;
using Bursar.Core.Lists.Formats;

namespace Bursar.Core.Lists;

/// <summary>Reads recipient lists: CSV with an account and an amount in each row, or any other format of <see cref="ListFormat"/>; plain or gzip.</summary>
/// <remarks>
/// What follows is of plain lists. Columns are named by an optional header (<c>address</c>, <c>account</c>, <c>recipient</c>, <c>receiver</c>, <c>user</c>, <c>to</c>; <c>amount</c>,
/// <c>quantity</c>, <c>value</c>; any order, any case); without a header the account stands first. Separators: comma, semicolon, tab or bar, the same
/// in every row. Lines end with LF, CRLF or CR. Cells may be quoted (RFC 4180) but hold no line break. Nothing is dropped silently: every problem
/// is a fault with file, line, column, value and reason, all of them at once.
/// </remarks>
public static class RecipientListReader
{
    /// <summary>Reads <paramref name="source"/> to its end, in whichever format it is: recognised by content, or chosen by the options.</summary>
    /// <returns>The list in canonical order, or every fault in the order of the file (the first <see cref="ListReadOptions.MaxFaults"/>, then their number).</returns>
    public static Result<RecipientList> Read(Stream source, ListReadOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return ListDocumentReader.Read(source, options, cancellationToken).TryGet(out ListDocument? document, out IReadOnlyList<Fault> faults)
            ? document.ToRecipientList(options)
            : Result<RecipientList>.Fail(faults);
    }

    /// <summary>Reads a plain list.</summary>
    internal static Result<RecipientList> ReadPlain(Stream source, ListReadOptions options, CancellationToken cancellationToken) =>
        ReadPlain(source, options, ListParser.UsualBlock, cancellationToken);

    /// <summary>As the other one, with blocks of another size; 0 reads line by line.</summary>
    internal static Result<RecipientList> ReadPlain(Stream source, ListReadOptions options, int blockBytes, CancellationToken cancellationToken)
    {
        var log = new FaultLog(options.FileName, options.MaxFaults);
        var parser = new ListParser(options, log) { BlockBytes = blockBytes };
        if (options.Decimals > Evm.Primitives.Amount.MaxDecimals)
        {
            return Result<RecipientList>.Fail(new Fault("list.bad-decimals",
                $"{options.Decimals} decimals are more than 77, the most with which one whole token fits 256 bits.", "decimals",
                "Give the decimals() of the token, usually 18 or 6."));
        }

        try
        {
            using var input = new BoundedSource(source, options.MaxBytes, options.MaxCompressionRatio);
            input.Open();
            parser.Parse(input, cancellationToken);
        }
        catch (FaultException e)
        {
            foreach (Fault fault in e.Faults)
                log.AddFatal(fault with { Line = parser.Line });
        }
        catch (InvalidDataException)
        {
            log.AddFatal(new Fault("list.bad-gzip", $"The compressed data is damaged, cut off or joined from several files; {parser.Line} lines were read.", null,
                "Download the file again, or compress it again as one.")
            { Line = parser.Line });
        }
        catch (IOException e)
        {
            log.AddFatal(new Fault("list.unreadable", $"Reading failed after line {parser.Line}: {CellText.Show(e.Message)}", null,
                "Check the disk or the connection and try again.")
            { Line = parser.Line });
        }

        return parser.Finish();
    }
}
