using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Bursar.Evm.Generators.Json;
using Bursar.Evm.Generators.Model;
using Bursar.Evm.Generators.Naming;

namespace Bursar.Evm.Generators.Parsing;

/// <summary>Reads types and parameter lists, and gathers the structs that they name.</summary>
internal sealed class TypeParser(NameScope names, Reporter reporter)
{
    private const int MaxDepth = 32;
    private const int MaxStaticSize = 1 << 20;
    private readonly Dictionary<string, StructModel> _structs = [];
    private readonly List<StructModel> _order = [];

    public EquatableArray<StructModel> Structs => new(_order);

    /// <summary>Reads a list of parameters.</summary>
    /// <param name="entry">What they belong to.</param>
    /// <param name="key"><c>inputs</c>, <c>outputs</c> or <c>components</c>.</param>
    /// <param name="context">Name for a struct that has none.</param>
    /// <param name="docs">NatSpec by name.</param>
    /// <param name="depth">How deep tuples are nested here.</param>
    public EquatableArray<ParameterModel> Parameters(
        JsonValue entry, string key, string context, Dictionary<string, string>? docs = null, int depth = 0)
    {
        JsonValue? list = entry.Get(key);
        if (list is null)
            return default;
        if (list.Items is null)
            throw new AbiEntryException(list, $"'{key}' is not an array");
        var members = new NameScope(ReservedMembers);
        var result = new List<ParameterModel>();
        for (int i = 0; i < list.Items.Count; i++)
        {
            JsonValue item = list.Items[i];
            string name = item.GetText("name") ?? "";
            if (!Identifiers.IsSolidity(name))
                throw new AbiEntryException(item, $"'{key}' has a name that is no identifier");
            string member = Identifiers.Member(name);
            if (member.Length == 0)
                member = list.Items.Count == 1 ? "Value" : "Value" + (i + 1).ToString(CultureInfo.InvariantCulture);
            TypeModel type = Type(item, context + member, depth);
            member = members.Claim(member, "");
            string? doc = docs is null ? null : docs.TryGetValue(name.Length > 0 ? name : "_" + i.ToString(CultureInfo.InvariantCulture), out string? text) ? text : null;
            result.Add(new ParameterModel(name, member, Identifiers.Local(member), type, item.IsTrue("indexed"), doc));
        }

        return new EquatableArray<ParameterModel>(result);
    }

    /// <summary>The canonical text of a parameter list, as in signatures.</summary>
    public static string Canonical(EquatableArray<ParameterModel> parameters) => $"({string.Join(",", parameters.Select(p => p.Type.Canonical))})";

    /// <summary>Renames the member that has the name of its own type, which C# forbids.</summary>
    public static EquatableArray<ParameterModel> Avoid(EquatableArray<ParameterModel> parameters, string type)
    {
        if (parameters.All(parameter => parameter.Member != type))
            return parameters;
        string free = new NameScope([.. parameters.Select(parameter => parameter.Member), .. ReservedMembers]).Claim(type + "Value", "");
        return new EquatableArray<ParameterModel>(parameters.Select(parameter =>
            parameter.Member == type ? parameter with { Member = free, Local = Identifiers.Local(free) } : parameter));
    }

    /// <summary>Names that every record has, or that the emitter adds to one.</summary>
    private static readonly string[] ReservedMembers =
    [
        "Selector", "Signature", "Topic", "Encode", "TryDecode", "DecodeResult", "Filter", "Read", "Write", "Equals", "GetHashCode", "ToString",
        "Deconstruct", "GetType", "EqualityContract", "PrintMembers", "MemberwiseClone", "ReferenceEquals", "Finalize", "Clone",
    ];

    private TypeModel Type(JsonValue item, string context, int depth)
    {
        string text = item.GetText("type") ?? throw new AbiEntryException(item, "a parameter has no type");
        if (depth > MaxDepth)
            throw new AbiEntryException(item, $"it is nested more than {MaxDepth} deep", text);
        int bracket = text.IndexOf('[');
        string name = bracket < 0 ? text : text.Substring(0, bracket);
        TypeModel type = name == "tuple" ? Tuple(item, context, depth) : Elementary(item, name);
        while (bracket >= 0)
        {
            int close = text.IndexOf(']', bracket);
            if (close < 0 || (close + 1 < text.Length && text[close + 1] != '['))
                throw new AbiEntryException(item, "its brackets do not match", text);
            type = ArrayOf(item, text, type, text.Substring(bracket + 1, close - bracket - 1));
            bracket = close + 1 < text.Length ? close + 1 : -1;
            if (++depth > MaxDepth)
                throw new AbiEntryException(item, $"it is nested more than {MaxDepth} deep", text);
        }

        return type;
    }

