using System.CommandLine;
using System.Text.Json.Nodes;
using Bursar.App.Keys;
using Bursar.Cli.Output;
using Bursar.Core.Faults;
using Bursar.Evm.HdKeys;
using Spectre.Console;

namespace Bursar.Cli.Commands;

/// <summary><c>keys new</c>, <c>keys import</c> and <c>keys list</c>. A key itself is never an argument and never printed.</summary>
internal static class KeysCommands
{
    private const int MaxImport = 64 * 1024;
    private const int KeyDigits = 64;
    private const int FewestWords = 12;

    public static Command Create(CommandFactory factory) => CommandFactory.Group(
        "keys", "Make, import and list encrypted keys", CreateNew(factory), CreateImport(factory), CreateList(factory));

    private static Command CreateNew(CommandFactory factory)
    {
        var name = new Argument<string>("name") { Description = "A name for it: letters, digits, '-' and '_'" };
        return ExamplesHelp.With(
            factory.Create("new", "Make a new key, encrypted under a password", (context, _) =>
            {
                var ring = new KeyRing(context.Home);
                Check(ring, context.Get(name));
                return Task.FromResult(Show(ring.Create(context.Get(name), Session.ReadPassword(context, "Password for the new key", twice: true)).Value));
            }, name),
            "bursar keys new treasury",
            "bursar keys new treasury --password-fd 3 3<password.txt");
    }

    private static Command CreateImport(CommandFactory factory)
    {
        var name = new Argument<string>("name") { Description = "A name for it: letters, digits, '-' and '_'" };
        var file = new Argument<string>("file")
        {
            Description = "File with 32 bytes in hexadecimal, a keystore (v3) or, with --mnemonic, a wallet's words; '-' for standard input",
            DefaultValueFactory = _ => "-",
        };
        var mnemonic = new Option<bool>("--mnemonic") { Description = "Take a key of the wallet whose 12 to 24 English words are in the file, or are typed at the prompt" };
        var index = new Option<uint?>("--index") { Description = "Number of the account: the path is m/44'/60'/0'/0/N; 0 unless given" };
        var path = new Option<string?>("--path") { Description = "Another path, such as m/44'/60'/1'/0/0" };
        var passphrase = new Option<bool>("--passphrase") { Description = "The words have a passphrase: from BURSAR_MNEMONIC_PASSPHRASE or the prompt" };
        return ExamplesHelp.With(
            factory.Create("import", "Take over a key from a file or standard input", (context, _) =>
            {
                var ring = new KeyRing(context.Home);
                Check(ring, context.Get(name));
                if (context.Get(mnemonic))
                    return Task.FromResult(Show(ImportWords(context, ring, context.Get(name), context.Get(file), PathOf(context.Get(path), context.Get(index)), context.Get(passphrase))));
                if (context.Get(path) is not null || context.Get(index) is not null || context.Get(passphrase))
                    throw new FaultException(new Fault("key.path-without-mnemonic", "--path, --index and --passphrase belong to --mnemonic.") { Kind = FaultKind.Usage });
                char[] text = ReadKey(context.Get(file));
                try
                {
                    string password = Session.ReadPassword(context, "Password to store it under", twice: true);
                    string filePassword = text.AsSpan().TrimStart().StartsWith("{") ? Session.ReadFilePassword(context, password) : "";
                    return Task.FromResult(Show(ring.Import(context.Get(name), text, filePassword, password).Value));
                }
                finally
                {
                    Array.Clear(text);
                }
            }, name, file, mnemonic, index, path, passphrase),
            "bursar keys import treasury UTC--2026-01-01--….json",
            "pass show treasury | bursar keys import treasury - --password-fd 3 3<password.txt",
            "bursar keys import cold --mnemonic --index 2");
    }

    private static StoredKey ImportWords(CommandContext context, KeyRing ring, string name, string file, HdPath path, bool hasPassphrase)
    {
        char[] words = file == "-" && !Console.IsInputRedirected ? Session.Ask(context, "The wallet's words").ToCharArray() : ReadKey(file);
        try
        {
            string passphrase = "";
            if (hasPassphrase)
                passphrase = Environment.GetEnvironmentVariable("BURSAR_MNEMONIC_PASSPHRASE") is { Length: > 0 } given ? given : Session.Ask(context, "Passphrase of the words");
            return ring.ImportMnemonic(name, words, passphrase, path, Session.ReadPassword(context, "Password to store it under", twice: true)).Value;
        }
        finally
        {
            Array.Clear(words);
        }
    }

