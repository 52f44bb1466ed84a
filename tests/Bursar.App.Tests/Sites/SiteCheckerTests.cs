using System.Text;
using Bursar.App.Sites;
using Bursar.App.Sites.Dns;
using Bursar.Core.Faults;
using Bursar.Core.Sites;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.App.Tests.Sites;

public sealed class SiteCheckerTests
{
    private static readonly Address Token = Address.Parse("0x00000000000000000000000000000000000000c1");
    private static readonly Address Owner = Address.Parse("0x00000000000000000000000000000000000000a1");
    private static readonly Address Stranger = Address.Parse("0x00000000000000000000000000000000000000ee");

    private static readonly SiteClaim Claim = new()
    {
        ChainId = new ChainId(1),
        Registry = Address.Parse("0x00000000000000000000000000000000000000f1"),
        Site = SiteName.Parse(SiteKind.Domain, "example.org").Value,
        Owner = Owner,
        Token = Token,
        TokenOwner = Owner,
    };

    [Fact]
    public async Task A_record_that_lists_the_token_confirms_its_owner()
    {
        string? asked = null;
        SiteEvidence evidence = (await CheckAsync(Claim, SiteMethod.DnsTxt, host => { asked = host; return ["v=spf1 -all", $"{Stranger}, {Token}"]; })).Value;
        Assert.Equal("ERC-7529.1._domaincontracts.example.org", asked);
        Assert.Equal(SiteMethod.DnsTxt, evidence.Method);
        const string Text = """{"method":"dns-txt","chainId":"1","registry":"0x00000000000000000000000000000000000000f1","domain":"example.org","owner":"0x00000000000000000000000000000000000000a1","token":"0x00000000000000000000000000000000000000c1","host":"ERC-7529.1._domaincontracts.example.org","records":["0x00000000000000000000000000000000000000ee, 0x00000000000000000000000000000000000000C1","v=spf1 -all"],"tokenOwner":"0x00000000000000000000000000000000000000a1"}""";
        Assert.Equal(Text.Replace("0x00000000000000000000000000000000000000ee, 0x00000000000000000000000000000000000000C1", $"{Stranger}, {Token}", StringComparison.Ordinal), evidence.Text);
        Assert.Equal(Keccak256.Hash(Encoding.UTF8.GetBytes(evidence.Text)), evidence.Hash);
    }

    [Fact]
    public async Task The_same_records_in_another_order_are_the_same_evidence()
    {
        SiteEvidence one = (await CheckAsync(Claim, SiteMethod.DnsTxt, _ => [Token.ToString(), "other"])).Value;
        SiteEvidence two = (await CheckAsync(Claim, SiteMethod.DnsTxt, _ => ["other", Token.ToString()])).Value;
        Assert.Equal(one, two);
        Assert.Equal(one.Hash, two.Hash);
    }

    [Theory]
    [InlineData("0x00000000000000000000000000000000000000C1")]
    [InlineData("\"0x00000000000000000000000000000000000000c1\"")]
    [InlineData(" junk,,0x12, 0x00000000000000000000000000000000000000c1 ")]
    public async Task Addresses_are_found_whatever_their_case_and_neighbours(string record) =>
        Assert.True((await CheckAsync(Claim, SiteMethod.DnsTxt, _ => [record])).IsOk);

    [Fact]
    public async Task An_owner_in_the_record_needs_no_token_owner() =>
        Assert.True((await CheckAsync(Claim with { TokenOwner = null }, SiteMethod.DnsTxt, _ => [$"{Token},{Owner}"])).IsOk);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stranger_who_links_the_token_is_not_confirmed(bool recorded)
    {
        SiteClaim claim = Claim with { Owner = Stranger, TokenOwner = recorded ? Owner : null };
        Assert.Equal("site.owner-not-shown", await FaultAsync(claim, SiteMethod.DnsTxt, _ => [Token.ToString()]));
        Assert.Equal("site.owner-not-shown", await FaultAsync(claim, SiteMethod.CheckDomain, _ => [Token.ToString()], true));
    }

    [Fact]
    public async Task A_domain_that_does_not_list_the_token_is_not_confirmed()
    {
        Assert.Equal("site.not-listed", await FaultAsync(Claim, SiteMethod.DnsTxt, _ => []));
        Assert.Equal("site.not-listed", await FaultAsync(Claim, SiteMethod.DnsTxt, _ => [Owner.ToString(), $"{Token}0"]));
    }

    [Fact]
    public async Task An_answer_that_did_not_come_says_nothing() =>
        Assert.Equal("site.dns-unreachable", await FaultAsync(Claim, SiteMethod.DnsTxt, _ => throw new DnsException("silence")));

    [Fact]
    public async Task CheckDomain_needs_the_token_and_the_domain()
    {
        Assert.Equal(SiteMethod.CheckDomain, (await CheckAsync(Claim, SiteMethod.CheckDomain, _ => [Token.ToString()], true)).Value.Method);
        Assert.Equal("site.not-listed", await FaultAsync(Claim, SiteMethod.CheckDomain, _ => [], true));
        Assert.Equal("site.token-denies", await FaultAsync(Claim, SiteMethod.CheckDomain, _ => [Token.ToString()], false));
        Assert.Equal("site.token-cannot-say", await FaultAsync(Claim, SiteMethod.CheckDomain, _ => [Token.ToString()], null));
    }

    [Fact]
    public async Task Products_and_overlong_domains_have_no_record()
    {
        SiteClaim product = Claim with { Site = SiteName.Parse(SiteKind.Product, "shop").Value };
        Assert.All(Enum.GetValues<SiteMethod>(), method => Assert.Equal("site.product-has-no-check", CheckAsync(product, method, _ => []).GetAwaiter().GetResult().Faults[0].Code));
        string label = new('a', 60);
        SiteClaim overlong = Claim with { Site = SiteName.Parse(SiteKind.Domain, $"{label}.{label}.{label}.{label}.org").Value };
        Assert.Equal("site.host-too-long", await FaultAsync(overlong, SiteMethod.DnsTxt, _ => []));
    }

    private static async Task<string> FaultAsync(SiteClaim claim, SiteMethod method, Func<string, string[]> records, bool? named = null)
    {
        Fault fault = Assert.Single((await CheckAsync(claim, method, records, named)).Faults);
        Assert.Equal(FaultKind.Refused, fault.Kind);
        return fault.Code;
    }

    private static async Task<Result<SiteEvidence>> CheckAsync(SiteClaim claim, SiteMethod method, Func<string, string[]> records, bool? named = null)
    {
        using var wellKnown = new WellKnownReader(new WellKnownOptions());
        return await new SiteChecker(new Lookup(records), wellKnown, (_, _, _) => Task.FromResult(named)).CheckAsync(claim, method, TestContext.Current.CancellationToken);
    }

    private sealed class Lookup(Func<string, string[]> records) : ITxtLookup
    {
        public Task<IReadOnlyList<string>> LookUpAsync(string host, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>(records(host));
    }
}
