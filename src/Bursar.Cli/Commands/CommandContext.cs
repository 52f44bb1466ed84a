using System.CommandLine;
using System.Globalization;
using Bursar.Cli.Output;

namespace Bursar.Cli.Commands;

/// <summary>What a running command has at hand.</summary>
internal sealed class CommandContext
{
    public CommandContext(ParseResult parsed, GlobalOptions options)
    {
        Parsed = parsed;
        Terminal = new Terminal(parsed.GetValue(options.Json), parsed.GetValue(options.Plain));
        NetworkName = parsed.GetValue(options.Network);
        NetworksFile = parsed.GetValue(options.Networks);
        Rpc = parsed.GetValue(options.Rpc) is { Length: > 0 } given ? string.Join(',', given) : NonEmpty("BURSAR_RPC");
        Quorum = parsed.GetValue(options.Quorum);
        RpcTimeout = parsed.GetValue(options.RpcTimeout) is { } seconds ? TimeSpan.FromSeconds(seconds) : Seconds("BURSAR_RPC_TIMEOUT");
        Signer = parsed.GetValue(options.Signer) ?? NonEmpty("BURSAR_SIGNER");
        PasswordFd = parsed.GetValue(options.PasswordFd) ?? (int.TryParse(NonEmpty("BURSAR_PASSWORD_FD"), out int number) ? number : null);
        Home = Path.GetFullPath(parsed.GetValue(options.Home) ?? NonEmpty("BURSAR_HOME") ?? DefaultHome());
        Journal = parsed.GetValue(options.Journal) ?? NonEmpty("BURSAR_JOURNAL") ?? Path.Combine(Home, "journal.db");
    }

    public ParseResult Parsed { get; }

    public Terminal Terminal { get; }

    /// <summary>Value of <c>--network</c>, when given.</summary>
    public string? NetworkName { get; }

    /// <summary>Value of <c>--networks</c>, when given.</summary>
    public string? NetworksFile { get; }

    /// <summary>Values of <c>--rpc</c> with commas between, when given.</summary>
    public string? Rpc { get; }

    /// <summary>Value of <c>--quorum</c>; 0 when not given.</summary>
    public int Quorum { get; }

    /// <summary>Longest time for a node to answer, when given.</summary>
    public TimeSpan? RpcTimeout { get; }

    /// <summary>Value of <c>--signer</c>, when given.</summary>
    public string? Signer { get; }

    /// <summary>The file descriptor that passwords come from, when there is one.</summary>
    public int? PasswordFd { get; }

    /// <summary>Folder for keys, journal and local chains.</summary>
    public string Home { get; }

    /// <summary>The journal: a file or the address of a database.</summary>
    public string Journal { get; }

    public T? Get<T>(Option<T> option) => Parsed.GetValue(option);

    public T Get<T>(Argument<T> argument) => Parsed.GetRequiredValue(argument);

    private static string DefaultHome() => NonEmpty("BURSAR_ROOT") is { } root
        ? Path.Combine(root, ".bursar")
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".bursar");

    // What is no number is out of every range, and refused like one.
    private static TimeSpan? Seconds(string variable) =>
        NonEmpty(variable) is { } text ? TimeSpan.FromSeconds(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) ? seconds : 0) : null;

    private static string? NonEmpty(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;
}
