using Bursar.Core.Faults;

namespace Bursar.Core.Launch;

/// <summary>Puts faults into their place in a file.</summary>
public static class FaultPositions
{
    /// <summary>The same fault, pointing at <paramref name="position"/>.</summary>
    public static Fault At(this Fault fault, SourcePosition position) =>
        fault with { File = position.File, Line = position.Line, Column = position.Column };
}
