namespace Bursar.App.Sites.Dns;

/// <summary>No name server gave an answer that can be used.</summary>
public sealed class DnsException : Exception
{
    /// <summary>Says what happened.</summary>
    public DnsException(string message)
        : base(message)
    {
    }

    /// <summary>Says what happened and why.</summary>
    public DnsException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
