using System.Reflection;
using Bursar.Evm.Abi;
using Bursar.Evm.Generators.Tests.Running;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Evm.Generators.Tests;

public sealed class BindingsTests
{
    /// <summary>The widths where one C# type ends and the next begins.</summary>
    private static readonly string[] Leaves =
    [
        .. new[] { 8, 16, 24, 32, 40, 64, 72, 256 }.SelectMany(bits => new[] { $"uint{bits}", $"int{bits}" }),
        "bytes1", "bytes31", "bytes32", "uint", "int", "bool", "address", "bytes", "string", "function",
    ];

    [Fact]
    public void All_types_and_arrays_of_them_compile_without_a_complaint()
    {
        string functions = string.Join(",", Leaves.Select((leaf, i) => Samples.Echo($"echo{i}", [leaf, leaf + "[]", leaf + "[2]", leaf + "[][3]", leaf + "[3][]", leaf + "[][][2]"])));
        string events = string.Join(",", Leaves.Select((leaf, i) => $$"""
            {"type":"event","name":"E{{i}}","inputs":[{"name":"a","type":"{{leaf}}","indexed":true},{"name":"b","type":"{{leaf}}[]","indexed":true},{"name":"c","type":"{{leaf}}[2][]","indexed":false}]},
            {"type":"error","name":"R{{i}}","inputs":[{"name":"a","type":"{{leaf}}"},{"name":"b","type":"{{leaf}}[][2]"}]}
            """));
        Generation generation = Generation.Of(("Wide.json", $"[{functions},{events}]"));
        Assert.Empty(generation.Result.Diagnostics);
        generation.AssertCompilesCleanly();
    }

