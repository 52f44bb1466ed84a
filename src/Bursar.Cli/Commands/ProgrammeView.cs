using System.Globalization;
using System.Text.Json.Nodes;
using Bursar.App.Programmes;
using Bursar.Cli.Output;
using Bursar.Core.Drops;
using Bursar.Evm.Primitives;

namespace Bursar.Cli.Commands;

/// <summary>A programme, and what a list changes in it, for people and for programs.</summary>
internal static class ProgrammeView
{
    private const ulong LastSecond = 253_402_300_799;

    public static Outcome Show(ProgrammeState state) => new(ToJson(state), t => Print(t, state));

    /// <summary>What a list changes, a line for each token and one for the rows.</summary>
    public static IEnumerable<(string Label, string Value)> Lines(ProgrammeState state, CumulativeDiff changes)
    {
        yield return ("changes", $"{changes.Added:N0} rows added, {changes.Raised:N0} raised, {changes.Fell:N0} fell");
        foreach ((Address token, UInt256 before, UInt256 after) in changes.Totals)
        {
            ProgrammeToken known = state.Tokens.FirstOrDefault(t => t.Token == token) ?? new ProgrammeToken(token, null, 0, UInt256.Zero, UInt256.Zero, UInt256.Zero);
            yield return ("total", $"{known.Text(before)} → {known.Text(after)}, of {known.Text(known.Escrow)} paid in");
        }
    }

    public static JsonObject ToJson(CumulativeDiff changes) => new()
    {
        ["added"] = changes.Added,
        ["raised"] = changes.Raised,
        ["fell"] = changes.Fell,
        ["totals"] = new JsonArray([.. changes.Totals.Select(t => (JsonNode)new JsonObject { ["token"] = t.Token.ToString(), ["before"] = t.Before.ToString(), ["after"] = t.After.ToString() })]),
        ["rows"] = new JsonArray([.. changes.Changes.Select(c => (JsonNode)new JsonObject
        {
            ["account"] = c.Account.ToString(), ["token"] = c.Token.ToString(), ["before"] = c.Before.ToString(), ["after"] = c.After.ToString(),
        })]),
    };

    private static void Print(Terminal t, ProgrammeState state)
    {
        SentView.Line(t, "programme", state.Address.ToString());
        SentView.Line(t, "owner", $"{state.Owner}, who proposes lists");
        SentView.Line(t, "window", $"{TimeSpan.FromSeconds(state.Parameters.Window):g} between a proposal and the moment at which it can count");
        foreach (Address watcher in state.Parameters.Watchers)
            SentView.Line(t, "watcher", $"{watcher}, who can stop a list while it waits");
        SentView.Line(t, "until", Moment(state.Parameters.Expiry) ?? "for ever");
        SentView.Line(t, "claims", state.Parameters.AllowClaimFor ? "anybody may claim for an account, to the account" : "by each account only");
        foreach (ProgrammeToken token in state.Tokens)
            SentView.Line(t, "token", $"{token.Token}: {token.Text(token.Escrow)} paid in, {token.Text(token.Paid)} claimed, {token.Text(token.Balance)} there");
        foreach (ProgrammeList list in state.History.Lists)
            SentView.Line(t, $"list {list.Id}", $"{Word(state, list)}, root {list.Root}, hash {list.ListHash}{(list.Uri.Length > 0 ? $", at {list.Uri}" : "")}");
        if (state.History.Lists.Count == 0)
            SentView.Line(t, "lists", "none was proposed yet");
    }

    private static string Word(ProgrammeState state, ProgrammeList list) => list.State switch
    {
        ProgrammeListState.Waiting => Math.Max(state.Time, (ulong)DateTimeOffset.UtcNow.ToUnixTimeSeconds()) >= list.ReadyAt ? "waits to be activated" : $"can be stopped until {Moment(list.ReadyAt)}",
        ProgrammeListState.Active => "active",
        ProgrammeListState.Former => "was active",
        ProgrammeListState.Stopped => $"stopped by {list.StoppedBy}",
        _ => "withdrawn",
    };

    private static JsonObject ToJson(ProgrammeState state) => new()
    {
        ["ok"] = true,
        ["address"] = state.Address.ToString(),
        ["block"] = state.Block,
        ["owner"] = state.Owner.ToString(),
        ["windowSeconds"] = state.Parameters.Window.ToString(CultureInfo.InvariantCulture),
        ["watchers"] = new JsonArray([.. state.Parameters.Watchers.Select(w => (JsonNode)w.ToString())]),
        ["expires"] = Moment(state.Parameters.Expiry),
        ["claimFor"] = state.Parameters.AllowClaimFor,
        ["tokens"] = new JsonArray([.. state.Tokens.Select(t => (JsonNode)new JsonObject
        {
            ["token"] = t.Token.ToString(), ["symbol"] = t.Symbol, ["decimals"] = t.Decimals, ["escrow"] = t.Escrow.ToString(), ["paid"] = t.Paid.ToString(), ["balance"] = t.Balance.ToString(),
        })]),
        ["activeRoot"] = state.ActiveRoot.IsZero ? null : state.ActiveRoot.ToString(),
        ["subRoots"] = state.SubRoots,
        ["lists"] = new JsonArray([.. state.History.Lists.Select(l => (JsonNode)new JsonObject
        {
            ["id"] = l.Id.ToString(),
            ["state"] = l.State.ToString().ToLowerInvariant(),
            ["root"] = l.Root.ToString(),
            ["listHash"] = l.ListHash.ToString(),
            ["readyAt"] = Moment(l.ReadyAt),
            ["uri"] = l.Uri,
            ["stoppedBy"] = l.StoppedBy?.ToString(),
            ["totals"] = new JsonArray([.. l.Totals.Select(t => (JsonNode)new JsonObject { ["token"] = t.Token.ToString(), ["total"] = t.Amount.ToString() })]),
        })]),
    };

    private static string? Moment(ulong seconds) =>
        seconds == 0 ? null : DateTimeOffset.FromUnixTimeSeconds((long)Math.Min(seconds, LastSecond)).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
