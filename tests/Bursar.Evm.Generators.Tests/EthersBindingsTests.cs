using System.IO.Compression;
using System.Reflection;
using System.Text.Json;
using Bursar.Evm.Generators.Tests.Running;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Evm.Generators.Tests;

/// <summary>Bindings generated from the ABIs of @ethersproject/testcases, run on what the real contracts returned.</summary>
public sealed class EthersBindingsTests
{
    private const int Every = 12;
    private const int AtLeast = 150;

    /// <summary>Every twelfth case: <c>testSig</c> takes the same types that <c>test</c> returned, so the result behind a selector is calldata.</summary>
    [Fact]
    public void Generated_calls_read_and_write_what_Solidity_encoded()
    {
        Dictionary<string, string> results = Load("contract-interface-abi2").ToDictionary(test => test.GetProperty("name").GetString()!, test => test.GetProperty("result").GetString()!);
        JsonElement[] tests = [.. Load("contract-signatures").Where((_, i) => i % Every == 0)];
        (string, string)[] files = [.. tests.Select((test, i) => ($"Case{i}.json", test.GetProperty("abi").GetString()!))];
        Generation generation = Generation.Of(files);
        Assert.Empty(generation.Result.Diagnostics);
        generation.AssertCompilesCleanly();
        Assembly assembly = generation.Load();
        int count = 0;
        foreach (JsonElement test in tests)
        {
            string name = test.GetProperty("name").GetString()!;
            string calldata = test.GetProperty("sigHash").GetString() + results[name][2..];
            Type call = assembly.GetType($"Sample.Case{count}+TestSigCall", throwOnError: true)!;
            Assert.Equal(test.GetProperty("signature").GetString(), call.GetField("Signature")!.GetRawConstantValue());
            object[] arguments = Decode(call, Hex.Decode(calldata));
            Assert.True((bool)arguments[0], $"{name} does not decode: {calldata}");
            Assert.Equal(calldata, Hex.Encode((byte[])call.GetMethod("Encode")!.Invoke(arguments[1], null)!));
            count++;
        }

        Assert.True(count >= AtLeast, $"only {count} of at least {AtLeast} published cases ran");
    }

    /// <summary>Reflection cannot pass a span: a generic method bound to the type can.</summary>
    private static object[] Decode(Type call, byte[] calldata)
    {
        MethodInfo bound = typeof(EthersBindingsTests).GetMethod(nameof(DecodeAs), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(call);
        return (object[])bound.Invoke(null, [calldata])!;
    }

    private static object[] DecodeAs<T>(byte[] calldata)
        where T : struct
    {
        var decode = typeof(T).GetMethod("TryDecode")!.CreateDelegate<Decoder<T>>();
        bool decoded = decode(calldata, out T call);
        return [decoded, call];
    }

    private delegate bool Decoder<T>(ReadOnlySpan<byte> calldata, out T call);

    private static JsonElement[] Load(string name)
    {
        string path = Repository.Path("contracts", "node_modules", "@ethersproject", "testcases", "testcases", name + ".json.gz");
        Assert.True(File.Exists(path), "The published vectors are missing: run 'npm ci' in contracts/ (package @ethersproject/testcases).");
        using var unzipped = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using JsonDocument document = JsonDocument.Parse(unzipped);
        return [.. document.RootElement.Clone().EnumerateArray()];
    }
}
