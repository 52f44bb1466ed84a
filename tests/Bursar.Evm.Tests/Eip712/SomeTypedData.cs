using System.Text.Json.Nodes;
using Bursar.Evm.Primitives;
using Bursar.Evm.Tests.Abi.Dynamic;

namespace Bursar.Evm.Tests.Eip712;

/// <summary>Random typed-data documents: structs that refer to each other and, through arrays, to themselves; arrays of arrays; every elementary type; every domain.</summary>
internal sealed class SomeTypedData
{
    private static readonly string[] Names = ["Mail", "Person", "asset", "Z9", "_Order", "B", "A", "Longer$Name"];
    private static readonly string[] Leaves =
        ["bool", "address", "string", "bytes", "uint8", "uint48", "uint128", "uint256", "int8", "int64", "int136", "int256", "bytes1", "bytes4", "bytes20", "bytes32"];

    private readonly Random _random;
    private readonly Dictionary<string, List<(string Name, string Type)>> _structs = [];

    private SomeTypedData(Random random, bool recursive)
    {
        _random = random;
        foreach (string name in Names.OrderBy(_ => random.Next()).Take(random.Next(1, 5)))
            _structs.Add(name, []);
        string[] all = [.. _structs.Keys];
        for (int i = 0; i < all.Length; i++)
        {
            for (int field = random.Next(1, 5); field > 0; field--)
                _structs[all[i]].Add(($"f{field}", Type(all, i, recursive)));
        }
    }

    /// <summary>One document; only a recursive one has structs that refer back.</summary>
    public static JsonObject Next(Random random, bool recursive)
    {
        var made = new SomeTypedData(random, recursive);
        string primary = made._structs.Keys.First();
        (JsonArray domainType, JsonObject domain) = made.Domain();
        var types = new JsonObject { ["EIP712Domain"] = domainType };
        foreach ((string name, List<(string Name, string Type)> fields) in made._structs)
            types[name] = new JsonArray([.. fields.Select(static f => (JsonNode)Field(f.Name, f.Type))]);
        return new JsonObject { ["types"] = types, ["primaryType"] = primary, ["domain"] = domain, ["message"] = made.Struct(primary, 0) };
    }

    private static JsonObject Field(string name, string type) => new() { ["name"] = name, ["type"] = type };

    /// <summary>A struct refers to those behind it as it likes, and to itself and those before it only through arrays that can be empty.</summary>
    private string Type(string[] all, int self, bool recursive)
    {
        string array = _random.Next(4) == 0 ? new[] { "[]", "[2]", "[][]", "[1][]", "[][2]" }[_random.Next(5)] : "";
        if (_random.Next(3) != 0 || (!recursive && self == all.Length - 1))
            return Leaves[_random.Next(Leaves.Length)] + array;
        int other = _random.Next(recursive ? 0 : self + 1, all.Length);
        return other > self ? all[other] + array : all[other] + "[]";
    }

    private (JsonArray Type, JsonObject Value) Domain()
    {
        var type = new JsonArray();
        var value = new JsonObject();
        foreach ((string name, string of) in new[] { ("name", "string"), ("version", "string"), ("chainId", "uint256"), ("verifyingContract", "address"), ("salt", "bytes32") })
        {
            if (_random.Next(3) == 0)
                continue;
            type.Add(Field(name, of));
            value[name] = Value(of, 0);
        }

        return (type, value);
    }

    private JsonObject Struct(string name, int depth)
    {
        var value = new JsonObject();
        foreach ((string field, string type) in _structs[name])
            value[field] = Value(type, depth);
        return value;
    }

    private JsonNode Value(string type, int depth)
    {
        if (type.EndsWith(']'))
        {
            int open = type.LastIndexOf('[');
            string length = type[(open + 1)..^1];
            int count = length.Length > 0 ? int.Parse(length) : depth > 1 ? 0 : _random.Next(3);
            return new JsonArray([.. Enumerable.Range(0, count).Select(_ => Value(type[..open], depth + 1))]);
        }

        if (_structs.ContainsKey(type))
            return Struct(type, depth + 1);
        object value = RandomAbi.Value(_random, DynamicType.Parse(type));
        return value is Address address ? address.ToString() : DynamicCodec.ToJson(value);
    }
}
