using System.Reflection;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Launch;

/// <summary>A commented launch file and a list for it, to start from.</summary>
public static class LaunchTemplate
{
    /// <summary>Name of the list that the launch file names.</summary>
    public const string ListName = "recipients.csv";

    /// <summary>The text of a launch file that <see cref="LaunchReader"/> accepts.</summary>
    /// <param name="name">Name of the launch, <c>[a-z0-9-]{1,64}</c>.</param>
    /// <param name="network">Name of the network.</param>
    /// <param name="sender">The operator's address.</param>
    /// <param name="starts">The day from whose first second (UTC) the drop can be claimed.</param>
    /// <exception cref="ArgumentException">The name or the network has another form.</exception>
    public static string LaunchFile(string name, string network, Address sender, DateOnly starts)
    {
        if (!LaunchParser.IsKey(name))
            throw new ArgumentException("a launch's name has 1 to 64 characters of a–z, 0–9 and -", nameof(name));
        if (!LaunchParser.IsKey(network))
            throw new ArgumentException("a network's name has 1 to 64 characters of a–z, 0–9 and -", nameof(network));
        return Resource("launch.yaml")
            .Replace("{name}", name, StringComparison.Ordinal)
            .Replace("{network}", network, StringComparison.Ordinal)
            .Replace("{operator}", sender.ToString(), StringComparison.Ordinal)
            .Replace("{starts}", starts.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    /// <summary>The text of a small list with the columns <c>address,amount</c>; its accounts are examples of EIP-55.</summary>
    public static string List() => Resource(ListName);

    private static string Resource(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Bursar.Core.Launch.Template.{name}")
            ?? throw new InvalidOperationException($"the template {name} is not in the assembly");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
