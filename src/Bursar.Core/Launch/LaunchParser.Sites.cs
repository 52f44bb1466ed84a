using Bursar.Core.Faults;
using Bursar.Core.Launch.Yaml;
using Bursar.Core.Sites;

namespace Bursar.Core.Launch;

/// <summary>The links between sites and tokens.</summary>
internal sealed partial class LaunchParser
{
    private static readonly string[] SiteKeys = ["domain", "product", "token", "primary"];

    private List<SiteSpec> Sites(Section root)
    {
        List<SiteSpec> links = [];
        if (root.Sequence("sites", false) is not { } sequence)
            return links;
        foreach (Section row in Rows(sequence, "sites", "a link such as { domain: example.org, token: coin }", SiteKeys))
        {
            if (Site(row) is { } link)
                Remember(links, link);
        }

        // Where no link of a site is marked, its first one is the primary: the registry does the same.
        HashSet<SiteName> marked = [.. links.Where(l => l.Primary).Select(l => l.Site)];
        return [.. links.Select(l => marked.Add(l.Site) ? l with { Primary = true } : l)];
    }

    private void Remember(List<SiteSpec> links, SiteSpec link)
    {
        SiteSpec? same = links.Find(l => l.Site == link.Site && l.Token == link.Token);
        SiteSpec? rival = link.Primary ? links.Find(l => l.Site == link.Site && l.Primary) : null;
        if (same is not null)
            context.Faults.Add(new Fault("launch.duplicate-link", $"{link.Site} and {link.Token.Key} are linked twice; the first time in line {same.Position.Line}.", link.Path, "Keep one of the two."), link.Position);
        else if (rival is not null)
            context.Faults.Add(new Fault("launch.two-primaries", $"{link.Site} has two primary tokens; the first is {rival.Token.Key} in line {rival.Position.Line}.", link.Path, "Mark one of them."), link.Position);
        links.Add(link);
    }

    private SiteSpec? Site(Section section)
    {
        SiteName? site = null;
        if (section.Has("domain") && section.Has("product"))
            section.Add(new Fault("launch.site-kind", "A link has a domain or a product, not both.", section.Path, "Make two links of it."), "product");
        else if (section.Has("product"))
            site = SiteName(section, "product", SiteKind.Product);
        else if (section.Has("domain"))
            site = SiteName(section, "domain", SiteKind.Domain);
        else
            context.Faults.Add(new Fault("launch.site-kind", "A link needs a domain or a product.", section.Path, "Add domain: example.org, or product: my-product."), section.Position);
        TokenSpec? token = Token(section);
        bool primary = section.Flag("primary") ?? false;
        return site is null || token is null ? null : new SiteSpec { Site = site, Token = token, Primary = primary, Path = section.Path, Position = section.Position };
    }

    private static SiteName? SiteName(Section section, string key, SiteKind kind)
    {
        if (section.Text(key, true) is not { } text)
            return null;
        Result<SiteName> name = Core.Sites.SiteName.Parse(kind, text);
        if (name.TryGet(out SiteName? site))
            return site;
        foreach (Fault fault in name.Faults)
            section.Add(fault with { Field = section.PathOf(key) }, key);
        return null;
    }
}
