using System.Text.Json;
using Bursar.Core.Faults;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Lists.Formats;

/// <summary>Bursar's own array of objects: <c>address</c> and <c>amount</c>, and what other formats say beyond them.</summary>
internal sealed class BursarJson(FormatInput input, JsonPump json) : JsonFormatReader(input, json)
{
    internal static readonly string[] Kinds = ["", "native", "erc20", "erc721", "erc1155", "nft"];

    internal static readonly string[] Members =
    [
        "address", "amount", "kind", "token", "id", "index", "reason", "price", "currency",
        "duration", "start", "end", "cliffDuration", "cliffEnd", "cliffAmount", "months", "steps", "unlock", "initial",
    ];

    protected override void ReadDocument(CancellationToken cancellationToken)
    {
        if (!Enter(JsonTokenType.StartArray, ""))
            return;
        while (!Input.Stopped && Json.Next() && Json.Token != JsonTokenType.EndArray)
        {
            Count(cancellationToken);
            string path = $"[{Number - 1}]";
            if (Enter(JsonTokenType.StartObject, path))
                ReadEntry(path);
        }
    }

    private void ReadEntry(string path)
    {
        var entry = new Draft();
        uint seen = 0;
        bool ok = true;
        while (Json.Next() && Json.Token == JsonTokenType.PropertyName)
        {
            string name = Json.Text.Length <= 16 ? Json.String() : "";
            int member = Array.IndexOf(Members, name);
            if (member < 0 || (seen & (1u << member)) != 0)
            {
                Input.Stop(Shape($"The member {CellText.Show(Json.Text)} is {(member < 0 ? "not known" : "there twice")}.", path));
                return;
            }

            seen |= 1u << member;
            Json.Next();
            ok &= ReadMember(name, $"{path}.{name}", entry);
        }

        if ((seen & 1) == 0)
        {
            Note(Shape("The member address is missing.", path));
            return;
        }

        if (!ok)
            return;
        if (entry.Check() is { } why)
        {
            Note(Shape(why, path));
            return;
        }

        Asset asset = entry.Asset;
        if (!Input.Wants(asset))
        {
            Input.LeaveOut();
            return;
        }

        if (entry.Stream is { } stream && StreamRules.Check(stream, entry.Amount ?? UInt256.Zero) is { } wrong)
        {
            Note(wrong.Fault with { Field = $"{path}.{wrong.Column}" });
            return;
        }

        Input.Add(entry.ToEntry(asset, Number), Line, m => $"{path}.{m}");
    }

    private bool ReadMember(string name, string path, Draft entry)
    {
        switch (name)
        {
            case "address" or "token" or "currency":
                bool ok = TryAddress(() => path, out Address address);
                entry.Set(name, address);
                return ok;
            case "amount" when Json.Token == JsonTokenType.String && Json.Is("unlimited"u8):
                entry.Unlimited = true;
                return true;
            case "amount" or "id" or "cliffAmount" or "unlock" or "index" or "months" or "steps":
                bool sound = TryUnits(() => path, out UInt256 units);
                entry.Set(name, units);
                return sound;
        }

        if (Json.Token != JsonTokenType.String)
        {
            Note(Shape($"{name} is no text.", path));
            Json.Skip();
            return false;
        }

        return ReadText(name, Json.String(), path, entry);
    }

    private bool ReadText(string name, string text, string path, Draft entry)
    {
        Fault? fault = null;
        switch (name)
        {
            case "kind":
                int kind = Array.IndexOf(Kinds, text);
                entry.Kind = (AssetKind)kind;
                fault = kind > 0 ? null : new Fault("list.bad-token-type", $"{CellText.Show(text)} is no kind of token.", path, "Write native, erc20, erc721, erc1155 or nft.");
                break;
            case "reason":
                entry.Reason = Input.Shared(text);
                break;
            case "price":
                byte decimals = PriceText.DecimalsOf(Json.Text);
                if (Amount.TryParse(text, decimals, out Amount price))
                    entry.Price = PriceText.Shortest(price);
                else
                    fault = AmountCell.Explain(Json.Text, decimals, path);
                break;
            case "initial":
                entry.FirstAtStart = text == StreamTime.AtStart;
                fault = entry.FirstAtStart.Value || text == StreamTime.EndOfFirstMonth ? null
                    : new Fault("list.bad-initial", $"{CellText.Show(text)} does not say when the first release is.", path, $"Write {StreamTime.AtStart} or {StreamTime.EndOfFirstMonth}.");
                break;
            case "duration" or "cliffDuration":
                if (StreamDuration.TryParse(text, out StreamDuration duration))
                    entry.Set(name, duration);
                else
                    fault = new Fault("list.bad-duration", $"{CellText.Show(text)} is no duration.", path, "Write it as in 1 year 20 days 4 hours; parts may be missing.");
                break;
            default:
                if (StreamTime.TryParse(text, Input.Options.Zone, path, out DateTimeOffset time, out fault))
                    entry.Set(name, time);
                break;
        }

        if (fault is not null)
            Note(fault);
        return fault is null;
    }

