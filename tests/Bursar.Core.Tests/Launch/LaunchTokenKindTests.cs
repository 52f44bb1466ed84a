using Bursar.Core.Faults;
using Bursar.Core.Launch;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Core.Tests.Launch;

/// <summary>Kinds and forms of the tokens of a launch file.</summary>
public sealed class LaunchTokenKindTests
{
    [Theory]
    [InlineData("", TokenKind.Fixed, TokenForm.Direct)]
    [InlineData("kind: fixed, form: clone,", TokenKind.Fixed, TokenForm.Clone)]
    [InlineData("kind: managed,", TokenKind.Managed, TokenForm.Direct)]
    [InlineData("kind: votes, form: direct,", TokenKind.Votes, TokenForm.Direct)]
    [InlineData("kind: genesis, form: clone,", TokenKind.Genesis, TokenForm.Clone)]
    public void Kind_and_form_are_read(string keys, TokenKind kind, TokenForm form)
    {
        string text = Text(keys);
        CreatedTokenSpec token = Token(text);
        Assert.Equal((kind, form), (token.Kind, token.Form));
        Assert.Null(SchemaValidator.OfLaunches.Validate(YamlToJson.Convert(text)));
    }

    [Fact]
    public void A_managed_token_without_a_limit_makes_no_more_than_its_supply()
    {
        Assert.Equal((UInt256)1_000UL, Token(Text("kind: managed,")).Limit!.Value.BaseUnits);
        Assert.Equal((UInt256)5_000UL, Token(Text("kind: managed, limit: 500,")).Limit!.Value.BaseUnits);
        Assert.Null(Token(Text("kind: votes,")).Limit);
        Assert.Equal("ipfs://about", Token(Text("uri: ipfs://about,")).Uri);
    }

    [Theory]
    [InlineData("limit: 500,", "launch.limit-without-manager")]
    [InlineData("kind: managed, limit: 99.9,", "launch.limit-below-supply")]
    [InlineData("kind: managed, limit: 17014118346046923173168730371588410572.8,", "launch.supply-too-large")]
    [InlineData("kind: minted,", "launch.bad-choice")]
    [InlineData("form: proxy,", "launch.bad-choice")]
    [InlineData("uri: 'a b',", "launch.bad-text")]
    public void What_does_not_fit_the_kind_is_refused(string keys, string code) =>
        Assert.Equal([code], LaunchReader.Read(Text(keys), "launch.yaml").Faults.Select(f => f.Code));

    [Theory]
    [InlineData("")]
    [InlineData("kind: managed,")]
    [InlineData("kind: votes,")]
    public void A_direct_token_of_three_kinds_takes_a_drop_inside(string keys)
    {
        string text = Text(keys) + Drop("a", "inside: true") + Drop("b", "inside: false");
        Assert.Equal([true, false], LaunchReader.Read(text, "launch.yaml").Value.Drops.Select(d => d.Inside));
        Assert.Null(SchemaValidator.OfLaunches.Validate(YamlToJson.Convert(text)));
    }

    [Theory]
    [InlineData("form: clone,")]
    [InlineData("kind: genesis,")]
    public void Other_tokens_take_no_drop_inside(string keys) =>
        Assert.Equal(["launch.inside-token"], LaunchReader.Read(Text(keys) + Drop("a", "inside: true"), "launch.yaml").Faults.Select(f => f.Code));

    [Fact]
    public void A_token_takes_one_drop_inside() =>
        Assert.Equal(["launch.inside-twice"], LaunchReader.Read(Text("") + Drop("a", "inside: true") + Drop("b", "inside: true"), "launch.yaml").Faults.Select(f => f.Code));

    [Fact]
    public void Supplies_share_a_word_with_flags()
    {
        const string Most = "34028236692093846346337460743176821145.5"; // 2^128 − 1 with one decimal
        Assert.Equal((UInt256.One << 128) - UInt256.One, Token(Text("").Replace("100", Most, StringComparison.Ordinal)).Supply.BaseUnits);
        Result<Core.Launch.Launch> larger = LaunchReader.Read(Text("").Replace("100", "34028236692093846346337460743176821145.6", StringComparison.Ordinal), "launch.yaml");
        Assert.Equal(["launch.supply-too-large"], larger.Faults.Select(f => f.Code));
    }

    private static string Drop(string key, string more) => $"{(key == "a" ? "drops:\n" : "")}  {key}: {{ token: coin, list: {key}.csv, {more} }}\n";

    private static CreatedTokenSpec Token(string text) => (CreatedTokenSpec)Assert.Single(LaunchReader.Read(text, "launch.yaml").Value.Tokens);

    private static string Text(string keys) => $$"""
        bursar: 1
        name: kinds
        network: local
        operator: "{{LaunchText.Operator}}"
        tokens:
          coin: { {{keys}} name: Coin, symbol: CN, decimals: 1, supply: 100, genesis: [{ to: operator, amount: 100 }] }

        """;
}
