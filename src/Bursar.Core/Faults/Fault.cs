namespace Bursar.Core.Faults;

/// <summary>One thing that is wrong, said so that the reader can put it right.</summary>
/// <param name="Code">Stable code, <c>area.cause</c> in lower case, for example <c>list.duplicate</c>; each has an entry in <c>docs/errors.md</c>.</param>
/// <param name="Message">What is wrong, in one sentence, with the offending value.</param>
/// <param name="Field">Where: a path such as <c>drops[0].expires</c>, or <c>row 17, column amount</c>.</param>
/// <param name="Hint">What to do next.</param>
public sealed record Fault(string Code, string Message, string? Field = null, string? Hint = null)
{
    /// <summary>File that the fault points into, when there is one.</summary>
    public string? File { get; init; }

    /// <summary>Line in <see cref="File"/>, from 1; 0 when not known.</summary>
    public long Line { get; init; }

    /// <summary>Column in <see cref="Line"/>, from 1; 0 when not known.</summary>
    public int Column { get; init; }

    /// <summary>How the program ends when this fault ends it.</summary>
    public FaultKind Kind { get; init; } = FaultKind.InvalidInput;
}
