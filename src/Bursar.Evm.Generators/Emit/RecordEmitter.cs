using System.Collections.Generic;
using System.Linq;
using Bursar.Evm.Generators.Model;

namespace Bursar.Evm.Generators.Emit;

/// <summary>Parts that calls, results, events, errors and structs have in common.</summary>
internal static class RecordEmitter
{
    public static string PositionalParameters(TypeEmitter types, IEnumerable<ParameterModel> parameters, bool hashes = false) =>
        $"({string.Join(", ", parameters.Select(p => $"{Type(types, p, hashes)} {p.Member}"))})";

    public static int HeadSize(IEnumerable<ParameterModel> parameters) => parameters.Sum(p => p.Type.HeadSize);

    /// <summary>A guess of the bytes of the tails: 0 when all is static.</summary>
    public static int TailHint(IEnumerable<ParameterModel> parameters) => parameters.Any(p => p.Type.IsDynamic) ? 256 : 0;

    public static string ReadAll(TypeEmitter types, IEnumerable<ParameterModel> parameters, string reader) =>
        string.Join(", ", parameters.Select(p => types.Read(p.Type, reader)));

    public static void WriteAll(CodeWriter code, TypeEmitter types, IEnumerable<ParameterModel> parameters, string writer)
    {
        foreach (ParameterModel parameter in parameters)
            code.Line(types.Write(parameter.Type, writer, parameter.Member));
    }

    public static void Signature(CodeWriter code, string signature)
    {
        code.Line("/// <summary>The canonical signature.</summary>");
        code.Line($"public const string Signature = \"{signature}\";");
        code.Line();
    }

    public static void Selector(CodeWriter code, string signature)
    {
        string hash = TypeEmitter.Hash(signature);
        code.Line($"/// <summary>The selector, <c>0x{hash.Substring(0, 8)}</c>.</summary>");
        code.Line($"public static {TypeEmitter.Primitives}Selector Selector => new(0x{hash.Substring(0, 8)}u);");
        code.Line();
    }

    /// <summary>Writes <c>Encode</c>: selector and values.</summary>
    public static void Encode(CodeWriter code, TypeEmitter types, string signature, EquatableArray<ParameterModel> values, string summary)
    {
        code.Line($"/// <summary>{summary}</summary>");
        code.Block("public byte[] Encode()", () =>
        {
            string prefix = TypeEmitter.Span(TypeEmitter.Hash(signature), 4);
            code.Line($"var writer = new {TypeEmitter.Abi}AbiWriter({prefix}, {HeadSize(values)}, {TailHint(values)});");
            WriteAll(code, types, values, "writer");
            code.Line("return writer.Finish();");
        });
    }

    /// <summary>Writes equality by content, for records that hold lists or bytes.</summary>
    public static void Equality(
        CodeWriter code, TypeEmitter types, string name, bool isClass, IEnumerable<ParameterModel> parameters, bool hashes = false)
    {
        ParameterModel[] all = parameters.ToArray();
        if (!all.Any(p => TypeEmitter.NeedsEquality(p.Type) && !(hashes && p.Indexed)))
            return;
        code.Line();
        code.Line("/// <summary>Compares lists and bytes by their content.</summary>");
        IEnumerable<string> comparisons = all.Select(p => hashes && p.Indexed && !p.Type.IsValueType
            ? $"{p.Member} == other.{p.Member}"
            : types.Same(p.Type, p.Member, $"other.{p.Member}"));
        string body = string.Join(" && ", isClass ? comparisons.Prepend("other is not null") : comparisons);
        code.Line($"public bool Equals({name}{(isClass ? "?" : "")} other) => {body};");
        code.Line();
        code.Line("/// <inheritdoc/>");
        IEnumerable<string> parts = all.Select(p => TypeEmitter.NeedsEquality(p.Type) && !(hashes && p.Indexed)
            ? $"{TypeEmitter.Abi}AbiEquality.Hash({p.Member})"
            : p.Member);
        code.Block("public override int GetHashCode()", () =>
        {
            code.Line("var hash = default(global::System.HashCode);");
            foreach (string part in parts)
                code.Line($"hash.Add({part});");
            code.Line("return hash.ToHashCode();");
        });
    }

    private static string Type(TypeEmitter types, ParameterModel parameter, bool hashes) =>
        hashes && parameter.Indexed && !parameter.Type.IsValueType ? TypeEmitter.Primitives + "Hash32" : types.Name(parameter.Type);
}
