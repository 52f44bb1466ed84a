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
        for (int i = 0; i < sequence.Items.Count; i++)
        {
            string path = $"sites[{i}]";
            YamlNode node = sequence.Items[i];
            context.Positions[path] = node.Position;
            if (node is not YamlMapping mapping)
                context.WrongType(node, path, "a link such as { domain: example.org, token: coin }");
            else if (Site(new Section(context, mapping, path, SiteKeys), path) is { } link)
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

    private SiteSpec? Site(Section section, string path)
    {
        SiteName? site = null;
        if (section.Has("domain") && section.Has("product"))
            section.Add(new Fault("launch.site-kind", "A link has a domain or a product, not both.", path, "Make two links of it."), "product");
        else if (section.Has("product"))
            site = SiteName(section, "product", SiteKind.Product);
        else if (section.Has("domain"))
            site = SiteName(section, "domain", SiteKind.Domain);
        else
            context.Faults.Add(new Fault("launch.site-kind", "A link needs a domain or a product.", path, "Add domain: example.org, or product: my-product."), section.Position);
        TokenSpec? token = Token(section);
        bool primary = section.Flag("primary") ?? false;
        return site is null || token is null ? null : new SiteSpec { Site = site, Token = token, Primary = primary, Path = path, Position = section.Position };
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
