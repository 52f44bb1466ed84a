using Bursar.App.Keys;
using Bursar.App.LocalChain;
using Bursar.App.Networks;
using Bursar.App.Planning;
using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc.Signing;
using Bursar.Evm.Rpc.Transport;
using Bursar.Evm.Signing;
using Bursar.Storage;
using Microsoft.Win32.SafeHandles;
using Spectre.Console;

namespace Bursar.Cli.Commands;

/// <summary>What commands open: networks, launches, chains, keys and the journal, from the global options.</summary>
internal static class Session
{
    private const int MaxPasswordBytes = 4096;

    /// <summary>A person may have to look at what is signed elsewhere.</summary>
    private static readonly TimeSpan SignerPatience = TimeSpan.FromMinutes(5);

    /// <summary>The known networks: the built-in ones, and those of <c>--networks</c>.</summary>
    public static NetworkCatalog Networks(CommandContext context)
    {
        if (context.NetworksFile is not { } file)
            return NetworkCatalog.BuiltIn;
        if (!File.Exists(file))
            throw new FaultException(new Fault("network.no-file", $"there is no file '{file}' with network profiles.", "--networks", "docs/networks.md shows the format.") { Kind = FaultKind.Usage });
        return NetworkCatalog.BuiltIn.With(NetworkProfileReader.Read(File.ReadAllBytes(file), file).Value).Value;
    }

    /// <summary>The network of <c>--network</c>, or <paramref name="otherwise"/>.</summary>
    public static NetworkProfile Network(CommandContext context, string otherwise = "local") => Networks(context).Find(context.NetworkName ?? otherwise).Value;

    /// <summary>Reads a launch file with its lists.</summary>
    public static LoadedLaunch LoadLaunch(CommandContext context, string path, CancellationToken cancellationToken)
    {
        context.Terminal.Note($"[grey]reading {path}[/]");
        return new LaunchLoader(Networks(context)).Load(path, context.NetworkName, cancellationToken).Value;
    }

    /// <summary>Connects to a network.</summary>
    public static async Task<ChainConnection> ConnectAsync(CommandContext context, NetworkProfile network, CancellationToken cancellationToken) =>
        (await ChainConnection.OpenAsync(network, context.Rpc, context.Home, Environment.GetEnvironmentVariable("BURSAR_ROOT"), context.Quorum, context.RpcTimeout, cancellationToken)).Value;

    /// <summary>Opens the journal.</summary>
    public static async Task<SqlJournal> OpenJournalAsync(CommandContext context, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(context.Home);
        return (await JournalStore.OpenAsync(context.Journal, TimeProvider.System, cancellationToken)).Value;
    }

    /// <summary>A signer for an account: a local development account on chain 31337, the signer of <c>--signer</c>, otherwise a key of the key ring. The caller
    /// disposes it, when it can be disposed.</summary>
    public static async Task<ISigner> SignerAsync(CommandContext context, Address account, NetworkProfile network, CancellationToken cancellationToken)
    {
        int number = LocalAccounts.Addresses.ToList().IndexOf(account);
        if (number >= 0 && LocalAccounts.LiveOn(network.ChainId))
            return LocalAccounts.Signer(number, network.ChainId);
        if (context.Signer is { } elsewhere)
            return await RemoteAsync(elsewhere, account, network, cancellationToken);
        var ring = new KeyRing(context.Home);
        StoredKey stored = ring.Find(account) ?? throw new FaultException(new Fault(
            "key.not-found", $"there is no key for {account} in {context.Home}.", Hint: "List keys with 'bursar keys list', add one with 'bursar keys import', or name a signer with --signer.")
        { Kind = FaultKind.Usage });
        if (stored.Weakness is { } weakness)
            context.Terminal.Note($"[yellow]weak[/] {stored.Name}: {weakness}; 'bursar keys import' under another home stores it strongly");
        return ring.Unlock(stored, ReadPassword(context, $"Password of '{stored.Name}'")).Value;
    }

    /// <summary>Whether this machine, or the signer that it was told of, signs for an account.</summary>
    public static bool HasKey(CommandContext context, Address account, NetworkProfile network) =>
        context.Signer is not null || (network.ChainId == LocalNodeOptions.LocalChainId && LocalAccounts.Addresses.Contains(account)) || new KeyRing(context.Home).Find(account) is not null;

