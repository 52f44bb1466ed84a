using System.Text.Json.Nodes;
using Bursar.App.Outbox;
using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Evm.Primitives;
using Spectre.Console;

namespace Bursar.Cli.Output;

/// <summary>What was sent, for programs and for people.</summary>
internal static class SentView
{
    /// <summary>Label of an amount in base units, which programs want and people do not.</summary>
    public const string UnitsLabel = "units";

    private const byte NativeDecimals = 18;
    private const int LabelWidth = 11;

    /// <summary>The outcome of a command that sent something.</summary>
    /// <param name="outcome">What was sent.</param>
    /// <param name="network">Where.</param>
    /// <param name="facts">What the command has to say, by label; null values are left out for people.</param>
    /// <param name="key">The idempotency key, when there is one.</param>
    public static Outcome Of(OutboxOutcome outcome, NetworkProfile network, IReadOnlyList<(string Label, string? Value)> facts, string? key = null)
    {
        var json = new JsonObject { ["ok"] = true, ["final"] = outcome.IsFinal };
        foreach ((string label, string? value) in facts)
            json[Camel(label)] = value;
        if (key is not null)
            json["idempotencyKey"] = key;
        json["network"] = network.Name;
        json["fees"] = outcome.GasFees.ToString();
        json["steps"] = new JsonArray([.. outcome.Steps.Select(s => (JsonNode)new JsonObject
        {
            ["id"] = s.Id, ["state"] = s.State.ToString().ToLowerInvariant(), ["transaction"] = s.Transaction?.ToString(), ["block"] = s.Block?.Number, ["gasUsed"] = s.GasUsed,
        })]);
        return new Outcome(json, t => Print(t, outcome, network, facts), outcome.IsFinal ? 0 : (int)FaultKind.NotFinal);
    }

    /// <summary>A line of a label and what it stands for; text from outside is made harmless.</summary>
    public static void Line(Terminal terminal, string label, string value) =>
        terminal.Results.MarkupLineInterpolated($"{label.PadRight(LabelWidth)} {SafeText.Printable(value)}");

    private static void Print(Terminal terminal, OutboxOutcome outcome, NetworkProfile network, IReadOnlyList<(string Label, string? Value)> facts)
    {
        foreach ((string label, string? value) in facts)
        {
            if (value is not null && label != UnitsLabel)
                Line(terminal, label, value);
        }

        foreach (StepOutcome step in outcome.Steps.Where(s => s.Transaction is not null))
            Line(terminal, "transaction", $"{step.Transaction} ({StateLadder.Of(network).WordOf(step.State)}, block {step.Block?.Number}){Link(network, step.Transaction)}");
        if (outcome.Steps.All(s => s.Transaction is null))
            Line(terminal, "sent", "nothing: it is on the chain already");
        else
            Line(terminal, "fee", $"{new Amount(outcome.GasFees, NativeDecimals)} {network.NativeSymbol}");
        if (!outcome.IsFinal)
            Line(terminal, "not final", "repeat the command to wait for finality; nothing is sent twice");
    }

    private static string Link(NetworkProfile network, Hash32? transaction) =>
        network.Explorer is { } explorer ? $" {new Uri(explorer, $"tx/{transaction}")}" : "";

    private static string Camel(string label)
    {
        string[] words = label.Split(' ');
        return words[0] + string.Concat(words[1..].Select(w => char.ToUpperInvariant(w[0]) + w[1..]));
    }
}
