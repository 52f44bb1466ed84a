using System.Text.Json;
using System.Text.Json.Nodes;
using Bursar.Evm.Names;
using Bursar.Evm.Primitives;
using Bursar.Evm.Tests.Vectors;
using Bursar.Tests.Shared;
using Xunit;

namespace Bursar.Evm.Tests.Names;

public sealed class EnsNameTests
{
    private const string Letters = "abcxyz0189-_$.AZ";

    [Fact]
    public void Names_hash_as_published()
    {
        int count = 0;
        foreach (JsonElement test in EthersVectors.Load("namehash"))
        {
            string name = test.Text("name");
            Assert.Equal(test.Text("expected"), (name.Length == 0 ? EnsName.Namehash("") : EnsName.Parse(name).Node).ToString());
            count++;
        }

        EthersVectors.Ran("namehash", count, 8);
    }

    /// <summary>Every ASCII text is taken exactly when the reference implementation of ENSIP-15 takes it, and comes out the same; but for the apostrophe, which becomes a character outside ASCII.</summary>
    [Fact]
    public async Task ASCII_names_are_normalised_as_by_the_reference()
    {
        int seed = Seeds.Next("ENS names");
        var random = new Random(seed);
        string[] texts =
        [
            .. Enumerable.Range(0x21, 0x7f - 0x21).SelectMany(static c => new[] { $"{(char)c}", $"a{(char)c}", $"{(char)c}{(char)c}b.eth" }),
            .. Enumerable.Range(0, Seeds.Count(5_000)).Select(i => Some(random, i % 4 == 0)),
        ];
        JsonElement[] answers = await NodeOracle.AskAsync([.. texts.Select(static t => new JsonObject { ["op"] = "ens", ["text"] = t })]);
        int taken = 0;
        for (int i = 0; i < texts.Length; i++)
        {
            string label = $"seed {seed}: '{texts[i]}' {answers[i].GetRawText()}";
            bool ours = EnsName.TryParse(texts[i], out EnsName? name, out EnsNameError error);
            bool theirs = answers[i].TryGetProperty("ok", out JsonElement ok);
            if (texts[i].Contains('\'', StringComparison.Ordinal))
            {
                Assert.False(ours, label);
                continue;
            }

            Assert.True(ours == theirs, $"{label}, ours {error}");
            if (!ours)
                continue;
            taken++;
            Assert.Equal(ok.GetProperty("name").GetString(), name!.Text);
            Assert.Equal(ok.GetProperty("node").GetString(), name.Node.ToString());
        }

        Assert.True(taken > 500 && taken < texts.Length - 500, $"seed {seed}: {taken} taken");
    }

    [Theory]
    [InlineData("", EnsNameError.EmptyLabel)]
    [InlineData(".", EnsNameError.EmptyLabel)]
    [InlineData("a..eth", EnsNameError.EmptyLabel)]
    [InlineData("eth.", EnsNameError.EmptyLabel)]
    [InlineData("vit\u0430lik.eth", EnsNameError.NotAscii)]
    [InlineData("a\u200db.eth", EnsNameError.NotAscii)]
    [InlineData("\u212a.eth", EnsNameError.NotAscii)]
    [InlineData("a b.eth", EnsNameError.Character)]
    [InlineData("a/b.eth", EnsNameError.Character)]
    [InlineData("a_b.eth", EnsNameError.Underscore)]
    [InlineData("xn--a.eth", EnsNameError.LabelExtension)]
    public void Refuses_what_it_cannot_prove_normalised(string text, EnsNameError expected)
    {
        Assert.False(EnsName.TryParse(text, out _, out EnsNameError error));
        Assert.Equal(expected, error);
        Assert.Throws<FormatException>(() => EnsName.Parse(text));
    }

    [Fact]
    public void Refuses_names_longer_than_DNS_can_write()
    {
        Assert.True(EnsName.TryParse(new string('a', EnsName.MaxLength), out EnsName? longest));
        Assert.Equal(257, longest.ToDnsBytes().Length);
        Assert.False(EnsName.TryParse(new string('a', EnsName.MaxLength + 1), out _, out EnsNameError error));
        Assert.Equal(EnsNameError.TooLong, error);
    }

    [Fact]
    public void Writes_names_for_resolvers_and_for_addresses()
    {
        EnsName name = EnsName.Parse("Vitalik.ETH");
        Assert.Equal("vitalik.eth", name.ToString());
        Assert.Equal(["vitalik", "eth"], name.Labels);
        Assert.Equal("0x07766974616c696b0365746800", Hex.Encode(name.ToDnsBytes()));
        Assert.Equal("0xee6c4522aab0003e8d14cd40a6af439055fd2577951148c14b6cea9a53475835", name.Node.ToString());
        Assert.Equal(EnsName.Parse("vitalik.eth"), name);
        Assert.Equal(
            "d8da6bf26964af9d7eed9e03e53415d37aa96045.addr.reverse",
            EnsName.ReverseOf(Address.Parse("0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045")).Text);
    }

    private static string Some(Random random, bool hostile) => string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ =>
        hostile && random.Next(6) == 0 ? (char)random.Next(0x21, 0x7f) : Letters[random.Next(Letters.Length)]));
}
