using System.Collections.Generic;
using Bursar.Evm.Generators.Json;

namespace Bursar.Evm.Generators.HumanReadable;

/// <summary>How far a struct is read.</summary>
internal enum StructState
{
    /// <summary>Nobody has asked for it yet.</summary>
    Unread,

    /// <summary>It is being read: whoever asks for it now is inside it.</summary>
    Open,

    /// <summary>It is read.</summary>
    Read,

    /// <summary>It cannot be read, which was reported.</summary>
    Bad,
}

/// <summary>A struct of the text.</summary>
internal sealed class StructDeclaration(List<Token> tokens)
{
    public List<Token> Tokens { get; } = tokens;

    public StructState State { get; set; }

    public List<JsonValue> Fields { get; } = [];

    /// <summary>Number of parameters when everything in it is written out.</summary>
    public int Weight { get; set; }

    /// <summary>How many structs and tuples stand inside each other in it.</summary>
    public int Depth { get; set; }
}
