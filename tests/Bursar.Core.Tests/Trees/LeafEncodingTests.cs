using System.Globalization;
using System.Text.Json;
using Bursar.Core.Trees;
using Bursar.Evm.Eip712;
using Bursar.Evm.Primitives;
using Bursar.Tests.Shared;
using Xunit;

namespace Bursar.Core.Tests.Trees;

/// <summary>Leaves of random fields against ethers.</summary>
public sealed class LeafEncodingTests
{
    private const string Script = """
        import { AbiCoder, TypedDataEncoder, keccak256, solidityPacked } from 'ethers';
        answer(input.map(({ form, hashes, domain, types, values }) => {
          const given = values.map((v, i) => types[i] === 'bool' ? v === 'true' : v);
          if (form === 'TypedData') {
            const fields = types.map((type, i) => ({ type, name: `f${i}` }));
            const message = Object.fromEntries(given.map((v, i) => [`f${i}`, v]));
            return domain ? TypedDataEncoder.hash(domain, { Row: fields }, message) : TypedDataEncoder.hashStruct('Row', { Row: fields }, message);
          }
          const data = form === 'Packed' ? solidityPacked(types, given) : AbiCoder.defaultAbiCoder().encode(types, given);
          return hashes === 2 ? keccak256(keccak256(data)) : keccak256(data);
        }));
        """;

    [Fact]
    public async Task Leaves_of_every_form_and_type_are_those_of_ethers()
    {
        int seed = Seeds.Next("LeafEncodingTests");
        var random = new Random(seed);
        List<(Hash32 Leaf, string Json)> cases = [];
        for (int i = 0; i < 2_000; i++)
            cases.Add(Case(random));
        JsonElement theirs = await NodeOracle.AskAsync(Script, $"[{string.Join(',', cases.Select(c => c.Json))}]", TestContext.Current.CancellationToken);
        for (int i = 0; i < cases.Count; i++)
            Assert.True(cases[i].Leaf.ToString() == theirs[i].GetString(), $"seed {seed}, case {i}: {cases[i].Json}");
    }

    private static (Hash32 Leaf, string Json) Case(Random random)
    {
        var form = (LeafForm)random.Next(3);
        var fields = new List<LeafField>();
        var columns = new List<TreeColumn>();
        var values = new List<string>();
        int count = random.Next(1, 9);
        Span<byte> word = stackalloc byte[32];
        for (int i = 0; i < count; i++)
        {
            LeafType type = TypeOf(random);
            string value = Value(random, type);
            Assert.True(type.TryRead(System.Text.Encoding.ASCII.GetBytes(value), word), $"{type} {value}");
            var held = new Hash32(word);
            Assert.Equal(value, type.Show(held.Span), ignoreCase: true);
            bool constant = i > 0 && random.Next(4) == 0; // the first one is a column
            fields.Add(new LeafField($"f{i}", type, constant ? held : null));
            columns.Add(new TreeColumn($"f{i}", type, [held]));
            values.Add(value);
        }

        Eip712Domain? domain = form == LeafForm.TypedData && random.Next(2) == 0 ? new Eip712Domain { Name = "Rows", ChainId = (ulong)random.Next(1, 1_000) } : null;
        int hashes = form == LeafForm.TypedData ? 1 : random.Next(1, 3);
        var leaf = new LeafEncoding { Form = form, Fields = fields, Hashes = hashes, TypeName = form == LeafForm.TypedData ? "Row" : null, Domain = domain };
        TreeKind kind = TreeKind.Describe(new TreeDescription { Leaf = leaf }).Value;
        TreeTable table = TreeTable.Of([new(Address.Zero, UInt256.Zero)], columns);
        Hash32 root = MerkleTree.Build(kind, table, TestContext.Current.CancellationToken).Value.Root;
        Assert.Equal(root, MerkleProof.Leaf(kind, table, 0));
        string json = string.Create(CultureInfo.InvariantCulture, $$"""{"form":"{{form}}","hashes":{{hashes}},"domain":{{(domain is null ? "null" : $"{{\"name\":\"Rows\",\"chainId\":{domain.ChainId}}}")}},"types":{{JsonSerializer.Serialize(fields.Select(f => f.Type.ToString()))}},"values":{{JsonSerializer.Serialize(values)}}}""");
        return (root, json);
    }

    private static LeafType TypeOf(Random random)
    {
        string text = random.Next(5) switch
        {
            0 => "address",
            1 => "bool",
            2 => $"bytes{random.Next(1, 33)}",
            3 => $"int{8 * random.Next(1, 33)}",
            _ => $"uint{8 * random.Next(1, 33)}",
        };
        Assert.True(LeafType.TryParse(text, out LeafType type));
        return type;
    }

    private static string Value(Random random, LeafType type)
    {
        byte[] bytes = new byte[type.Width];
        random.NextBytes(bytes);
        if (random.Next(8) == 0)
            bytes.AsSpan().Fill((byte)(random.Next(2) * 255));
        string name = type.ToString();
        if (name == "address")
            return new Address(bytes).ToString();
        if (name == "bool")
            return random.Next(2) == 0 ? "true" : "false";
        if (name.StartsWith("bytes", StringComparison.Ordinal))
            return "0x" + Convert.ToHexStringLower(bytes);
        if (name[0] == 'u')
            return new UInt256(bytes).ToString();
        return new System.Numerics.BigInteger(bytes, isUnsigned: false, isBigEndian: true).ToString(CultureInfo.InvariantCulture);
    }
}
