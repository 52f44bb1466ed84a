using Bursar.Core.Faults;

namespace Bursar.Core.Lists.Formats;

/// <summary>Writes lists in the formats of <see cref="ListFormat"/>.</summary>
/// <remarks>What the target cannot say is refused by name, nothing is rounded, and nothing is made up: a missing token, reason or schedule is a fault.</remarks>
public static class ListDocumentWriter
{
    /// <summary>Says whether <paramref name="document"/> can be written, without writing.</summary>
    /// <returns>Every fault that stands in the way; empty when there is none.</returns>
    public static IReadOnlyList<Fault> Check(ListDocument document, ListWriteOptions options)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(options);
        return WritableList.Prepare(document, options).Faults;
    }

    /// <summary>Writes <paramref name="document"/> as UTF-8 without a mark, with line feeds only.</summary>
    /// <returns>Number of rows written; or every fault that stands in the way, and then nothing was written.</returns>
    public static Result<int> Write(ListDocument document, ListWriteOptions options, Stream destination, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(destination);
        if (!WritableList.Prepare(document, options).TryGet(out WritableList? list, out IReadOnlyList<Fault> faults))
            return Result<int>.Fail(faults);
        if (options.Format.IsJson())
            JsonOutput.Write(list, destination, cancellationToken);
        else
            CsvOutput.Write(list, destination, cancellationToken);
        return list.Entries.Count;
    }

    /// <summary>What <paramref name="format"/> can say beyond accounts and amounts.</summary>
    public static ListFields Sayable(ListFormat format) => format switch
    {
        ListFormat.Indexed => ListFields.Index,
        ListFormat.Safe => ListFields.Token | ListFields.Id,
        ListFormat.ThirdwebSnapshot => ListFields.Price | ListFields.Currency,
        ListFormat.SablierStreams => ListFields.Schedule,
        ListFormat.Merkl => ListFields.Token | ListFields.Reason,
        ListFormat.MerklCsv => ListFields.Token,
        ListFormat.UniswapArray => ListFields.Reason,
        ListFormat.Json => ListFields.Token | ListFields.Id | ListFields.Index | ListFields.Reason | ListFields.Price | ListFields.Currency | ListFields.Schedule,
        _ => ListFields.None,
    };
}