    private static TypeModel ArrayOf(JsonValue item, string text, TypeModel element, string length)
    {
        if (length.Length == 0)
            return new TypeModel(TypeKind.Array, 0, element, null, element.Canonical + "[]", element.Solidity + "[]", true, 32);
        if (!int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out int count) || count == 0)
            throw new AbiEntryException(item, "an array's length is a positive number", text);
        long size = (long)count * element.HeadSize;
        if (size > MaxStaticSize)
            throw new AbiEntryException(item, "its encoding is larger than a megabyte", text);
        string suffix = $"[{length}]";
        return new TypeModel(
            TypeKind.FixedArray, count, element, null, element.Canonical + suffix, element.Solidity + suffix, element.IsDynamic, (int)size);
    }

    private static TypeModel Elementary(JsonValue item, string name) => name switch
    {
        "bool" => Word(TypeKind.Bool, 0, name),
        "address" => Word(TypeKind.Address, 0, name),
        "uint" or "int" => Integer(item, name, name + "256"),
        "function" => Word(TypeKind.FixedBytes, 24, name),
        "bytes" => new TypeModel(TypeKind.Bytes, 0, null, null, name, name, true, 32),
        "string" => new TypeModel(TypeKind.Text, 0, null, null, name, name, true, 32),
        _ when name.StartsWith("uint", System.StringComparison.Ordinal) || name.StartsWith("int", System.StringComparison.Ordinal) => Integer(item, name, name),
        _ when name.StartsWith("bytes", System.StringComparison.Ordinal) => Word(TypeKind.FixedBytes, Number(item, name, 5, 1, 32, 1), name),
        _ when name.Contains("fixed") => throw new AbiEntryException(item, "Solidity has no fixed point numbers yet", name),
        _ => throw new AbiEntryException(item, "no such type is known", name),
    };

    private static TypeModel Integer(JsonValue item, string written, string name)
    {
        bool signed = name[0] == 'i';
        return Word(signed ? TypeKind.Int : TypeKind.UInt, Number(item, name, signed ? 3 : 4, 8, 256, 8), name) with { Solidity = written };
    }

    private static int Number(JsonValue item, string name, int prefix, int from, int to, int step)
    {
        string digits = name.Substring(prefix);
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number < from || number > to || number % step != 0
            || digits[0] == '0')
        {
            throw new AbiEntryException(item, $"its size is not {from} to {to} in steps of {step}", name);
        }

        return number;
    }

    private static TypeModel Word(TypeKind kind, int size, string name) => new(kind, size, null, null, name, name, false, 32);

    private TypeModel Tuple(JsonValue item, string context, int depth)
    {
        string internalType = item.GetText("internalType") ?? "";
        string solidity = internalType.StartsWith("struct ", System.StringComparison.Ordinal) ? internalType.Substring(7).Split('[')[0] : "";
        if (!Identifiers.IsSolidity(solidity))
            throw new AbiEntryException(item, "a struct has a name that is no identifier");
        string name = Identifiers.Type(solidity.Substring(solidity.LastIndexOf('.') + 1));
        if (name.Length == 0)
            name = context;
        EquatableArray<ParameterModel> fields = Parameters(item, "components", name, null, depth + 1);
        if (fields.Count == 0)
            throw new AbiEntryException(item, "a tuple needs components", "tuple");
        string canonical = Canonical(fields);
        bool dynamic = fields.Any(field => field.Type.IsDynamic);
        long size = fields.Sum(field => (long)field.Type.HeadSize);
        if (size > MaxStaticSize)
            throw new AbiEntryException(item, "its encoding is larger than a megabyte", canonical);
        string key = $"{(solidity.Length > 0 ? solidity : name)}|{string.Join(",", fields.Select(field => field.Type.Canonical + " " + field.Name))}";
        if (!_structs.TryGetValue(key, out StructModel? model))
        {
            string free = names.Claim(name, "");
            if (free != name)
                reporter.Report(Descriptors.NameCollision, item.Position, name, solidity.Length > 0 ? solidity : canonical, free);
            model = new StructModel(free, solidity, Avoid(fields, free), dynamic, (int)size);
            _structs.Add(key, model);
            _order.Add(model);
        }

        return new TypeModel(TypeKind.Struct, 0, null, model.Name, canonical, solidity.Length > 0 ? solidity : canonical, dynamic, (int)size);
    }
}
