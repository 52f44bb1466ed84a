using System.Net;

namespace Bursar.App.Sites.Dns;

/// <summary>Which name servers are asked, and how patiently.</summary>
public sealed record DnsOptions
{
    /// <summary>Recursive resolvers, in the order in which they are asked; at least one.</summary>
    public required IReadOnlyList<IPEndPoint> Servers { get; init; }

    /// <summary>How long one server has for one answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How often the whole list of servers is gone through.</summary>
    public int Rounds { get; init; } = 2;

    /// <summary>The resolvers of this machine, from <c>/etc/resolv.conf</c>; the one on the loopback address when it names none.</summary>
    public static DnsOptions OfThisMachine()
    {
        const string File = "/etc/resolv.conf";
        if (!System.IO.File.Exists(File))
            return FromResolvConf(TextReader.Null);
        using StreamReader reader = System.IO.File.OpenText(File);
        return FromResolvConf(reader);
    }

    /// <summary>The first three <c>nameserver</c> lines of a file in the format of resolv.conf(5).</summary>
    public static DnsOptions FromResolvConf(TextReader text)
    {
        const int Most = 3;
        const int MaxLines = 1_000;
        List<IPEndPoint> servers = [];
        for (int lines = 0; lines < MaxLines && servers.Count < Most && text.ReadLine() is { } line; lines++)
        {
            string[] words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (words.Length >= 2 && words[0] == "nameserver" && IPAddress.TryParse(words[1], out IPAddress? address))
                servers.Add(new IPEndPoint(address, 53));
        }

        if (servers.Count == 0)
            servers.Add(new IPEndPoint(IPAddress.Loopback, 53));
        return new DnsOptions { Servers = servers };
    }
}
