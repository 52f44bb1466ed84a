using Bursar.Evm.Eip712;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Evm.Tests.Eip712;

public sealed class TypedDataTests
{
    private const string Mail = """
        {
          "types": {
            "EIP712Domain": [{"name":"name","type":"string"},{"name":"version","type":"string"},{"name":"chainId","type":"uint256"},
              {"name":"verifyingContract","type":"address"}],
            "Person": [{"name":"name","type":"string"},{"name":"wallet","type":"address"}],
            "Mail": [{"name":"from","type":"Person"},{"name":"to","type":"Person"},{"name":"contents","type":"string"}]
          },
          "primaryType": "Mail",
          "domain": {"name":"Ether Mail","version":"1","chainId":1,"verifyingContract":"0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC"},
          "message": {
            "from": {"name":"Cow","wallet":"0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826"},
            "to": {"name":"Bob","wallet":"0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB"},
            "contents": "Hello, Bob!"
          }
        }
        """;

    /// <summary>The numbers of EIP-712's own example.</summary>
    [Fact]
    public void Code_and_JSON_give_the_hashes_of_the_standard()
    {
        TypedData data = TypedData.Parse(Mail);
        var domain = new Eip712Domain
        {
            Name = "Ether Mail",
            Version = "1",
            ChainId = 1UL,
            VerifyingContract = Address.Parse("0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC"),
        };
        Hash32 personType = TypedDataHash.TypeHash("Person(string name,address wallet)");
        Hash32 mailType = TypedDataHash.TypeHash("Mail(Person from,Person to,string contents)Person(string name,address wallet)");
        Hash32 mail = TypedDataHash.Struct(
            mailType,
            TypedDataHash.Struct(personType, TypedDataWord.OfText("Cow"), TypedDataWord.Of(Address.Parse("0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826"))),
            TypedDataHash.Struct(personType, TypedDataWord.OfText("Bob"), TypedDataWord.Of(Address.Parse("0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB"))),
            TypedDataWord.OfText("Hello, Bob!"));

        Assert.Equal("0xf2cee375fa42b42143804025fc449deafd50cc031ca257e0b194a650a912090f", domain.Separator.ToString());
        Assert.Equal("0xc52c0ee5d84264471806290a3f2c4cecfc5490626bf912d01f240d7a274b371e", mail.ToString());
        Assert.Equal("0xbe609aee343fb3c4b28e1df9e632fca64fcfaede20f02e86244efddf30957bd2", new TypedDataHash(domain, mail).SigningHash.ToString());
        Assert.Equal(mail, data.Hash.StructHash);
        Assert.Equal(domain, data.Hash.Domain);
        Assert.Equal("Mail(Person from,Person to,string contents)Person(string name,address wallet)", data.EncodedType);
    }

