using Bursar.Core.Faults;
using Bursar.Core.Launch;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Core.Tests.Launch;

/// <summary>Vouchers and programmes of a launch file.</summary>
public sealed class LaunchProgrammeTests
{
    private const string Text = """
        bursar: 1
        name: guild
        network: local
        operator: "0x00000000000000000000000000000000000000a1"
        tokens:
          coin: { address: "0x00000000000000000000000000000000000000c3", decimals: 6 }
          gem: { address: "0x00000000000000000000000000000000000000c4", decimals: 0 }
        vouchers:
          invites:
            token: coin
            total: 1_000
            signer: "0x00000000000000000000000000000000000000e5"
            budget: 400.5
            starts: 2026-03-01
            expires: 90d
            owner: "0x00000000000000000000000000000000000000d4"
            uri: https://example.org/invites
        programmes:
          rewards:
            escrow: [{ token: coin, amount: 5 }, { token: gem, amount: 7 }]
            window: 2d
            watchers: ["0x00000000000000000000000000000000000000f1", "0x00000000000000000000000000000000000000f2"]
            expires: 2027-01-01
            claim-for: true
        """;

    [Fact]
    public void Everything_that_the_file_says_is_read()
    {
        Core.Launch.Launch launch = LaunchReader.Read(Text, "launch.yaml").Value;
        VoucherSpec vouchers = Assert.Single(launch.Vouchers);
        Assert.Equal(("invites", "coin", "vouchers.invites"), (vouchers.Key, vouchers.Token.Key, vouchers.Path));
        Assert.Equal((UInt256)1_000_000_000UL, vouchers.Total.BaseUnits);
        Assert.Equal((UInt256)400_500_000UL, vouchers.Budget!.Value.BaseUnits);
        Assert.Equal(Address.Parse("0x00000000000000000000000000000000000000e5"), vouchers.Signer);
        Assert.Equal(new DateTimeOffset(2026, 5, 30, 0, 0, 0, TimeSpan.Zero), vouchers.Expires);
        ProgrammeSpec programme = Assert.Single(launch.Programmes);
        Assert.Equal([("coin", "5"), ("gem", "7")], programme.Escrow.Select(e => (e.Token.Key, e.Amount.ToString())));
        Assert.Equal(TimeSpan.FromDays(2), programme.Window);
        Assert.Equal(2, programme.Watchers.Count);
        Assert.True(programme.ClaimFor);
        Assert.Equal(launch.Operator, programme.Owner);
        Assert.Null(SchemaValidator.OfLaunches.Validate(YamlToJson.Convert(Text)));
    }

    [Fact]
    public void A_signer_without_a_budget_may_give_out_everything()
    {
        VoucherSpec vouchers = LaunchReader.Read(Text.Replace("    budget: 400.5\n", "", StringComparison.Ordinal), "launch.yaml").Value.Vouchers[0];
        Assert.Equal(vouchers.Total, vouchers.Budget);
    }

    [Fact]
    public void Vouchers_need_no_signer_at_first()
    {
        string text = Text.Replace("    budget: 400.5\n", "", StringComparison.Ordinal).Replace("    signer: \"0x00000000000000000000000000000000000000e5\"\n", "", StringComparison.Ordinal);
        VoucherSpec vouchers = LaunchReader.Read(text, "launch.yaml").Value.Vouchers[0];
        Assert.Equal((null, null), (vouchers.Signer, vouchers.Budget));
    }

    [Theory]
    [InlineData("    signer: \"0x00000000000000000000000000000000000000e5\"\n", "", "launch.budget-without-signer")]
    [InlineData("    total: 1_000\n", "    total: 0\n", "launch.bad-amount")]
    [InlineData("    token: coin\n", "    token: cion\n", "launch.unknown-token")]
    [InlineData("{ token: gem, amount: 7 }", "{ token: coin, amount: 7 }", "launch.token-twice")]
    [InlineData("{ token: gem, amount: 7 }", "{ token: gem, amount: 0.5 }", "launch.bad-amount")]
    [InlineData("{ token: gem, amount: 7 }", "gem", "launch.wrong-type")]
    [InlineData("window: 2d", "window: 2", "launch.wrong-type")]
    [InlineData("window: 2d", "window: 2x", "launch.bad-duration")]
    [InlineData("window: 2d", "window: 0d", "launch.bad-duration")]
    [InlineData("f2\"]", "f1\"]", "launch.watcher-twice")]
    [InlineData("000000f2\"]", "000000f\"]", "launch.bad-address")]
    [InlineData("00000000000000000000000000000000000000f2\"]", "0000000000000000000000000000000000000000\"]", "launch.zero-address")]
    [InlineData("expires: 2027-01-01", "expires: 2027-13-01", "launch.bad-date")]
    [InlineData("claim-for: true", "claim-four: true", "launch.unknown-key")]
    public void Faults_are_named(string old, string replacement, string code)
    {
        Assert.Contains(old, Text, StringComparison.Ordinal);
        Assert.Contains(LaunchReader.Read(Text.Replace(old, replacement, StringComparison.Ordinal), "launch.yaml").Faults, (Fault f) => f.Code == code);
    }

    [Fact]
    public void Programmes_need_watchers()
    {
        int from = Text.IndexOf("[\"0x00000000000000000000000000000000000000f1", StringComparison.Ordinal);
        string none = Text[..from] + "[]" + Text[Text.IndexOf('\n', from)..];
        Assert.Equal("launch.bad-watchers", Assert.Single(LaunchReader.Read(none, "launch.yaml").Faults).Code);
    }
}
