using System.Text;
using Bursar.Core.Faults;
using Bursar.Core.Launch;
using Bursar.Core.Lists;

namespace Bursar;

/// <summary>The folder in which a drop or payout of the SDK stands as a launch file with its list: what the command line and verification read too.</summary>
/// <remarks>What is only planned stands in a folder below, so that a plan that is refused changes no file of what was carried out.</remarks>
internal sealed class LaunchFolder
{
    private const int MaxKey = 64;
    private const string Launch = "launch.yaml";
    private const string List = "recipients.csv";
    private const string Planned = "planned";
    private readonly ClientCore _core;
    private readonly string _title;

    /// <param name="core">The client.</param>
    /// <param name="kind"><c>drops</c>, <c>payouts</c>, <c>vouchers</c>, <c>programmes</c> or <c>staking</c>.</param>
    /// <param name="key">Name of the launch and key of its only resource.</param>
    public LaunchFolder(ClientCore core, string kind, string key)
    {
        if (key.Length is 0 or > MaxKey || key.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-'))
        {
            throw new FaultException(new Fault("launch.bad-name", $"'{key}' is no name: it has 1 to {MaxKey} characters of a–z, 0–9 and -.", "IdempotencyKey",
                "Names are part of keys that the chain enforces, so they are short and plain, for example team-2026."));
        }

        _core = core;
        _title = $"{kind} of the SDK: {key}";
        Key = key;
        Folder = Path.Combine(core.Folder, kind, core.Network.Name, core.Account.ToString(), key);
    }

    /// <summary>Name of the launch and key of its only resource.</summary>
    public string Key { get; }

    /// <summary>The folder of what is or was carried out.</summary>
    public string Folder { get; }

    /// <summary>Writes the launch file and its list; files of the same content stay as they are.</summary>
    /// <param name="token">The token.</param>
    /// <param name="list">The list.</param>
    /// <param name="planOnly">True when nothing is carried out yet.</param>
    /// <param name="resource">Adds the lines that describe the resource.</param>
    /// <returns>The launch file.</returns>
    public string Write(Token token, RecipientList list, bool planOnly, Action<StringBuilder> resource)
    {
        string folder = planOnly ? Path.Combine(Folder, Planned) : Folder;
        Directory.CreateDirectory(folder);
        using var rows = new MemoryStream();
        list.WriteCanonical(rows);
        Replace(Path.Combine(folder, List), rows.ToArray());
        StringBuilder text = Head();
        text.Append($"tokens:\n  token:\n    address: {Quoted(token.Address)}\n    decimals: {token.Decimals}\n");
        resource(text);
        string file = Path.Combine(folder, Launch);
        Replace(file, Encoding.UTF8.GetBytes(text.ToString()));
        return file;
    }

    /// <summary>Writes the launch file of something without a list; a file of the same content stays as it is. Its tokens are called <c>token0</c>, <c>token1</c> and so on.</summary>
    public string Write(IReadOnlyList<Token> tokens, bool planOnly, Action<StringBuilder> resource)
    {
        string folder = planOnly ? Path.Combine(Folder, Planned) : Folder;
        Directory.CreateDirectory(folder);
        StringBuilder text = Head();
        if (tokens.Count > 0)
            text.Append("tokens:\n");
        foreach ((int index, Token token) in tokens.Index())
            text.Append($"  token{index}:\n    address: {Quoted(token.Address)}\n    decimals: {token.Decimals}\n");
        resource(text);
        string file = Path.Combine(folder, Launch);
        Replace(file, Encoding.UTF8.GetBytes(text.ToString()));
        return file;
    }

    /// <summary>The line of a point in time; nothing when there is none.</summary>
    public static void Time(StringBuilder text, string key, DateTimeOffset? time)
    {
        if (time is { } at)
            text.Append($"    {key}: \"{at.ToUniversalTime():yyyy-MM-dd'T'HH:mm:ss'Z'}\"\n");
    }

    /// <summary>The lines of an owner and of where something is described.</summary>
    public static void Party(StringBuilder text, Evm.Primitives.Address owner, string? uri)
    {
        text.Append($"    owner: {Quoted(owner)}\n");
        if (uri is not null)
            text.Append($"    uri: {Quoted(uri)}\n");
    }

    /// <summary>The lines that name the token and the list, with the rows that need to be allowed.</summary>
    public static string Common(RecipientList list) => $"    token: token\n    list: {List}\n    unit: base\n    allow: [{Allowed(list)}]\n";

    /// <summary>A text as YAML and JSON quote it.</summary>
    public static string Quoted(object value) => $"\"{value.ToString()!.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    /// <summary>The drop that is or was carried out under this key; null when none was.</summary>
    public DropSpec? FindDrop()
    {
        string file = Path.Combine(Folder, Launch);
        return File.Exists(file) && LaunchReader.Read(File.ReadAllBytes(file), file).TryGet(out Core.Launch.Launch? launch) && launch.Drops.Count == 1 ? launch.Drops[0] : null;
    }

    private StringBuilder Head()
    {
        var text = new StringBuilder();
        text.Append("# Written by the Bursar SDK. With this file, 'bursar verify' derives everything again from the chain.\n");
        text.Append($"bursar: 1\nname: {Quoted(Key)}\ntitle: {Quoted(_title)}\nnetwork: {Quoted(_core.Network.Name)}\noperator: {Quoted(_core.Account)}\n");
        return text;
    }

    // Whoever made the list allowed these rows already.
    private static string Allowed(RecipientList list)
    {
        AllowedRows allow = AllowedRows.None;
        ReadOnlySpan<RecipientRow> rows = list.Span;
        for (int i = 0; i < rows.Length; i++)
        {
            allow |= rows[i].Account.IsZero ? AllowedRows.ZeroAddress : AllowedRows.None;
            allow |= rows[i].Amount.IsZero ? AllowedRows.ZeroAmount : AllowedRows.None;
            allow |= i > 0 && rows[i].Account == rows[i - 1].Account ? AllowedRows.Duplicates : AllowedRows.None;
        }

        return AllowedRowsText.Format(allow).Replace(",", ", ", StringComparison.Ordinal);
    }

    private static void Replace(string path, byte[] content)
    {
        if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(content))
            return;
        string partial = $"{path}.{Environment.ProcessId}.partial";
        File.WriteAllBytes(partial, content);
        File.Move(partial, path, overwrite: true);
    }
}