    /// <summary>Names that are keywords, that the emitter uses itself, that are equal but for underscores, or that are missing.</summary>
    [Fact]
    public void Awkward_names_compile_without_a_complaint()
    {
        const string Values =
            """
            {"name":"event","type":"bool"},{"name":"class","type":"string"},{"name":"_x","type":"uint8"},{"name":"x_","type":"bytes"},{"name":"","type":"bool"},{"name":"","type":"bool"},
            {"name":"selector","type":"bytes4"},{"name":"topic","type":"bytes32"},{"name":"writer","type":"uint8"},{"name":"reader","type":"uint8"},{"name":"data","type":"bytes"},
            {"name":"encode","type":"bool"},{"name":"equals","type":"bool"},{"name":"getHashCode","type":"bool"},{"name":"$dollar","type":"bool"},{"name":"_1","type":"bool"},
            {"name":"name","type":"string"},{"name":"arguments","type":"string[]"},{"name":"decoded","type":"bool"},{"name":"string","type":"address[]"},{"name":"call","type":"bool"},
            {"name":"Address","type":"address"},{"name":"__writer","type":"bool"},{"name":"other","type":"bytes"},{"name":"hash","type":"bytes"},{"name":"frame","type":"bool[]"}
            """;
        string indexed = Values.Replace("\"type\"", "\"indexed\":false,\"type\"", StringComparison.Ordinal).Replace("\"name\":\"event\",\"indexed\":false", "\"name\":\"event\",\"indexed\":true", StringComparison.Ordinal);
        string tuple = $$"""{"name":"item","type":"tuple[]","internalType":"struct Awkward.Item[]","components":[{{Values}},{"name":"item","type":"bool"}]}""";
        string abi = $$"""
            [{"type":"constructor","inputs":[{{Values}},{{tuple}}]},
             {"type":"function","name":"class","inputs":[{{Values}}],"outputs":[{{Values}},{{tuple}}]},
             {"type":"function","name":"DOMAIN_SEPARATOR","inputs":[],"outputs":[{{tuple}}]},
             {"type":"function","name":"awkward","inputs":[{"name":"awkwardCall","type":"bool"}],"outputs":[]},
             {"type":"event","name":"event","inputs":[{{indexed}}]},
             {"type":"event","name":"Quiet","anonymous":true,"inputs":[{{indexed}}]},
             {"type":"error","name":"Drop_Broken","inputs":[{{Values}},{{tuple}}]},
             {"type":"fallback","stateMutability":"payable"},{"type":"receive","stateMutability":"payable"}]
            """;
        Generation generation = Generation.Of(("Awkward.json", $$$"""{"contractName":"Awkward","abi":{{{abi}}},"bytecode":"0x60","deployedBytecode":{"object":"0x6001"}}"""));
        Assert.Empty(generation.Result.Diagnostics);
        generation.AssertCompilesCleanly();
        string source = generation.Source("Awkward.g.cs");
        Assert.Contains("struct DomainSeparatorCall", source, StringComparison.Ordinal);
        Assert.Contains("record Drop_BrokenError(", source, StringComparison.Ordinal);
        Assert.Contains("byte X, byte[] X2, bool Value5, bool Value6", source, StringComparison.Ordinal);
        Assert.Contains("CreationCode(bool @event, string @class, byte x,", generation.Source("Awkward.Bytecode.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void Overloads_are_numbered_in_the_order_of_the_ABI()
    {
        Generation generation = Generation.Of(("Overloads.json", $"[{Samples.Echo("send", ["bool"])},{Samples.Echo("send", ["bool", "address"])},{Samples.Echo("send2", ["bool"])}]"));
        generation.AssertCompilesCleanly();
        string source = generation.Source("Overloads.g.cs");
        Assert.Contains("struct SendCall(bool P0)", source, StringComparison.Ordinal);
        Assert.Contains("struct Send2Call(bool P0, global::Bursar.Evm.Primitives.Address P1)", source, StringComparison.Ordinal);
        Assert.Contains("struct Send22Call(bool P0)", source, StringComparison.Ordinal);
    }

    [Fact]
    public void NatSpec_of_the_artifact_becomes_documentation()
    {
        const string Artifact =
            """
            {"contractName":"Documented",
             "abi":[{"type":"function","name":"pay","stateMutability":"payable","inputs":[{"name":"to","type":"address"}],"outputs":[{"name":"paid","type":"uint256"},{"name":"","type":"bool"}]},
                    {"type":"error","name":"Broke","inputs":[{"name":"left","type":"uint256"}]}],
             "userdoc":{"notice":"Pays <people> & others.","methods":{"pay(address)":{"notice":"Pays somebody."}},"errors":{"Broke(uint256)":[{"notice":"No money left."}]}},
             "devdoc":{"details":"Holds nothing.","methods":{"pay(address)":{"details":"Reverts\n  on zero.","params":{"to":"who is paid"},"returns":{"paid":"base units","_1":"whether it was all"}}}}}
            """;
        Generation generation = Generation.Of(("Documented.json", Artifact));
        generation.AssertCompilesCleanly();
        string source = generation.Source("Documented.g.cs");
        foreach (string expected in new[]
        {
            "/// <summary>Pays &lt;people&gt; &amp; others.</summary>",
            "/// <remarks>Holds nothing.</remarks>",
            "/// <summary>Pays somebody.</summary>",
            "/// <remarks>Reverts on zero. Solidity: <c>function pay(address to) payable returns (uint256 paid, bool)</c></remarks>",
            "/// <param name=\"To\">who is paid (<c>address to</c>)</param>",
            "/// <param name=\"Paid\">base units (<c>uint256 paid</c>)</param>",
            "/// <param name=\"Value2\">whether it was all (<c>bool</c>)</param>",
            "/// <summary>No money left.</summary>",
        })
        {
            Assert.Contains(expected, source, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_namespace_is_the_projects_or_the_one_it_names()
    {
        Assert.Contains("namespace Sample;", Generation.Of(("Greeter.json", Samples.Greeter)).Source("Greeter.g.cs"), StringComparison.Ordinal);
        var properties = new Dictionary<string, string> { ["RootNamespace"] = "Sample", ["BursarBindingsNamespace"] = "Other.Place" };
        Generation named = Generation.Of(properties, ("Greeter.json", Samples.Greeter));
        Assert.Contains("namespace Other.Place;", named.Source("Greeter.g.cs"), StringComparison.Ordinal);
        named.AssertCompilesCleanly();
    }

    [Fact]
    public void Files_that_are_not_JSON_are_left_alone() => Assert.Empty(Generation.Of(("notes.txt", "hello")).Result.GeneratedSources);

    [Fact]
    public void Selectors_and_topics_are_those_of_the_runtime()
    {
        Assembly assembly = Generation.Of(("Mixed.json", $$"""[{{Samples.Echo("echo", ["uint256", "string[2][]"])}},{"type":"event","name":"Seen","inputs":[{"name":"a","type":"uint","indexed":true}]}]""")).Load();
        Type call = assembly.GetType("Sample.Mixed+EchoCall", throwOnError: true)!;
        Assert.Equal(Selector.Of("echo(uint256,string[2][])"), call.GetProperty("Selector")!.GetValue(null));
        Type seen = assembly.GetType("Sample.Mixed+SeenEvent", throwOnError: true)!;
        Assert.Equal(Crypto.Keccak256.Hash("Seen(uint256)"u8), seen.GetProperty("Topic")!.GetValue(null));
    }

    [Fact]
    public void Code_and_immutable_references_are_the_artifacts()
    {
        const string Artifact =
            """
            {"contractName":"Coded","abi":[],"bytecode":"0xC0FFEE","deployedBytecode":"0x00010203040506070809","immutableReferences":{"_b":[{"start":4,"length":2}],"_a":[{"start":7,"length":1},{"start":1,"length":1}]}}
            """;
        Type coded = Generation.Of(("Coded.json", Artifact)).Load().GetType("Sample.Coded", throwOnError: true)!;
        Assert.Equal([0xc0, 0xff, 0xee], (byte[])coded.GetMethod("CreationCode")!.Invoke(null, null)!);
        ImmutableReference[] places = [new("_a", 1, 1), new("_b", 4, 2), new("_a", 7, 1)];
        Assert.Equal(places, (IReadOnlyList<ImmutableReference>)coded.GetProperty("ImmutableReferences")!.GetValue(null)!);
    }
}
