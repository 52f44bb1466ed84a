namespace Bursar.Evm.Rpc.Transport;

/// <summary>Parts of an endpoint and its headers that may be keys: hosted nodes like to repeat them in what they answer.</summary>
internal sealed class Secrets
{
    private const int ShortestSecret = 6;
    private readonly string[] _parts;

    public Secrets(Uri endpoint, IReadOnlyDictionary<string, string> headers)
    {
        IEnumerable<string> parts =
        [
            .. endpoint.AbsolutePath.Split('/'),
            .. endpoint.Query.TrimStart('?').Split('&').Select(pair => pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..]),
            .. endpoint.UserInfo.Split(':'),
            .. headers.Values.SelectMany(value => value.Split(' ')),
        ];
        _parts = [.. parts.SelectMany(part => new[] { part, Uri.UnescapeDataString(part) }).Where(part => part.Length >= ShortestSecret).Distinct()
            .OrderByDescending(part => part.Length)];
    }

    private Secrets() => _parts = [];

    /// <summary>For an endpoint that has none.</summary>
    public static Secrets None { get; } = new();

    public string Hide(string text)
    {
        foreach (string part in _parts)
            text = text.Replace(part, "***", StringComparison.OrdinalIgnoreCase);
        return text;
    }
}
