using System.Text;
using Bursar.Core.Faults;
using Bursar.Core.Launch.Yaml;
using Bursar.Evm.Crypto;

namespace Bursar.Core.Approval;

/// <summary>Reads policy files: YAML 1.2, as strictly as launch files, with every fault at once and each in its place.</summary>
public static class PolicyReader
{
    /// <summary>Most bytes of a policy file.</summary>
    public const int MaxBytes = YamlTree.MaxBytes;

    /// <summary>The policy, or every fault of the file in the order of its lines.</summary>
    /// <param name="yaml">The text of the file.</param>
    /// <param name="fileName">Its name, for faults.</param>
    public static Result<Policy> Read(string yaml, string fileName) => Read(Encoding.UTF8.GetBytes(yaml), fileName);

    /// <summary>The policy, or every fault of the file in the order of its lines.</summary>
    /// <param name="utf8">The exact bytes of the file; their hash is <see cref="Policy.Hash"/>.</param>
    /// <param name="fileName">Its name, for faults.</param>
    public static Result<Policy> Read(ReadOnlySpan<byte> utf8, string fileName)
    {
        var faults = new FaultSink(fileName);
        YamlNode? root = YamlTree.Read(utf8, faults);
        Policy? policy = null;
        if (root is YamlMapping mapping)
            policy = new PolicyParser(new ReadContext(faults)).Parse(mapping, Keccak256.Hash(utf8));
        else if (root is not null)
            faults.Add(new Fault("policy.malformed", $"A policy file is a group of keys, not {YamlTree.Shown(root.Describe())}.", null, "Start with the line: bursar-policy: 1"), root.Position);
        return faults.Any || policy is null ? Result<Policy>.Fail(faults.InOrder()) : policy;
    }
}
