using System.Text.Json;
using System.Text.Json.Nodes;
using Bursar.Evm.Crypto;
using Bursar.Evm.Eip712;
using Bursar.Evm.Keystore;
using Bursar.Evm.Primitives;
using Bursar.Evm.Tests.Eip712;
using Bursar.Evm.Tests.Transactions;
using Bursar.Tests.Shared;
using Xunit;

namespace Bursar.Evm.Tests.Fuzz;

/// <summary>Damaged texts: addresses and hexadecimal as ethers takes them, typed data as viem hashes it, keystores opened or refused with a reason.</summary>
public sealed class TextFuzzTests
{
    private const int Cases = 5_000;

    [Fact]
    public async Task Addresses_and_hexadecimal_are_taken_as_by_ethers()
    {
        int seed = Seeds.Next("addresses");
        var random = new Random(seed);
        string[] cases = [.. Enumerable.Range(0, Seeds.Count(Cases)).Select(_ => SomeText(random))];
        JsonElement[] answers = await NodeOracle.AskAsync([.. cases.Select(static c => new JsonObject { ["op"] = "text.read", ["text"] = c })]);
        int read = 0;
        for (int i = 0; i < cases.Length; i++)
        {
            string label = $"seed {seed}, case {i}: '{cases[i]}' {answers[i].GetRawText()}";
            JsonElement ok = NodeOracle.Ok(answers[i], label);
            bool ours = Address.TryParse(cases[i], out Address address);
            Assert.True(ours == (ok.GetProperty("address").ValueKind == JsonValueKind.String), label);
            read += ours ? 1 : 0;
            if (ours)
                Assert.Equal(ok.GetProperty("address").GetString(), address.ToString());
            bool hex = cases[i].StartsWith("0x", StringComparison.Ordinal) && Hex.TryDecode(cases[i], out byte[]? bytes) && string.Equals(Hex.Encode(bytes), cases[i], StringComparison.OrdinalIgnoreCase);
            Assert.True(hex == ok.GetProperty("hex").GetBoolean(), label);
        }

        Assert.True(read > cases.Length / 20 && read < cases.Length, $"seed {seed}: {read} read");
    }

    /// <summary>A document that is read here has the hash that viem gives it. viem takes more: members that nobody signs, for example.</summary>
    [Fact]
    public async Task Damaged_typed_data_is_refused_with_a_place_or_hashed_as_by_viem()
    {
        int seed = Seeds.Next("damaged typed data");
        var random = new Random(seed);
        JsonNode?[] values = [null, "", "0x", "0x00", "-1", "256", "0x0000000000000000000000000000000000000001", true, 1, 1.5, -1, "uint8", "uint9", "bytes33", "Mail", "A[]", "A[2][]", "string[0]", new JsonArray(), new JsonObject()];
        var read = new List<(JsonObject Document, string Hash)>();
        int refused = 0;
        for (int i = Seeds.Count(Cases); i > 0; i--)
        {
            JsonObject document = SomeTypedData.Next(random, recursive: i % 2 == 0);
            for (int n = random.Next(1, 3); n > 0; n--)
                Damage.Json(random, document, values);
            string json = i % 4 == 0 ? Damage.Text(random, document.ToJsonString(), "\"{}[],:0x1é\\u") : document.ToJsonString();
            try
            {
                string hash = TypedData.Parse(json).Hash.SigningHash.ToString();
                read.Add((JsonNode.Parse(json)!.AsObject(), hash));
            }
            catch (TypedDataException e)
            {
                refused++;
                Assert.NotEmpty(e.Path);
            }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"seed {seed}: {e.GetType().Name} for {json}");
            }
        }

        JsonElement[] answers = await NodeOracle.AskAsync([.. read.Select(static c => new JsonObject { ["op"] = "typed.hash", ["document"] = c.Document })]);
        int compared = 0;
        for (int i = 0; i < read.Count; i++)
        {
            JsonElement viem = NodeOracle.Ok(answers[i], "viem").GetProperty("viem");
            if (viem.ValueKind != JsonValueKind.String)
                continue;
            compared++;
            Assert.True(viem.GetString() == read[i].Hash, $"seed {seed}: ours {read[i].Hash}, viem {viem}: {read[i].Document.ToJsonString()}");
        }

        Assert.True(compared > 50 && compared >= read.Count * 9 / 10 && refused > 500, $"seed {seed}: {read.Count} read, {compared} compared, {refused} refused");
    }

    [Fact]
    public void Damaged_keystores_open_to_the_same_key_or_are_refused()
    {
        int seed = Seeds.Next("keystores");
        var random = new Random(seed);
        using PrivateKey key = PrivateKey.Generate();
        string whole = KeystoreFile.Encrypt(key, "password", new ScryptCost(1 << 14, 1, 4));
        JsonNode?[] values = [null, "", "00", "zz", -1, 0, 1, 2, 1 << 30, 1.5, "scrypt", "pbkdf2", new JsonObject(), new JsonArray()];
        (int opened, int refused) = (0, 0);
        for (int i = Seeds.Count(400); i > 0; i--)
        {
            string json;
            if (i % 2 == 0)
            {
                JsonNode document = JsonNode.Parse(whole)!;
                Damage.Json(random, document, values);
                json = document.ToJsonString();
            }
            else
            {
                json = Damage.Text(random, whole, "0123456789abcdef\"{},:");
            }

            try
            {
                using PrivateKey found = KeystoreFile.Parse(json).Unlock("password");
                Assert.True(found.Address == key.Address, $"seed {seed}: another key out of {json}");
                opened++;
            }
            catch (KeystoreException)
            {
                refused++;
            }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"seed {seed}: {e.GetType().Name} for {json}");
            }
        }

        Assert.True(opened > 10 && refused > 50, $"seed {seed}: {opened} opened, {refused} refused");
    }

    private static string SomeText(Random random)
    {
        var address = new Address(SomeTransactions.SomeBytes(random, 20));
        string text = random.Next(4) switch { 0 => address.ToLowerHex(), 1 => "0x" + address.ToLowerHex()[2..].ToUpperInvariant(), _ => address.ToString() };
        return random.Next(3) == 0 ? text : Damage.Text(random, text, "0123456789abcdefABCDEFxX g");
    }
}
