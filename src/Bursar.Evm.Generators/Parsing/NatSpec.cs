using System.Collections.Generic;
using System.Linq;
using Bursar.Evm.Generators.Json;
using Bursar.Evm.Generators.Model;

namespace Bursar.Evm.Generators.Parsing;

/// <summary>The comments that the Solidity compiler puts beside the ABI (<c>devdoc</c> and <c>userdoc</c>), by signature.</summary>
internal sealed class NatSpec(JsonValue? developer, JsonValue? user)
{
    private static readonly Dictionary<string, string> None = [];

    public DocModel Contract => new(
        Clean(user?.GetText("notice") ?? developer?.GetText("title")),
        Clean(developer?.GetText("details")));

    public DocModel Of(string section, string signature) => new(
        Clean(Entry(user, section, signature)?.GetText("notice")),
        Clean(Entry(developer, section, signature)?.GetText("details")));

    public Dictionary<string, string> Parameters(string section, string signature) => Texts(Entry(developer, section, signature)?.Get("params"));

    public Dictionary<string, string> Returns(string section, string signature) => Texts(Entry(developer, section, signature)?.Get("returns"));

    private static JsonValue? Entry(JsonValue? doc, string section, string signature)
    {
        JsonValue? entry = doc?.Get(section)?.Get(signature);
        return entry?.Items is { Count: > 0 } several ? several[0] : entry;
    }

    private static Dictionary<string, string> Texts(JsonValue? value) => value?.Members is null
        ? None
        : value.Members.Where(pair => pair.Value.Text is not null).ToDictionary(pair => pair.Key, pair => Clean(pair.Value.Text)!);

    private static string? Clean(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : string.Join(" ", text!.Split(['\r', '\n', '\t', ' '], System.StringSplitOptions.RemoveEmptyEntries));
}