    /// <summary>A signer named by key name, address or <c>local:N</c>.</summary>
    public static Task<ISigner> SignerAsync(CommandContext context, string name, NetworkProfile network, CancellationToken cancellationToken)
    {
        const string Local = "local:";
        if (name.StartsWith(Local, StringComparison.Ordinal) && int.TryParse(name[Local.Length..], out int number) && number >= 0 && number < LocalAccounts.Count)
            return SignerAsync(context, LocalAccounts.Addresses[number], network, cancellationToken);
        if (Address.TryParse(name, out Address address))
            return SignerAsync(context, address, network, cancellationToken);
        StoredKey stored = new KeyRing(context.Home).Find(name) ?? throw new FaultException(new Fault(
            "key.not-found", $"there is no key '{name}' in {context.Home}.", Hint: "List keys with 'bursar keys list'.")
        { Kind = FaultKind.Usage });
        return SignerAsync(context, stored.Address, network, cancellationToken);
    }

    /// <summary>A password from <c>BURSAR_PASSWORD</c>, a file descriptor (<c>--password-fd</c>) or the prompt; never from the command line.</summary>
    public static string ReadPassword(CommandContext context, string prompt, bool twice = false)
    {
        if (Environment.GetEnvironmentVariable("BURSAR_PASSWORD") is { Length: > 0 } password)
            return password;
        if (context.PasswordFd is { } descriptor)
            return ReadDescriptor(descriptor);
        if (Console.IsInputRedirected)
        {
            throw new FaultException(new Fault("key.no-password", "a password is needed, and there is no terminal to ask at.",
                Hint: "Set BURSAR_PASSWORD, or pass a file descriptor: --password-fd 3 3<file.")
            { Kind = FaultKind.Usage });
        }

        IAnsiConsole console = context.Terminal.Notes;
        string first = console.Prompt(new TextPrompt<string>($"{Markup.Escape(prompt)}:").Secret());
        if (twice && console.Prompt(new TextPrompt<string>("Again:").Secret()) != first)
            throw new FaultException(new Fault("key.passwords-differ", "the two passwords differ.") { Kind = FaultKind.Usage });
        return first;
    }

    /// <summary>The password of a keystore that is taken over: from <c>BURSAR_FILE_PASSWORD</c> or the prompt; without either the one that it gets here.</summary>
    public static string ReadFilePassword(CommandContext context, string password)
    {
        if (Environment.GetEnvironmentVariable("BURSAR_FILE_PASSWORD") is { Length: > 0 } own)
            return own;
        bool asks = context.PasswordFd is null && Environment.GetEnvironmentVariable("BURSAR_PASSWORD") is not { Length: > 0 };
        return asks ? context.Terminal.Notes.Prompt(new TextPrompt<string>("Password of the imported file:").Secret()) : password;
    }

    /// <summary>Asks for a secret at the terminal.</summary>
    public static string Ask(CommandContext context, string prompt)
    {
        if (Console.IsInputRedirected)
        {
            throw new FaultException(new Fault("key.no-password", $"there is no terminal to ask at: {prompt.ToLowerInvariant()}.",
                Hint: "Give the words as a file or on standard input, their passphrase in BURSAR_MNEMONIC_PASSPHRASE.")
            { Kind = FaultKind.Usage });
        }

        return context.Terminal.Notes.Prompt(new TextPrompt<string>($"{Markup.Escape(prompt)}:").Secret());
    }

    /// <summary>Bound to the chain of the network: what it signs is good for no other, whatever the signer would do.</summary>
    private static async Task<ISigner> RemoteAsync(string text, Address account, NetworkProfile network, CancellationToken cancellationToken)
    {
        if (!RpcEndpoint.TryParse(text, out RpcEndpoint? endpoint))
        {
            throw new FaultException(new Fault("signer.bad-url", "the signer is no address of a JSON-RPC endpoint.", "--signer",
                "Write it like http://127.0.0.1:9000, or the path of its socket.")
            { Kind = FaultKind.Usage });
        }

        IRpcTransport transport = endpoint.Open(timeout: SignerPatience);
        try
        {
            return await RemoteSigner.ConnectAsync(transport, account, network.ChainId, cancellationToken);
        }
        catch
        {
            transport.Dispose();
            throw;
        }
    }

    private static string ReadDescriptor(int number)
    {
        try
        {
            return ReadOpen(number);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new FaultException(new Fault("key.bad-descriptor", $"nothing can be read from file descriptor {number}: {e.Message}", "--password-fd", "Open it in the shell: 3<file.") { Kind = FaultKind.Usage });
        }
    }

    private static string ReadOpen(int number)
    {
        using var handle = new SafeFileHandle(number, ownsHandle: false);
        using var stream = new FileStream(handle, FileAccess.Read);
        byte[] bytes = new byte[MaxPasswordBytes];
        int read = 0;
        while (read < bytes.Length && stream.Read(bytes, read, bytes.Length - read) is > 0 and int more)
            read += more;
        string text = System.Text.Encoding.UTF8.GetString(bytes, 0, read).TrimEnd('\n', '\r');
        System.Security.Cryptography.CryptographicOperations.ZeroMemory(bytes);
        return text;
    }
}
