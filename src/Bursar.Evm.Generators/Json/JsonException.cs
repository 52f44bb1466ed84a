using System;

namespace Bursar.Evm.Generators.Json;

/// <summary>Text that is not JSON, with the place where it stops being so.</summary>
internal sealed class JsonException(string message, int position) : Exception(message)
{
    public int Position { get; } = position;
}