    [Theory]
    [InlineData("\"contents\": \"Hello, Bob!\"", "\"contents\": 5", "message.contents")]
    [InlineData("\"contents\": \"Hello, Bob!\"", "\"contents\": \"\\ud800\"", "document")]
    [InlineData(",\n    \"contents\": \"Hello, Bob!\"", "", "message.contents")]
    [InlineData("\"contents\": \"Hello, Bob!\"", "\"contents\": \"\", \"more\": 1", "message")]
    [InlineData("\"contents\": \"Hello, Bob!\"", "\"contents\": \"a\", \"contents\": \"b\"", "document")]
    [InlineData("0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB", "0xBbBBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB", "message.to.wallet")]
    [InlineData("\"type\":\"Person\"},{\"name\":\"to\"", "\"type\":\"Persona\"},{\"name\":\"to\"", "types.Mail.from")]
    [InlineData("\"type\":\"Person\"},{\"name\":\"to\"", "\"type\":\"Person[\"},{\"name\":\"to\"", "types.Mail.from")]
    [InlineData("\"type\":\"Person\"},{\"name\":\"to\"", "\"type\":\"Person[0]\"},{\"name\":\"to\"", "types.Mail.from")]
    [InlineData("\"type\":\"Person\"},{\"name\":\"to\"", "\"type\":\"Person[1]\"},{\"name\":\"to\"", "message.from")]
    [InlineData("{\"name\":\"wallet\",\"type\":\"address\"}", "{\"name\":\"name\",\"type\":\"address\"}", "types.Person")]
    [InlineData("{\"name\":\"wallet\",\"type\":\"address\"}", "{\"name\":\"wallet\",\"type\":\"uint7\"}", "types.Person.wallet")]
    [InlineData("{\"name\":\"wallet\",\"type\":\"address\"}", "{\"name\":\"wallet\",\"type\":\"bytes33\"}", "types.Person.wallet")]
    [InlineData("{\"name\":\"wallet\",\"type\":\"address\"}", "{\"name\":\"wallet\",\"type\":\"uint\"}", "types.Person.wallet")]
    [InlineData("{\"name\":\"wallet\",\"type\":\"address\"}", "{\"name\":\"wallet\",\"type\":\"bytes19\"}", "message.from.wallet")]
    [InlineData("{\"name\":\"wallet\",\"type\":\"address\"}", "{\"name\":\"wallet\",\"type\":\"uint152\"}", "message.from.wallet")]
    [InlineData("{\"name\":\"wallet\",\"type\":\"address\"}", "{\"name\":\"wallet\",\"type\":\"bool\"}", "message.from.wallet")]
    [InlineData("\"primaryType\": \"Mail\"", "\"primaryType\": \"EIP712Domain\"", "primaryType")]
    [InlineData("\"primaryType\": \"Mail\"", "\"primaryType\": \"Letter\"", "primaryType")]
    [InlineData("\"chainId\":1,", "", "types.EIP712Domain")]
    [InlineData("\"chainId\":1,", "\"chainId\":-1,", "domain.chainId")]
    [InlineData("\"chainId\":1,", "\"chainId\":1e2,", "domain.chainId")]
    [InlineData("\"chainId\":1,", "\"chainId\":1,\"salt\":\"0x00\",", "domain.salt")]
    [InlineData("\"chainId\":1,", "\"chainId\":1,\"chain\":2,", "domain.chain")]
    [InlineData("\"EIP712Domain\":", "\"Domain\":", "types")]
    [InlineData("\"Person\": [", "\"uint256\": [], \"Person\": [", "types")]
    [InlineData("\"primaryType\":", "\"extra\": 1, \"primaryType\":", "document")]
    public void Says_where_a_document_breaks_the_rules(string part, string replacement, string path)
    {
        string broken = Mail.Replace(part, replacement, StringComparison.Ordinal);
        Assert.NotEqual(Mail, broken);
        TypedDataException e = Assert.Throws<TypedDataException>(() => TypedData.Parse(broken));
        Assert.Equal(path, e.Path);
        Assert.False(TypedData.TryParse(broken, out _, out string? problem));
        Assert.StartsWith(path, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("int8", "-128", "0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff80")]
    [InlineData("int8", "127", "0x000000000000000000000000000000000000000000000000000000000000007f")]
    [InlineData("int8", "\"-1\"", "0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    [InlineData("int256", "\"-57896044618658097711785492504343953926634992332820282019728792003956564819968\"", "0x8000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("int256", "-0", "0x0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("uint8", "\"0xff\"", "0x00000000000000000000000000000000000000000000000000000000000000ff")]
    [InlineData("bytes2", "\"0xabcd\"", "0xabcd000000000000000000000000000000000000000000000000000000000000")]
    public void Words_are_extended_as_the_standard_says(string type, string value, string word)
    {
        Hash32 expected = TypedDataHash.Struct(TypedDataHash.TypeHash($"T({type} v)"), Hash32.Parse(word));
        Assert.Equal(expected, TypedData.Parse(OneMember(type, value)).Hash.StructHash);
    }

    [Theory]
    [InlineData("int8", "128")]
    [InlineData("int8", "-129")]
    [InlineData("int8", "\"--1\"")]
    [InlineData("uint8", "256")]
    [InlineData("uint8", "1.0")]
    [InlineData("uint8", "null")]
    [InlineData("uint256", "\"115792089237316195423570985008687907853269984665640564039457584007913129639936\"")]
    [InlineData("bytes", "\"abcd\"")]
    [InlineData("bytes", "\"0xabc\"")]
    [InlineData("T", "null")]
    public void Refuses_values_out_of_range(string type, string value) =>
        Assert.Equal("message.v", Assert.Throws<TypedDataException>(() => TypedData.Parse(OneMember(type, value))).Path);

    [Fact]
    public void A_struct_may_hold_itself_in_an_array()
    {
        Hash32 type = TypedDataHash.TypeHash("T(T[] v)");
        Hash32 leaf = TypedDataHash.Struct(type, TypedDataWord.OfArray());
        Hash32 root = TypedDataHash.Struct(type, TypedDataWord.OfArray(leaf, leaf));
        Assert.Equal(root, TypedData.Parse(OneMember("T[]", """[{"v":[]},{"v":[]}]""")).Hash.StructHash);
    }

    [Fact]
    public void Refuses_documents_above_its_limits()
    {
        string deep = OneMember("T[]", string.Concat(Enumerable.Repeat("[{\"v\":", 40)) + "[]" + string.Concat(Enumerable.Repeat("}]", 40)));
        Assert.Equal("document", Assert.Throws<TypedDataException>(() => TypedData.Parse(deep)).Path);
        string many = OneMember("bool", "true").Replace(
            "\"T\":", string.Concat(Enumerable.Range(0, TypedData.MaxTypes).Select(static i => $"\"S{i}\":[],")) + "\"T\":", StringComparison.Ordinal);
        Assert.Contains("more than", Assert.Throws<TypedDataException>(() => TypedData.Parse(many)).Message, StringComparison.Ordinal);
        string longer = OneMember("string", "\"" + new string('a', TypedData.MaxLength) + "\"");
        Assert.Contains("longer than", Assert.Throws<TypedDataException>(() => TypedData.Parse(longer)).Message, StringComparison.Ordinal);
    }

    /// <summary>Random damage to a good document: it is read or refused with a place, never anything else.</summary>
    [Fact]
    public void Damaged_documents_are_read_or_refused()
    {
        const int Seed = 712;
        var random = new Random(Seed);
        int refused = 0;
        for (int round = 0; round < 4000; round++)
        {
            char[] text = Mail.ToCharArray();
            for (int i = random.Next(1, 4); i > 0; i--)
                text[random.Next(text.Length)] = random.Next(8) == 0 ? (char)random.Next(0x10000) : (char)random.Next(0x20, 0x7f);
            try
            {
                if (!TypedData.TryParse(new string(text), out _, out string? problem))
                {
                    Assert.NotEmpty(problem);
                    refused++;
                }
            }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"seed {Seed}, round {round}: {e.GetType()} for {new string(text)}");
            }
        }

        Assert.InRange(refused, 1, 4000);
    }

    /// <summary>Signature made by another implementation: the example of web3.js's documentation of <c>accounts.sign</c>.</summary>
    [Fact]
    public void A_personal_message_is_hashed_as_wallets_do()
    {
        Assert.Equal("0x1da44b586eb0729ff70a73c326926f6ed5a25f5b056e7f47fbc6e58d86871655", PersonalMessage.Hash("Some data").ToString());
        using var key = Bursar.Evm.Crypto.PrivateKey.Parse("4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318");
        Assert.Equal(
            "0xb91467e570a6466aa9e9876cbcd013baba02900b8979d43fe208a4a4f339f5fd6007e74cd82e037b800186422fc2da167c747ef045e5d18a5f5d4300f8e1a0291c",
            Hex.Encode(key.Sign(PersonalMessage.Hash("Some data")).ToBytes()));
    }

    private static string OneMember(string type, string value) =>
        $$$"""{"types":{"EIP712Domain":[],"T":[{"name":"v","type":"{{{type}}}"}]},"primaryType":"T","domain":{},"message":{"v":{{{value}}}}}""";
}