    /// <summary>An entry while its members are read.</summary>
    private sealed class Draft
    {
        private readonly Dictionary<string, UInt256> _units = new(StringComparer.Ordinal);
        private readonly Dictionary<string, Address> _addresses = new(StringComparer.Ordinal);
        private readonly Dictionary<string, DateTimeOffset> _times = new(StringComparer.Ordinal);
        private readonly Dictionary<string, StreamDuration> _durations = new(StringComparer.Ordinal);

        internal AssetKind Kind { get; set; }

        internal bool Unlimited { get; set; }

        internal string? Reason { get; set; }

        internal Amount? Price { get; set; }

        internal bool? FirstAtStart { get; set; }

        internal UInt256? Amount => Units("amount");

        internal Asset Asset => _addresses.TryGetValue("token", out Address token)
            ? new Asset(Kind == AssetKind.Unstated ? AssetKind.Erc20 : Kind, token)
            : new Asset(Kind, default);

        internal StreamTerms? Stream => _durations.Count == 0 && _times.Count == 0 && Units("months") is null && Units("steps") is null
            && Units("unlock") is null && Units("cliffAmount") is null && FirstAtStart is null
            ? null
            : new StreamTerms
            {
                Duration = Of(_durations, "duration"),
                CliffDuration = Of(_durations, "cliffDuration"),
                Start = Of(_times, "start"),
                End = Of(_times, "end"),
                CliffEnd = Of(_times, "cliffEnd"),
                CliffAmount = Units("cliffAmount"),
                Unlock = Units("unlock"),
                Months = (int?)(ulong?)Units("months"),
                Steps = (int?)(ulong?)Units("steps"),
                FirstAtStart = FirstAtStart,
            };

        internal void Set(string name, UInt256 value) => _units[name] = value;

        internal void Set(string name, Address value) => _addresses[name] = value;

        internal void Set(string name, DateTimeOffset value) => _times[name] = value;

        internal void Set(string name, StreamDuration value) => _durations[name] = value;

        internal string? Check()
        {
            foreach (string name in (ReadOnlySpan<string>)["months", "steps", "index"])
            {
                if (Units(name) is { } number && (number.BitLength > 31 || (name != "index" && number.IsZero)))
                    return $"{name} is out of bounds.";
            }

            bool hasToken = _addresses.TryGetValue("token", out Address token);
            if (hasToken && (token.IsZero || Kind == AssetKind.Native))
                return "token names no token: leave it out for the native coin.";
            if (!hasToken && Kind is not (AssetKind.Unstated or AssetKind.Native))
                return "The member token is missing.";
            if (Units("id") is null != Asset.IsFungible)
                return Asset.IsFungible ? "id goes with collectibles only." : "The member id is missing.";
            return _addresses.ContainsKey("currency") && Price is null ? "currency goes with price." : null;
        }

        internal ListEntry ToEntry(Asset asset, int number)
        {
            var terms = new EntryTerms { TokenId = Units("id"), Reason = Reason, Price = Price, Currency = Of(_addresses, "currency"), Stream = Stream };
            return new ListEntry
            {
                Account = _addresses["address"],
                Amount = Amount ?? UInt256.Zero,
                Quantity = Unlimited ? QuantityKind.Unlimited : Amount is null ? QuantityKind.Unstated : QuantityKind.Amount,
                Asset = asset,
                Index = (ulong?)Units("index"),
                Terms = terms == new EntryTerms() ? null : terms,
                Row = number,
            };
        }

        private UInt256? Units(string name) => _units.TryGetValue(name, out UInt256 value) ? value : null;

        private static T? Of<T>(Dictionary<string, T> values, string name)
            where T : struct => values.TryGetValue(name, out T value) ? value : null;
    }
}
