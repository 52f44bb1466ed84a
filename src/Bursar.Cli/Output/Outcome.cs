using System.Text.Json.Nodes;

namespace Bursar.Cli.Output;

/// <summary>What a command has to say: once for programs, once for people.</summary>
/// <param name="Json">Printed with <c>--json</c>; amounts are strings.</param>
/// <param name="Human">Prints the same for a person.</param>
/// <param name="ExitCode">0 done, 3 invalid input, 4 refused, 5 not final.</param>
internal sealed record Outcome(JsonNode Json, Action<Terminal> Human, int ExitCode = 0);
