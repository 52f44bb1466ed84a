using System;
using Bursar.Evm.Generators.Json;

namespace Bursar.Evm.Generators.Parsing;

/// <summary>An entry of an ABI that cannot be bound. It is reported and left out; the rest of the file goes on.</summary>
internal sealed class AbiEntryException(JsonValue at, string reason, string? type = null) : Exception(reason)
{
    public JsonValue At { get; } = at;

    /// <summary>The type that is not supported; null when the entry is malformed.</summary>
    public string? Type { get; } = type;
}
