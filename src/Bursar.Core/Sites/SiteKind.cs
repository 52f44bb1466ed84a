namespace Bursar.Core.Sites;

/// <summary>What a site is; the values are those of the registry contract.</summary>
public enum SiteKind
{
    /// <summary>A website, named by its domain.</summary>
    Domain = 0,

    /// <summary>A product, named by an identifier of its maker's choice.</summary>
    Product = 1,
}
