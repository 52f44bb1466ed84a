using System.Globalization;
using Bursar.Core.Faults;

namespace Bursar.App.LocalChain;

/// <summary>What anvil prints: where it listens, or why it does not.</summary>
internal static class NodeOutput
{
    private const string Listening = "Listening on 127.0.0.1:";

    public static int? ReadPort(string line) =>
        line.StartsWith(Listening, StringComparison.Ordinal)
        && int.TryParse(line.AsSpan(Listening.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int port)
            ? port
            : null;

    public static Fault Explain(LocalNodeOptions options, string errors)
    {
        if (errors.Contains("in use", StringComparison.OrdinalIgnoreCase))
        {
            return new Fault(
                "local.port-taken", $"port {options.Port} of this machine is taken", "port", "stop what listens there, or name another port (0 takes a free one)")
            {
                Kind = FaultKind.Refused,
            };
        }

        if (options.StateFile is { } state && errors.Contains("--state", StringComparison.Ordinal))
        {
            return new Fault(
                "local.state-broken",
                $"the chain kept in {state} cannot be read: {Shorten(errors)}",
                Hint: $"put {LocalState.PreviousOf(state)}, the state of the start before, in its place, or remove it to begin a new chain");
        }

        return new Fault(
            "local.start-failed", $"anvil did not start: {Shorten(errors)}", Hint: "look at the message; a missing library or a port may be the cause")
        {
            Kind = FaultKind.Refused,
        };
    }

    public static Fault TooSlow(LocalNodeOptions options) =>
        new("local.not-ready", $"anvil did not answer within {options.StartTimeout.TotalSeconds:0} s", Hint: "try again when the machine is less busy")
        {
            Kind = FaultKind.Refused,
        };

    private static string Shorten(string text)
    {
        string line = string.Join(' ', text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        return line.Length == 0 ? "it said nothing" : line.Length > 300 ? line[..300] + "…" : line;
    }
}
