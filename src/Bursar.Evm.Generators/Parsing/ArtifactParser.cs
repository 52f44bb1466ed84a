using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Bursar.Evm.Generators.Json;
using Bursar.Evm.Generators.Model;
using Bursar.Evm.Generators.Naming;
using Microsoft.CodeAnalysis.Text;

namespace Bursar.Evm.Generators.Parsing;

/// <summary>Reads one file: an artifact (ours, or one of Hardhat's or Foundry's), a bare ABI, or an ABI written as Solidity declarations.</summary>
internal static class ArtifactParser
{
    private const string TextSuffix = ".abi.txt";

    public static ContractModel Parse(string path, SourceText source)
    {
        var reporter = new Reporter(path, source);
        string name = Identifiers.Type(Path.GetFileNameWithoutExtension(path.EndsWith(TextSuffix, StringComparison.OrdinalIgnoreCase) ? path.Substring(0, path.Length - 4) : path));
        if (IsText(path, source))
            return Model(path, name, HumanReadable.AbiTextParser.Parse(source.ToString(), reporter), reporter);
        try
        {
            JsonValue root = JsonParser.Parse(source.ToString());
            return Model(path, name, root, reporter);
        }
        catch (JsonException e)
        {
            reporter.Report(Descriptors.InvalidJson, e.Position, e.Message);
            return Empty(path, name, reporter);
        }
    }

    /// <summary>Whether a file's name says that it holds an ABI.</summary>
    public static bool IsInput(string path) => path.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
        || path.EndsWith(".abi", StringComparison.OrdinalIgnoreCase) || path.EndsWith(TextSuffix, StringComparison.OrdinalIgnoreCase);

    /// <summary>A file of declarations; compilers write JSON into <c>.abi</c> files, which shows at the first character.</summary>
    private static bool IsText(string path, SourceText source)
    {
        if (path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            return false;
        int at = 0;
        while (at < source.Length && (char.IsWhiteSpace(source[at]) || source[at] == '\ufeff'))
            at++;
        return at == source.Length || source[at] is not ('[' or '{');
    }

    private static ContractModel Model(string path, string name, JsonValue root, Reporter reporter)
    {
        JsonValue? abi = root.Items is not null ? root : root.Get("abi");
        if (abi?.Items is null)
        {
            reporter.Report(Descriptors.NotAnArtifact, root.Position);
            return Empty(path, name, reporter);
        }

        name = Identifiers.Type(root.GetText("contractName") ?? "") is { Length: > 0 } given ? given : name.Length > 0 ? name : "Contract";
        var docs = new NatSpec(root.Get("devdoc"), root.Get("userdoc"));
        var entries = new EntryParser(name, reporter, docs);
        entries.Read(abi);
        bool bare = root.Items is not null;
        string? creation = bare ? null : Code(root, "bytecode", name, reporter);
        string? runtime = bare ? null : Code(root, "deployedBytecode", name, reporter);
        return new ContractModel(
            path,
            name,
            docs.Contract,
            entries.Structs,
            entries.Functions,
            entries.Events,
            entries.Errors,
            new CodeModel(creation, runtime, entries.ConstructorInputs, runtime is null ? default : Immutables(root, runtime, reporter), entries.ConstructorDoc),
            reporter.Diagnostics);
    }

    private static ContractModel Empty(string path, string name, Reporter reporter) =>
        new(path, name, new DocModel(null, null), default, default, default, default, new CodeModel(null, null, default, default, new DocModel(null, null)), reporter.Diagnostics);

    private static string? Code(JsonValue root, string key, string contract, Reporter reporter)
    {
        JsonValue? value = root.Get(key);
        string text = value?.Text ?? value?.GetText("object") ?? "";
        string digits = text.StartsWith("0x", StringComparison.Ordinal) ? text.Substring(2) : text;
        if (value is null)
            return null;
        if (digits.Length == 0)
        {
            reporter.Report(Descriptors.MissingBytecode, value.Position, key, contract);
            return null;
        }

        string? fault = digits.Contains("__$") || digits.Contains("__") ? "a library is not linked into it"
            : digits.Length % 2 != 0 ? "it has an odd number of digits"
            : digits.All(IsHex) ? null
            : "it is not hexadecimal";
        if (fault is null)
            return digits.ToLowerInvariant();
        reporter.Report(Descriptors.UnusableBytecode, value.Position, key, fault);
        return null;
    }

    private static EquatableArray<ImmutableModel> Immutables(JsonValue root, string runtime, Reporter reporter)
    {
        JsonValue? all = root.Get("immutableReferences") ?? root.Get("deployedBytecode")?.Get("immutableReferences");
        var result = new List<ImmutableModel>();
        if (all?.Members is null)
            return default;
        foreach (KeyValuePair<string, JsonValue> pair in all.Members)
        {
            foreach (JsonValue place in pair.Value.Items ?? [])
            {
                if (!Identifiers.IsSolidity(pair.Key) || !Number(place, "start", out int start) || !Number(place, "length", out int length) || (long)start + length > runtime.Length / 2)
                {
                    reporter.Report(Descriptors.BadImmutableReference, place.Position, $"'{pair.Key}' has no place inside the deployed bytecode");
                    return default;
                }

                result.Add(new ImmutableModel(pair.Key, start, length));
            }
        }

        return new EquatableArray<ImmutableModel>(result.OrderBy(place => place.Start));
    }

    private static bool Number(JsonValue place, string key, out int number)
    {
        number = 0;
        return place.Get(key)?.Literal is { } text && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private static bool IsHex(char c) => c is (>= '0' and <= '9') or (>= 'a' and <= 'f') or (>= 'A' and <= 'F');
}