    private static HdPath PathOf(string? path, uint? index)
    {
        if (path is not null && index is null)
        {
            return HdPath.TryParse(path, out HdPath? parsed)
                ? parsed
                : throw new FaultException(new Fault("key.bad-path", $"'{SafeText.Printable(path)}' is no path.", "--path", "A path is m and steps such as m/44'/60'/0'/0/0.") { Kind = FaultKind.Usage });
        }

        if (path is not null || index >= HdPath.Hardened)
            throw new FaultException(new Fault("key.bad-path", "give either --path or --index, and an index below 2147483648.", "--path") { Kind = FaultKind.Usage });
        return HdPath.Ethereum(index ?? 0);
    }

    private static Command CreateList(CommandFactory factory) => ExamplesHelp.With(
        factory.Create("list", "List the keys and their addresses", (context, _) =>
        {
            IReadOnlyList<StoredKey> keys = new KeyRing(context.Home).List();
            var json = new JsonObject
            {
                ["ok"] = true,
                ["keys"] = new JsonArray([.. keys.Select(k => (JsonNode)new JsonObject { ["name"] = k.Name, ["address"] = k.Address.ToString(), ["file"] = k.File })]),
            };
            return Task.FromResult(new Outcome(json, t =>
            {
                foreach (StoredKey key in keys)
                    SentView.Line(t, key.Name, key.Address.ToString());
                if (keys.Count == 0)
                    t.Results.WriteLine("no keys; make one with 'bursar keys new NAME'");
            }));
        }),
        "bursar keys list --json");

    /// <summary>Refuses before a password is asked for.</summary>
    private static void Check(KeyRing ring, string name)
    {
        if (IsKey(name) || IsWords(name))
            throw new FaultException(OnCommandLine());
        if (ring.Find(name) is { } taken)
            throw new FaultException(new Fault("key.exists", $"there is a key '{taken.Name}' already.", Hint: "Choose another name: a key is never overwritten."));
    }

    /// <summary>The text of a file, in memory that the caller clears.</summary>
    private static char[] ReadKey(string file)
    {
        string digits = file.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? file[2..] : file;
        if ((IsKey(digits) || IsWords(file)) && !File.Exists(file))
            throw new FaultException(OnCommandLine());
        using Stream stream = file == "-" ? Console.OpenStandardInput() : ListFiles.Open(file);
        byte[] bytes = GC.AllocateArray<byte>(MaxImport + 1, pinned: true);
        int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (read > MaxImport)
            throw new FaultException(new Fault("key.malformed", $"this has more than {MaxImport} bytes: it is no key.", "file", "Give a file with the key alone."));
        char[] text = GC.AllocateArray<char>(System.Text.Encoding.UTF8.GetCharCount(bytes, 0, read), pinned: true);
        System.Text.Encoding.UTF8.GetChars(bytes, 0, read, text, 0);
        System.Security.Cryptography.CryptographicOperations.ZeroMemory(bytes);
        return text;
    }

    private static bool IsKey(string text) => text.Length == KeyDigits && text.All(char.IsAsciiHexDigit);

    private static bool IsWords(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length >= FewestWords;

    /// <summary>Does not repeat what was typed.</summary>
    private static Fault OnCommandLine() => new("key.on-command-line", "a key must never be typed on the command line: it now stands in the shell's history and other users could have seen it.",
        null, "Treat that key as stolen. Give keys by a file or on standard input.")
    { Kind = FaultKind.Usage };

    private static Outcome Show(StoredKey key) => new(
        new JsonObject { ["ok"] = true, ["name"] = key.Name, ["address"] = key.Address.ToString(), ["file"] = key.File, ["weakness"] = key.Weakness },
        t =>
        {
            SentView.Line(t, "name", key.Name);
            SentView.Line(t, "address", key.Address.ToString());
            SentView.Line(t, "file", key.File);
            if (key.Weakness is { } weakness)
                SentView.Line(t, "weak", $"{weakness}. The key is stored strongly here now: destroy the file that it came from");
            SentView.Line(t, "backup", "copy the file and remember the password: nobody can restore either");
        });
}
