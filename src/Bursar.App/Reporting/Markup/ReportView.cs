using System.Globalization;
using Bursar.App.Reporting.Text;
using Bursar.Evm.Primitives;

namespace Bursar.App.Reporting.Markup;

/// <summary>What the sections of one page share: the model, its tokens by address, and how addresses, hashes and amounts are written.</summary>
internal sealed class ReportView
{
    private const int LongestName = 80;

    private readonly Dictionary<Address, ReportToken> _tokens = [];
    private readonly string? _explorer;

    public ReportView(ReportModel model)
    {
        Model = model;
        foreach (ReportToken token in model.Tokens)
            _tokens.TryAdd(token.Address, token);
        _tokens.TryAdd(default, ReportToken.CoinOf(model.Network));
        if (model.Network.Explorer is { IsAbsoluteUri: true, Scheme: "http" or "https" } explorer)
            _explorer = explorer.GetLeftPart(UriPartial.Path).TrimEnd('/');
    }

    public ReportModel Model { get; }

    /// <summary>A name from strangers: isolated, so that its direction does not reorder the line, and cut when it is very long.</summary>
    public static Html Name(string name) => Html.Of($"<bdi>{VisibleText.Short(name, LongestName)}</bdi>");

    /// <summary>A hash or address whose middle is hidden on screen; selecting, searching and hovering give all of it.</summary>
    public static Html Shortened(string hex) => hex.Length < 16
        ? Html.Of($"<span class=\"hx\">{hex}</span>")
        : Html.Of($"<span class=\"hx\" title=\"{hex}\">{hex[..6]}<i>{hex[6..^4]}</i>{hex[^4..]}</span>");

    /// <summary>A whole hash or address that may break anywhere.</summary>
    public static Html Whole(string hex) => Html.Of($"<span class=\"hex\" data-copy=\"{hex}\">{hex}</span>");

    /// <summary>A share in per cent with more digits on hover.</summary>
    public static Html Share(double share) => Html.Of($"<span title=\"{(share * 100).ToString("R", CultureInfo.InvariantCulture)}%\">{People.Percent(share)}</span>");

    /// <summary>An instant.</summary>
    public static Html Time(DateTimeOffset time) => Html.Of($"<time datetime=\"{People.Iso(time)}\">{People.Time(time)}</time>");

    public ReportToken? Token(Address address) => _tokens.GetValueOrDefault(address);

    public string Symbol(Address token) => Token(token) is { } known ? VisibleText.Short(known.Symbol, 24) : "base units";

    public byte Decimals(Address token) => Token(token)?.Decimals ?? 0;

    public Html Address(Address address) => Link("address", Shortened(address.ToString()), address.ToString());

    public Html WholeAddress(Address address) => Link("address", Whole(address.ToString()), address.ToString());

    public Html Transaction(Hash32 hash) => Link("tx", Shortened(hash.ToString()), hash.ToString());

    public Html Block(ulong block) => Link("block", Html.Of($"{People.Count(block)}"), block.ToString());

    public Html Party(ReportParty party) => party.Name is { } name
        ? Html.Of($"{Name(name)} {Address(party.Address)}")
        : Address(party.Address);

    /// <summary>A token by its symbol, or by its address when the report does not know it.</summary>
    public Html TokenName(Address token) => Token(token) is { } known ? Name(known.Symbol) : Address(token);

    /// <summary>An amount in short with its symbol; the exact one on hover.</summary>
    public Html Amount(UInt256 amount, Address token) =>
        Html.Of($"<span class=\"n\" title=\"{People.Exact(amount, Decimals(token))} {Symbol(token)}\">{People.Amount(amount, Decimals(token))}</span> <bdi>{Symbol(token)}</bdi>");

    /// <summary>An amount in short without its symbol, for tables whose header names it.</summary>
    public Html Number(UInt256 amount, Address token) =>
        Html.Of($"<span class=\"n\" title=\"{People.Exact(amount, Decimals(token))} {Symbol(token)}\">{People.Amount(amount, Decimals(token))}</span>");

    /// <summary>An amount in short with its symbol, and below it the exact number of base units for everybody to see, search and copy.</summary>
    public Html ExactAmount(UInt256 amount, Address token) =>
        Html.Of($"{Amount(amount, token)} <span class=\"exact\">base units: <span class=\"base\">{amount.ToString()}</span></span>");

    /// <summary>Native coin.</summary>
    public Html Fee(UInt256 fee) =>
        Html.Of($"<span class=\"n\" title=\"{People.Exact(fee, 18)} {NativeSymbol}\">{People.Amount(fee, 18)}</span> <bdi>{NativeSymbol}</bdi>");

    private string NativeSymbol => VisibleText.Short(Model.Network.NativeSymbol, 24);

    private Html Link(string kind, Html text, string id) => _explorer is null
        ? text
        : Html.Of($"<a href=\"{_explorer}/{kind}/{id}\" rel=\"noopener noreferrer\">{text}</a>");
}
