using System.CommandLine;
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

    private static string? NonEmpty(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;
}
