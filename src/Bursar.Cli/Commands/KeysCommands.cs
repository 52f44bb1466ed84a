using System.CommandLine;
using System.Text.Json.Nodes;
using Bursar.App.Keys;
using Bursar.Cli.Output;
using Bursar.Core.Faults;
using Spectre.Console;

namespace Bursar.Cli.Commands;

/// <summary><c>keys new</c>, <c>keys import</c> and <c>keys list</c>. A key itself is never an argument and never printed.</summary>
internal static class KeysCommands
{
    private const int MaxImport = 64 * 1024;
    private const int KeyDigits = 64;

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
        var file = new Argument<string>("file") { Description = "File with 32 bytes in hexadecimal or a keystore (v3); '-' for standard input", DefaultValueFactory = _ => "-" };
        return ExamplesHelp.With(
            factory.Create("import", "Take over a key from a file or standard input", (context, _) =>
            {
                var ring = new KeyRing(context.Home);
                Check(ring, context.Get(name));
                string text = ReadKey(context.Get(file));
                string password = Session.ReadPassword(context, "Password to store it under", twice: true);
                string filePassword = text.TrimStart().StartsWith('{') ? Session.ReadFilePassword(context, password) : "";
                return Task.FromResult(Show(ring.Import(context.Get(name), text, filePassword, password).Value));
            }, name, file),
            "bursar keys import treasury UTC--2026-01-01--….json",
            "pass show treasury | bursar keys import treasury - --password-fd 3 3<password.txt");
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
        if (name.Length == KeyDigits && name.All(char.IsAsciiHexDigit))
            throw new FaultException(OnCommandLine());
        if (ring.Find(name) is { } taken)
            throw new FaultException(new Fault("key.exists", $"there is a key '{taken.Name}' already.", Hint: "Choose another name: a key is never overwritten."));
    }

    private static string ReadKey(string file)
    {
        string digits = file.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? file[2..] : file;
        if (digits.Length == KeyDigits && digits.All(char.IsAsciiHexDigit) && !File.Exists(file))
            throw new FaultException(OnCommandLine());
        using Stream stream = file == "-" ? Console.OpenStandardInput() : ListFiles.Open(file);
        byte[] bytes = new byte[MaxImport + 1];
        int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (read > MaxImport)
            throw new FaultException(new Fault("key.malformed", $"this has more than {MaxImport} bytes: it is no key.", "file", "Give a file with the key alone."));
        string text = System.Text.Encoding.UTF8.GetString(bytes, 0, read);
        System.Security.Cryptography.CryptographicOperations.ZeroMemory(bytes);
        return text;
    }

    /// <summary>Does not repeat what was typed.</summary>
    private static Fault OnCommandLine() => new("key.on-command-line", "a key must never be typed on the command line: it now stands in the shell's history and other users could have seen it.",
        null, "Treat that key as stolen. Give keys by a file or on standard input.")
    { Kind = FaultKind.Usage };

    private static Outcome Show(StoredKey key) => new(
        new JsonObject { ["ok"] = true, ["name"] = key.Name, ["address"] = key.Address.ToString(), ["file"] = key.File },
        t =>
        {
            SentView.Line(t, "name", key.Name);
            SentView.Line(t, "address", key.Address.ToString());
            SentView.Line(t, "file", key.File);
            SentView.Line(t, "backup", "copy the file and remember the password: nobody can restore either");
        });
}
