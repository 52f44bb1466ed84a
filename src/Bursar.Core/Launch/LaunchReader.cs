using System.Text;
using Bursar.Core.Faults;
using Bursar.Core.Launch.Yaml;
using Bursar.Evm.Crypto;

namespace Bursar.Core.Launch;

/// <summary>Reads launch files: YAML 1.2, strictly, with every fault at once and each in its place.</summary>
public static class LaunchReader
{
    /// <summary>Most bytes of a launch file.</summary>
    public const int MaxBytes = YamlTree.MaxBytes;

    /// <summary>Deepest nesting of a launch file.</summary>
    public const int MaxDepth = YamlTree.MaxDepth;

    /// <summary>The launch, or every fault of the file in the order of its lines.</summary>
    /// <param name="yaml">The text of the file.</param>
    /// <param name="fileName">Its name, for faults.</param>
    public static Result<Launch> Read(string yaml, string fileName) => Read(Encoding.UTF8.GetBytes(yaml), fileName);

    /// <summary>The launch, or every fault of the file in the order of its lines.</summary>
    /// <param name="utf8">The exact bytes of the file; their hash is <see cref="Launch.Hash"/>.</param>
    /// <param name="fileName">Its name, for faults.</param>
    public static Result<Launch> Read(ReadOnlySpan<byte> utf8, string fileName)
    {
        var faults = new FaultSink(fileName);
        YamlNode? root = YamlTree.Read(utf8, faults);
        Launch? launch = null;
        if (root is YamlMapping mapping)
            launch = new LaunchParser(new ReadContext(faults)).Parse(mapping, Keccak256.Hash(utf8));
        else if (root is not null)
            faults.Add(new Fault("launch.wrong-type", $"A launch file is a group of keys, not {YamlTree.Shown(root.Describe())}.", null, "Start with the line: bursar: 1"), root.Position);
        return faults.Any || launch is null ? Result<Launch>.Fail(faults.InOrder()) : launch;
    }
}
