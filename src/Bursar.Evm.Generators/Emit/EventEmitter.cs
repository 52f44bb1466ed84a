using System.Linq;
using Bursar.Evm.Generators.Model;

namespace Bursar.Evm.Generators.Emit;

/// <summary>Writes the record of an event.</summary>
internal static class EventEmitter
{
    private const string Hash32 = TypeEmitter.Primitives + "Hash32";

    public static void Emit(CodeWriter code, TypeEmitter types, EventModel model)
    {
        string declaration = $"event {model.Name}{Docs.Declare(model.Values)}{(model.Anonymous ? " anonymous" : "")}";
        Docs.Write(code, $"The event <c>{model.Name}</c>.", model.Doc, declaration, model.Values);
        code.Line($"public readonly record struct {model.TypeName}{RecordEmitter.PositionalParameters(types, model.Values, hashes: true)}");
        code.Open();
        RecordEmitter.Signature(code, model.Signature);
        if (!model.Anonymous)
        {
            string hash = TypeEmitter.Hash(model.Signature);
            code.Line($"/// <summary>The first topic, <c>0x{hash}</c>.</summary>");
            code.Line($"public static {Hash32} Topic {{ get; }} = new({TypeEmitter.Span(hash, 32)});");
            code.Line();
        }

        TryDecode(code, types, model);
        code.Line();
        Filter(code, types, model);
        RecordEmitter.Equality(code, types, model.TypeName, isClass: false, model.Values, hashes: true);
        code.Close();
    }

    private static void TryDecode(CodeWriter code, TypeEmitter types, EventModel model)
    {
        string name = types.Nested(model.TypeName);
        int first = model.Anonymous ? 0 : 1;
        ParameterModel[] indexed = model.Values.Where(value => value.Indexed).ToArray();
        ParameterModel[] plain = model.Values.Where(value => !value.Indexed).ToArray();
        code.Line("/// <summary>Reads a log.</summary>");
        code.Line("/// <returns>False when it is another event, or malformed.</returns>");
        code.Block(
            $"public static bool TryDecode(global::System.Collections.Generic.IReadOnlyList<{Hash32}> topics, {TypeEmitter.Bytes} data, out {name} decoded)",
            () =>
            {
                code.Line("decoded = default;");
                code.Line($"if (topics.Count != {indexed.Length + first}{(model.Anonymous ? "" : " || topics[0] != Topic")})");
                code.Line("    return false;");
                code.Line("try");
                code.Open();
                for (int i = 0; i < indexed.Length; i++)
                {
                    code.Line($"{Hash32} topic{i} = topics[{i + first}];");
                    if (!indexed[i].Type.IsValueType)
                        continue;
                    code.Line($"var reader{i} = new {TypeEmitter.Abi}AbiReader(topic{i}.Span, 32);");
                    code.Line($"var indexed{i} = {types.Read(indexed[i].Type, "reader" + i)};");
                }

                code.Line($"var reader = new {TypeEmitter.Abi}AbiReader(data, {RecordEmitter.HeadSize(plain)});");
                for (int i = 0; i < plain.Length; i++)
                    code.Line($"var value{i} = {types.Read(plain[i].Type, "reader")};");
                code.Line("reader.Finish();");
                (int t, int v) = (0, 0);
                string arguments = string.Join(", ", model.Values.Select(value => !value.Indexed
                    ? $"value{v++}"
                    : $"{(value.Type.IsValueType ? "indexed" : "topic")}{t++}"));
                code.Line($"decoded = new {name}({arguments});");
                code.Line("return true;");
                code.Close();
                code.Block($"catch ({TypeEmitter.Abi}AbiException)", () => code.Line("return false;"));
            });
    }

    private static void Filter(CodeWriter code, TypeEmitter types, EventModel model)
    {
        ParameterModel[] indexed = model.Values.Where(value => value.Indexed).ToArray();
        code.Line("/// <summary>The topics to ask a node's logs for: by place, the values to accept, none meaning any.</summary>");
        foreach (ParameterModel value in indexed)
            code.Line($"/// <param name=\"{value.Local.TrimStart('@')}\">{Docs.Describe(value)}{(value.Type.IsValueType ? "" : ": the hash of its value")}.</param>");
        string parameters = string.Join(", ", indexed.Select(value => $"{(value.Type.IsValueType ? types.Name(value.Type) : Hash32)}? {value.Local} = null"));
        const string List = $"global::System.Collections.Generic.IReadOnlyList<{Hash32}>";
        code.Line($"public static {List}[] Filter({parameters}) => new {List}[]");
        code.Open();
        if (!model.Anonymous)
            code.Line($"new {Hash32}[] {{ Topic }},");
        foreach (ParameterModel value in indexed)
        {
            string given = $"new {Hash32}[] {{ {TypeEmitter.Abi}AbiTopic.Of(__{value.Member}) }}";
            code.Line($"{value.Local} is {{ }} __{value.Member} ? {given} : global::System.Array.Empty<{Hash32}>(),");
        }

        code.Close(";");
    }
}
