namespace Bursar.App.Sites.Dns;

/// <summary>Looks up TXT records.</summary>
public interface ITxtLookup
{
    /// <summary>The texts of all TXT records of a host, each with its strings joined; none when the host or the type does not exist.</summary>
    /// <exception cref="DnsException">There is no usable answer, which says nothing about the records.</exception>
    Task<IReadOnlyList<string>> LookUpAsync(string host, CancellationToken cancellationToken);
}
