using System.Text;
using Bursar.Evm.Primitives;

namespace Bursar.Evm.Eip712;

/// <summary>The struct types of one typed-data document, checked, with their hashes.</summary>
internal sealed class TypedDataTypes
{
    internal const string DomainName = "EIP712Domain";
    private const int MaxNameLength = 128;

    private readonly Dictionary<string, IReadOnlyList<TypedDataField>> _structs;
    private readonly Dictionary<string, Hash32> _hashes = [];

    /// <exception cref="TypedDataException">A name or a type is malformed, repeated or unknown.</exception>
    internal TypedDataTypes(Dictionary<string, IReadOnlyList<TypedDataField>> structs)
    {
        _structs = structs;
        foreach ((string name, IReadOnlyList<TypedDataField> fields) in structs)
            Check(name, fields);
    }

    internal IReadOnlyDictionary<string, IReadOnlyList<TypedDataField>> Structs => _structs;

    internal bool IsStruct(string name) => _structs.ContainsKey(name);

    internal Hash32 Hash(string name)
    {
        if (!_hashes.TryGetValue(name, out Hash32 hash))
            _hashes[name] = hash = TypedDataHash.TypeHash(Encode(name));
        return hash;
    }

    /// <summary><c>encodeType</c>: the struct, then those it refers to, sorted by name.</summary>
    internal string Encode(string name)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([name]);
        while (open.TryPop(out string? next))
        {
            foreach (TypedDataField field in _structs[next])
            {
                string inner = BaseOf(field.Type);
                if (inner != name && IsStruct(inner) && found.Add(inner))
                    open.Push(inner);
            }
        }

        var text = new StringBuilder();
        Append(text, name);
        foreach (string other in found)
            Append(text, other);
        return text.ToString();
    }

    internal static string BaseOf(string type)
    {
        int bracket = type.IndexOf('[', StringComparison.Ordinal);
        return bracket < 0 ? type : type[..bracket];
    }

    /// <summary>Whether <paramref name="name"/> is a type of one word or of bytes, and how wide (in bits or bytes).</summary>
    internal static bool TryElementary(string name, out ElementaryKind kind, out int size)
    {
        (kind, size) = (default, 0);
        switch (name)
        {
            case "bool":
                kind = ElementaryKind.Bool;
                return true;
            case "address":
                kind = ElementaryKind.Address;
                return true;
            case "string":
                kind = ElementaryKind.Text;
                return true;
            case "bytes":
                kind = ElementaryKind.Bytes;
                return true;
            default:
                return TrySized(name, "uint", 256, 8, ElementaryKind.Unsigned, ref kind, ref size)
                    || TrySized(name, "int", 256, 8, ElementaryKind.Signed, ref kind, ref size)
                    || TrySized(name, "bytes", 32, 1, ElementaryKind.FixedBytes, ref kind, ref size);
        }
    }

    private static bool TrySized(string name, string stem, int max, int step, ElementaryKind match, ref ElementaryKind kind, ref int size)
    {
        if (!name.StartsWith(stem, StringComparison.Ordinal) || !TryCount(name.AsSpan(stem.Length), out int value) || value > max || value % step != 0)
            return false;
        (kind, size) = (match, value);
        return true;
    }

    private static bool TryCount(ReadOnlySpan<char> digits, out int value)
    {
        value = 0;
        if (digits.Length is 0 or > 6 || digits[0] == '0')
            return false;
        foreach (char c in digits)
        {
            if (!char.IsAsciiDigit(c))
                return false;
            value = (value * 10) + (c - '0');
        }

        return true;
    }

    private static bool IsIdentifier(string name)
    {
        if (name.Length is 0 or > MaxNameLength || char.IsAsciiDigit(name[0]))
            return false;
        foreach (char c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '$'))
                return false;
        }

        return true;
    }

    private static bool HasSoundBrackets(ReadOnlySpan<char> suffix)
    {
        while (!suffix.IsEmpty)
        {
            int close = suffix.IndexOf(']');
            if (suffix[0] != '[' || close < 0 || (close > 1 && !TryCount(suffix[1..close], out _)))
                return false;
            suffix = suffix[(close + 1)..];
        }

        return true;
    }

    private void Check(string name, IReadOnlyList<TypedDataField> fields)
    {
        if (!IsIdentifier(name) || TryElementary(name, out _, out _))
            throw new TypedDataException("types", $"'{Shorten(name)}' cannot be the name of a struct");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (TypedDataField field in fields)
        {
            string path = $"types.{name}";
            if (!IsIdentifier(field.Name))
                throw new TypedDataException(path, $"'{Shorten(field.Name)}' cannot be the name of a member");
            if (!seen.Add(field.Name))
                throw new TypedDataException(path, $"the member '{field.Name}' is there twice");
            string inner = BaseOf(field.Type);
            if (!HasSoundBrackets(field.Type.AsSpan(inner.Length)) || (!IsStruct(inner) && !TryElementary(inner, out _, out _)))
                throw new TypedDataException($"{path}.{field.Name}", $"unknown type '{Shorten(field.Type)}'");
            if (inner == DomainName)
                throw new TypedDataException($"{path}.{field.Name}", "the domain cannot be a member");
        }
    }

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private void Append(StringBuilder text, string name)
    {
        text.Append(name).Append('(');
        text.AppendJoin(',', _structs[name].Select(static f => $"{f.Type} {f.Name}"));
        text.Append(')');
    }

    internal enum ElementaryKind
    {
        Bool,
        Address,
        Text,
        Bytes,
        Unsigned,
        Signed,
        FixedBytes,
    }
}
