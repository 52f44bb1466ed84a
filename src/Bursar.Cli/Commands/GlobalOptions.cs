using System.CommandLine;

namespace Bursar.Cli.Commands;

/// <summary>Options that every command takes.</summary>
internal sealed class GlobalOptions
{
    public Option<bool> Json { get; } = new("--json") { Description = "Print one JSON document on standard output", Recursive = true };

    public Option<bool> Plain { get; } = new("--plain") { Description = "No colours and no moving progress bars", Recursive = true };

    public Option<string?> Network { get; } = new("--network", "-n") { Description = "Network profile (see 'bursar network list')", Recursive = true, HelpName = "name" };

    public Option<string?> Networks { get; } = new("--networks") { Description = "File with further network profiles (docs/networks.md)", Recursive = true, HelpName = "file" };

    public Option<string[]> Rpc { get; } = new("--rpc")
    {
        Description = "Node: https://…, wss://… or the path of its socket; several (given again, or with commas between) stand in for one another; also read from BURSAR_RPC",
        Recursive = true,
        HelpName = "url",
    };

    public Option<int> Quorum { get; } = new("--quorum")
    {
        Description = "How many of the nodes have to answer reads alike (default: one is asked)",
        Recursive = true,
        HelpName = "number",
    };

    public Option<int?> RpcTimeout { get; } = new("--rpc-timeout")
    {
        Description = "Longest time for a node to answer, in seconds (default: 30); then it is asked again, or the next one; also read from BURSAR_RPC_TIMEOUT",
        Recursive = true,
        HelpName = "seconds",
    };

    public Option<string?> Signer { get; } = new("--signer")
    {
        Description = "Signer elsewhere over JSON-RPC (Web3Signer, Clef), which has the keys; also read from BURSAR_SIGNER",
        Recursive = true,
        HelpName = "url",
    };

    public Option<string?> Home { get; } = new("--home")
    {
        Description = "Folder for keys, journal and local chains; also read from BURSAR_HOME",
        Recursive = true,
        HelpName = "folder",
    };

    public Option<string?> Journal { get; } = new("--journal")
    {
        Description = "The outbox's journal: a file (default: journal.db in --home) or postgres://user@host/database, whose password comes from PGPASSWORD or a password file; also read from BURSAR_JOURNAL",
        Recursive = true,
        HelpName = "file|url",
    };

    public Option<int?> PasswordFd { get; } = new("--password-fd")
    {
        Description = "Read passwords from this file descriptor, as in --password-fd 3 3<file; also read from BURSAR_PASSWORD_FD",
        Recursive = true,
        HelpName = "number",
    };

    public void AddTo(RootCommand root)
    {
        root.Options.Add(Json);
        root.Options.Add(Plain);
        root.Options.Add(Network);
        root.Options.Add(Networks);
        root.Options.Add(Rpc);
        root.Options.Add(Quorum);
        root.Options.Add(RpcTimeout);
        root.Options.Add(Signer);
        root.Options.Add(Home);
        root.Options.Add(Journal);
        root.Options.Add(PasswordFd);
    }
}
