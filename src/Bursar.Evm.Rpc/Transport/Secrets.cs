namespace Bursar.Evm.Rpc.Transport;

/// <summary>Parts of an endpoint and its headers that may be keys: hosted nodes like to repeat them in what they answer.</summary>
internal sealed class Secrets
{
    private const int ShortestSecret = 6;
    private readonly string[] _parts;

    public Secrets(HttpRpcOptions options)
    {
        Uri uri = options.Endpoint;
        IEnumerable<string> parts =
        [
            .. uri.AbsolutePath.Split('/'),
            .. uri.Query.TrimStart('?').Split('&').Select(pair => pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..]),
            .. uri.UserInfo.Split(':'),
            .. options.Headers.Values.SelectMany(value => value.Split(' ')),
        ];
        _parts = [.. parts.SelectMany(part => new[] { part, Uri.UnescapeDataString(part) }).Where(part => part.Length >= ShortestSecret).Distinct()
            .OrderByDescending(part => part.Length)];
    }

    public string Hide(string text)
    {
        foreach (string part in _parts)
            text = text.Replace(part, "***", StringComparison.OrdinalIgnoreCase);
        return text;
    }
}
