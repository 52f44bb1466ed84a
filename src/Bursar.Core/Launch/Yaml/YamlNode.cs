namespace Bursar.Core.Launch.Yaml;

/// <summary>A value of a YAML document and where it begins.</summary>
internal abstract record YamlNode(SourcePosition Position)
{
    /// <summary>What it is, for messages.</summary>
    internal abstract string Describe();
}

/// <summary>A list of values.</summary>
internal sealed record YamlSequence(SourcePosition Position, List<YamlNode> Items) : YamlNode(Position)
{
    internal override string Describe() => "a list";
}

/// <summary>Keys and values, in the order of the file, each key once.</summary>
internal sealed record YamlMapping(SourcePosition Position, List<YamlEntry> Entries) : YamlNode(Position)
{
    internal override string Describe() => "a group of keys";
}

/// <summary>One key of a mapping with its value.</summary>
internal sealed record YamlEntry(string Key, SourcePosition KeyPosition, YamlNode Value);

/// <summary>Something that a fault has been raised for already.</summary>
internal sealed record YamlBroken(SourcePosition Position) : YamlNode(Position)
{
    internal override string Describe() => "something unreadable";
}
