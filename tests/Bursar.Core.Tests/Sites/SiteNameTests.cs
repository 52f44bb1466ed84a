using Bursar.Core.Faults;
using Bursar.Core.Sites;
using Xunit;

namespace Bursar.Core.Tests.Sites;

public sealed class SiteNameTests
{
    // The A-labels are those of the registries: published examples of RFC 3492, RFC 5891 and well-known domains.
    [Theory]
    [InlineData("ens.domains", "ens.domains")]
    [InlineData("ENS.Domains.", "ens.domains")]
    [InlineData("website_123.com", "website_123.com")]
    [InlineData("_dmarc.example.org", "_dmarc.example.org")]
    [InlineData("a-b--c.example", "a-b--c.example")]
    [InlineData("bücher.example", "xn--bcher-kva.example")]
    [InlineData("BÜCHER.example", "xn--bcher-kva.example")]
    [InlineData("xn--bcher-kva.example", "xn--bcher-kva.example")]
    [InlineData("XN--BCHER-KVA.example", "xn--bcher-kva.example")]
    [InlineData("παράδειγμα.δοκιμή", "xn--hxajbheg2az3al.xn--jxalpdlp")]
    [InlineData("пример.испытание", "xn--e1afmkfd.xn--80akhbyknj4f")]
    [InlineData("例え.テスト", "xn--r8jz45g.xn--zckzah")]
    [InlineData("실례.테스트", "xn--9n2bp8q.xn--9t4b11yi5a")]
    [InlineData("例子。测试", "xn--fsqu00a.xn--0zwm56d")]
    public void Normalises_domains(string text, string normal) => Assert.Equal(normal, SiteName.Parse(SiteKind.Domain, text).Value.Text);

    [Theory]
    [InlineData("", "site.bad-domain")]
    [InlineData(".", "site.bad-domain")]
    [InlineData("localhost", "site.bad-domain")]
    [InlineData("a..b", "site.bad-domain")]
    [InlineData(".a.b", "site.bad-domain")]
    [InlineData("a.b..", "site.bad-domain")]
    [InlineData("-a.com", "site.bad-domain")]
    [InlineData("a-.com", "site.bad-domain")]
    [InlineData("a b.com", "site.bad-domain")]
    [InlineData("a!.com", "site.bad-domain")]
    [InlineData("*.example.org", "site.bad-domain")]
    [InlineData("https://example.org", "site.bad-domain")]
    [InlineData("example.org/path", "site.bad-domain")]
    [InlineData("example.org:443", "site.bad-domain")]
    [InlineData("me@example.org", "site.bad-domain")]
    [InlineData("127.0.0.1", "site.bad-domain")]
    [InlineData("127.0x1", "site.bad-domain")]
    [InlineData("0x7f000001.0x", "site.bad-domain")]
    [InlineData("[::1]", "site.bad-domain")]
    [InlineData("xn--a.com", "site.bad-punycode")]
    [InlineData("xn--.com", "site.bad-domain")]
    [InlineData("xn--zzzzzzzzzz99999.com", "site.bad-punycode")]
    [InlineData("straße.de", "site.not-normalisable")]
    [InlineData("bu\u0308cher.example", "site.not-normalisable")]
    [InlineData("\ufb01sh.example", "site.not-normalisable")]
    [InlineData("１２.example", "site.not-normalisable")]
    [InlineData("ab\u00adcd.example", "site.not-normalisable")]
    [InlineData("ab\u200dcd.example", "site.not-normalisable")]
    [InlineData("σας.example", "site.not-normalisable")]
    [InlineData("💩.la", "site.not-normalisable")]
    [InlineData("\ud83d.la", "site.not-normalisable")]
    [InlineData("İstanbul.example", "site.not-normalisable")]
    [InlineData("pаypal.com", "site.mixed-scripts")]
    public void Refuses_what_is_no_domain(string text, string code)
    {
        Fault fault = Assert.Single(SiteName.Parse(SiteKind.Domain, text).Faults);
        Assert.Equal(code, fault.Code);
        Assert.False(string.IsNullOrEmpty(fault.Hint));
    }

    [Theory]
    [InlineData("https://Example.org:8443/a?b", "Write only example.org")]
    [InlineData("example.org/path", "Write only example.org")]
    [InlineData("example.org:443", "Write only example.org")]
    public void Says_which_part_is_the_domain(string text, string hint) => Assert.Equal(hint, SiteName.Parse(SiteKind.Domain, text).Faults[0].Hint);

    [Fact]
    public void Keeps_the_length_limits_of_DNS()
    {
        string label = new('a', 63);
        Assert.True(SiteName.Parse(SiteKind.Domain, $"{label}.org").IsOk);
        Assert.False(SiteName.Parse(SiteKind.Domain, $"{label}a.org").IsOk);
        string most = $"{label}.{label}.{label}.{new string('a', 61)}";
        Assert.Equal(253, SiteName.Parse(SiteKind.Domain, most).Value.Text.Length);
        Assert.False(SiteName.Parse(SiteKind.Domain, most + "a").IsOk);
        Assert.False(SiteName.Parse(SiteKind.Domain, new string('ü', 60) + ".org").IsOk);
    }

    [Theory]
    [InlineData("ens-manager")]
    [InlineData("product_456")]
    [InlineData("website_123/shop:v1.2")]
    [InlineData("-")]
    public void Takes_product_ids_as_they_are(string text) => Assert.Equal(text, SiteName.Parse(SiteKind.Product, text).Value.Text);

    [Theory]
    [InlineData("")]
    [InlineData("Shop")]
    [InlineData("my shop")]
    [InlineData("café")]
    [InlineData("a\n")]
    public void Refuses_what_is_no_product_id(string text) => Assert.Equal("site.bad-product", Assert.Single(SiteName.Parse(SiteKind.Product, text).Faults).Code);

    [Fact]
    public void Product_ids_have_at_most_64_characters()
    {
        Assert.True(SiteName.Parse(SiteKind.Product, new string('p', 64)).IsOk);
        Assert.False(SiteName.Parse(SiteKind.Product, new string('p', 65)).IsOk);
    }

    // keccak256(encodeAbiParameters([uint8, string], [kind, name])) as viem computes it.
    [Theory]
    [InlineData(SiteKind.Domain, "ens.domains", "0xe5ef955011c3916bc36b53fc00c1c7f3f688a6b4defeb62d5bb1cffd85aee365")]
    [InlineData(SiteKind.Domain, "bücher.example", "0xe064538903cbcf8256f72fe6dd6219f8b6ea4fcf6de53061e8a60266e1e57518")]
    [InlineData(SiteKind.Domain, "a-domain-of-exactly-thirty2b.com", "0xfeeb665f4ac2c9154a740a6fb275673d22e10f90818c68718518cbebb32531b1")]
    [InlineData(SiteKind.Product, "ens-manager", "0x579e2120ee1e2c4a70c220ff7851dd8fd532106e8fa0e604f75c77f65109de09")]
    [InlineData(SiteKind.Product, "product_456", "0x30207d5f749ffbd6e1c7e16e851d5a89ea6c985a5942b94ec75924464e0dc777")]
    public void The_id_is_that_of_the_registry(SiteKind kind, string text, string id) => Assert.Equal(id, SiteName.Parse(kind, text).Value.Id.ToString());
}
