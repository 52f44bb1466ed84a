using System;

namespace Bursar.Evm.Generators.HumanReadable;

/// <summary>A declaration that cannot be read. It is reported and left out; the rest of the file goes on.</summary>
internal sealed class TextException(int position, string reason) : Exception(reason)
{
    /// <summary>Index of the character where it stops making sense.</summary>
    public int Position { get; } = position;
}
