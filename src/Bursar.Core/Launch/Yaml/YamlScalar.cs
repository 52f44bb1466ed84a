using System.Text.RegularExpressions;

namespace Bursar.Core.Launch.Yaml;

/// <summary>What a scalar is by the core schema of YAML 1.2.2 (§10.3.2).</summary>
internal enum YamlScalarKind
{
    Null,
    Bool,
    Integer,
    Float,
    Text,
}

/// <summary>A single value: its text, and what the core schema makes of it.</summary>
internal sealed partial record YamlScalar(SourcePosition Position, string Text, YamlScalarKind Kind) : YamlNode(Position)
{
    /// <summary>The kind of a plain (unquoted) scalar.</summary>
    internal static YamlScalarKind KindOf(string plain) => plain switch
    {
        "" or "~" or "null" or "Null" or "NULL" => YamlScalarKind.Null,
        "true" or "True" or "TRUE" or "false" or "False" or "FALSE" => YamlScalarKind.Bool,
        _ when plain.Length > 512 => YamlScalarKind.Text,
        _ when Integer().IsMatch(plain) => YamlScalarKind.Integer,
        _ when Float().IsMatch(plain) => YamlScalarKind.Float,
        _ => YamlScalarKind.Text,
    };

    internal override string Describe() => Kind switch
    {
        YamlScalarKind.Null => "nothing",
        YamlScalarKind.Bool => $"{Text} (yes or no)",
        YamlScalarKind.Integer or YamlScalarKind.Float => $"the number {Text}",
        _ => $"the text '{(Text.Length > 60 ? string.Concat(Text.AsSpan(0, 60), "…") : Text)}'",
    };

    [GeneratedRegex(@"\A(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Integer();

    [GeneratedRegex(@"\A(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\z", RegexOptions.CultureInvariant)]
    private static partial Regex Float();
}
