namespace Bursar.Core.Launch;

/// <summary>A place in a text file, for faults that are found after the file was read.</summary>
/// <param name="File">Name of the file as the user gave it.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column in characters, from 1.</param>
public readonly record struct SourcePosition(string File, long Line, int Column)
{
    /// <summary><c>file:line:column</c>, as editors and compilers write it.</summary>
    public override string ToString() => $"{File}:{Line}:{Column}";
}
