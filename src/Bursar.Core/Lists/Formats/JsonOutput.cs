using System.Globalization;
using System.Text.Json;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Lists.Formats;

/// <summary>Writes a list as JSON.</summary>
internal static class JsonOutput
{
    private const int FlushAt = 64 * 1024;
    private const ulong MostOfANumber = (1UL << 53) - 1;

    internal static void Write(WritableList list, Stream destination, CancellationToken cancellationToken)
    {
        using var json = new Utf8JsonWriter(destination, new JsonWriterOptions
        {
            Indented = true,
            NewLine = "\n",
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        });
        switch (list.Format)
        {
            case ListFormat.Merkl:
                Merkl(list, json, cancellationToken);
                break;
            case ListFormat.Uniswap:
                json.WriteStartObject();
                Each(list, json, UniswapEntry, cancellationToken);
                json.WriteEndObject();
                break;
            default:
                json.WriteStartArray();
                Each(list, json, list.Format == ListFormat.UniswapArray ? UniswapObject : Entry, cancellationToken);
                json.WriteEndArray();
                break;
        }
    }

    private static void Each(WritableList list, Utf8JsonWriter json, Action<Utf8JsonWriter, ListEntry> write, CancellationToken cancellationToken)
    {
        foreach (ListEntry entry in list.Entries)
        {
            write(json, entry);
            if (json.BytesPending < FlushAt)
                continue;
            cancellationToken.ThrowIfCancellationRequested();
            json.Flush();
        }
    }

    // A number where every reader keeps all its digits; beyond that hexadecimal with 0x, which no version of the tool takes for something else.
    private static void UniswapEntry(Utf8JsonWriter json, ListEntry entry)
    {
        if (entry.Amount.FitsUInt64 && (ulong)entry.Amount <= MostOfANumber)
            json.WriteNumber(entry.Account.ToString(), (ulong)entry.Amount);
        else
            json.WriteString(entry.Account.ToString(), entry.Amount.ToHexQuantity());
    }

    private static void UniswapObject(Utf8JsonWriter json, ListEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("address", entry.Account.ToString());
        json.WriteString("earnings", entry.Amount.ToHexQuantity());
        json.WriteString("reasons", entry.Terms?.Reason ?? "");
        json.WriteEndObject();
    }

    private static void Merkl(WritableList list, Utf8JsonWriter json, CancellationToken cancellationToken)
    {
        var byAccount = new Dictionary<Address, List<ListEntry>>();
        foreach (ListEntry entry in list.Entries)
        {
            if (!byAccount.TryGetValue(entry.Account, out List<ListEntry>? entries))
                byAccount.Add(entry.Account, entries = []);
            entries.Add(entry);
        }

        json.WriteStartObject();
        json.WriteString("rewardToken", list.Entries[0].Asset.Token.ToString());
        json.WriteStartObject("rewards");
        foreach ((Address account, List<ListEntry> entries) in byAccount)
        {
            json.WriteStartObject(account.ToString());
            foreach (ListEntry entry in entries)
                json.WriteString(entry.Terms!.Reason!, entry.Amount.ToString());
            json.WriteEndObject();
            if (json.BytesPending < FlushAt)
                continue;
            cancellationToken.ThrowIfCancellationRequested();
            json.Flush();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Entry(Utf8JsonWriter json, ListEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("address", entry.Account.ToString());
        if (entry.Quantity != QuantityKind.Unstated)
            json.WriteString("amount", entry.Quantity == QuantityKind.Unlimited ? "unlimited" : entry.Amount.ToString());
        if (entry.Asset.Kind != AssetKind.Unstated)
            json.WriteString("kind", BursarJson.Kinds[(int)entry.Asset.Kind]);
        if (entry.Asset.Kind is not (AssetKind.Unstated or AssetKind.Native))
            json.WriteString("token", entry.Asset.Token.ToString());
        if (entry.Index is { } index)
            json.WriteNumber("index", index);
        if (entry.Terms is { } terms)
            Terms(json, terms);
        json.WriteEndObject();
    }

    private static void Terms(Utf8JsonWriter json, EntryTerms terms)
    {
        Text(json, "id", terms.TokenId?.ToString());
        Text(json, "reason", terms.Reason);
        Text(json, "price", terms.Price?.ToString());
        Text(json, "currency", terms.Currency?.ToString());
        if (terms.Stream is not { } stream)
            return;
        Text(json, "duration", stream.Duration?.ToString());
        Text(json, "start", Time(stream.Start));
        Text(json, "end", Time(stream.End));
        Text(json, "cliffDuration", stream.CliffDuration?.ToString());
        Text(json, "cliffEnd", Time(stream.CliffEnd));
        Text(json, "cliffAmount", stream.CliffAmount?.ToString());
        if (stream.Months is { } months)
            json.WriteNumber("months", months);
        if (stream.Steps is { } steps)
            json.WriteNumber("steps", steps);
        Text(json, "unlock", stream.Unlock?.ToString());
        Text(json, "initial", stream.FirstAtStart is { } first ? first ? StreamTime.AtStart : StreamTime.EndOfFirstMonth : null);
    }

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    private static string? Time(DateTimeOffset? time) => time?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
