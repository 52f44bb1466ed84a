using Bursar.Core.Faults;

namespace Bursar.Core.Launch.Yaml;

/// <summary>What the parts of a reader share: faults and positions.</summary>
internal sealed class ReadContext(FaultSink faults)
{
    internal FaultSink Faults { get; } = faults;

    internal Dictionary<string, SourcePosition> Positions { get; } = new(StringComparer.Ordinal);

    /// <summary>The node as a scalar of one of the kinds, or a fault.</summary>
    internal YamlScalar? Scalar(YamlNode node, string path, string wanted, params ReadOnlySpan<YamlScalarKind> kinds)
    {
        if (node is YamlScalar scalar && kinds.Contains(scalar.Kind))
            return scalar;
        WrongType(node, path, wanted);
        return null;
    }

    /// <summary>The fault for a value of another type.</summary>
    internal void WrongType(YamlNode node, string path, string wanted)
    {
        if (node is YamlBroken)
            return;
        string? hint = (node, wanted) switch
        {
            (YamlScalar { Kind: YamlScalarKind.Integer } s, "text") when s.Text.StartsWith("0x", StringComparison.Ordinal) =>
                "Put it in quotes: YAML reads an unquoted 0x… as a number.",
            (YamlScalar { Kind: not YamlScalarKind.Text and not YamlScalarKind.Null }, "text") => "Put it in quotes.",
            (YamlScalar { Kind: YamlScalarKind.Text }, not "text") => "Write it without quotes.",
            (YamlScalar, "a list") => "Write - item lines, or [item, item].",
            _ => "See docs/launch-file.md for the shape.",
        };
        Faults.Add(new Fault("launch.wrong-type", $"Expected {wanted}, found {YamlTree.Shown(node.Describe())}.", path, hint), node.Position);
    }
}
