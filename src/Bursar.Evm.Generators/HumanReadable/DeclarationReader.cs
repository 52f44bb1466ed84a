using System.Collections.Generic;
using Bursar.Evm.Generators.Json;

namespace Bursar.Evm.Generators.HumanReadable;

/// <summary>Reads one declaration.</summary>
internal sealed class DeclarationReader(List<Token> tokens, AbiTextParser structs)
{
    /// <summary>How many structs, tuples or arrays may stand inside each other.</summary>
    public const int MaxDepth = 32;

    /// <summary>Most parameters of a declaration with all structs written out: structs that double at each step would grow beyond any memory.</summary>
    private const int MaxWeight = 4096;

    private int _at;
    private int _weight;
    private int _depth;

    private enum Place
    {
        Function,
        Event,
        Error,
        Struct,
    }

    private Token Next => tokens[_at];

    /// <summary>The entry of the ABI.</summary>
    /// <exception cref="TextException">The declaration makes no sense.</exception>
    public JsonValue Entry()
    {
        Token keyword = Take();
        var entry = new Dictionary<string, JsonValue> { ["type"] = Text(keyword.Position, keyword.Text) };
        if (keyword.Text is "function" or "event" or "error")
            entry["name"] = Name("a name is missing");
        Place place = keyword.Text switch { "event" => Place.Event, "error" => Place.Error, _ => Place.Function };
        entry["inputs"] = List(Parameters(place, 0));
        switch (keyword.Text)
        {
            case "event":
                entry["anonymous"] = Literal(Next.Position, TryTake("anonymous") ? "true" : "false");
                break;
            case "error":
                break;
            default:
                Tail(keyword, entry);
                break;
        }

        if (Next.Text.Length != 0)
            throw new TextException(Next.Position, $"'{Next.Text}' has no place here");
        return new JsonValue(keyword.Position) { Members = entry };
    }

    /// <summary>Reads the fields of a struct.</summary>
    /// <exception cref="TextException">The declaration makes no sense.</exception>
    public void ReadStruct(StructDeclaration declaration)
    {
        _at = 2;
        Expect("{");
        while (!TryTake("}"))
        {
            declaration.Fields.Add(Parameter(Place.Struct, 0));
            if (!Next.Is("}"))
                Expect(";");
        }

        if (declaration.Fields.Count == 0)
            throw new TextException(tokens[1].Position, $"the struct '{tokens[1].Text}' has no fields");
        if (Next.Text.Length != 0)
            throw new TextException(Next.Position, $"'{Next.Text}' has no place here");
        (declaration.Weight, declaration.Depth) = (_weight, _depth + 1);
    }

    private void Tail(Token keyword, Dictionary<string, JsonValue> entry)
    {
        bool isFunction = keyword.Is("function");
        JsonValue outputs = List([]);
        Token mutability = default;
        Token visibility = default;
        while (Next.IsWord)
        {
            Token word = Take();
            if (Words.IsMutability(word.Text) && mutability.Text is null)
                mutability = word;
            else if (word.Text is "external" or "public" && visibility.Text is null)
                visibility = word;
            else if (word.Is("override") && Next.Is("("))
                SkipOverridden();
            else if (word.Text is "virtual" or "override")
                continue;
            else if (word.Is("returns") && (isFunction || keyword.Is("fallback")))
            {
                outputs = List(Parameters(Place.Function, 0));
                if (outputs.Items!.Count == 0)
                    throw new TextException(word.Position, "'returns' names nothing");
                break;
            }
            else
            {
                throw new TextException(word.Position, word.Text is "internal" or "private" ? $"what is {word.Text} is not in an ABI" : $"'{word.Text}' has no place here");
            }
        }

        string stated = mutability.Text ?? "nonpayable";
        CheckSpecial(keyword, stated, entry["inputs"].Items!.Count, outputs.Items!.Count);
        if (isFunction)
            entry["outputs"] = outputs;
        if (keyword.Text is "receive" or "fallback")
            entry.Remove("inputs");
        entry["stateMutability"] = Text(mutability.Text is null ? keyword.Position : mutability.Position, stated);
    }

    private static void CheckSpecial(Token keyword, string mutability, int inputs, int outputs)
    {
        if (keyword.Is("receive") && (inputs != 0 || mutability != "payable"))
            throw new TextException(keyword.Position, "it is written 'receive() external payable'");
        if (keyword.Is("fallback") && (mutability is "pure" or "view" || inputs > 1 || inputs != outputs))
            throw new TextException(keyword.Position, "it is written 'fallback() external' or 'fallback() external payable'");
        if (keyword.Is("constructor") && mutability is "pure" or "view")
            throw new TextException(keyword.Position, "a constructor writes");
    }

    private void SkipOverridden()
    {
        Expect("(");
        do
        {
            Name("the name of a contract is missing");
        }
        while (TryTake(","));
        Expect(")");
    }

    private List<JsonValue> Parameters(Place place, int depth)
    {
        Expect("(");
        var list = new List<JsonValue>();
        if (TryTake(")"))
            return list;
        do
        {
            list.Add(Parameter(place, depth));
        }
        while (TryTake(","));
        Expect(")");
        return list;
    }

    private JsonValue Parameter(Place place, int depth)
    {
        Token start = Next;
        Count(start, 1, depth);
        var members = new Dictionary<string, JsonValue>();
        string type = Type(place, depth, members);
        bool isReference = type.EndsWith("]", System.StringComparison.Ordinal) || type is "bytes" or "string" or "tuple";
        members["type"] = Text(start.Position, type);
        bool indexed = false;
        if (place == Place.Event)
            members["indexed"] = Literal(start.Position, (indexed = TryTake("indexed")) ? "true" : "false");
        else if (place == Place.Function && Words.IsLocation(Next.Text) && isReference && depth == 0)
            Take();
        members["name"] = Text(Next.Position, Next.IsWord ? Name("").Text! : "");
        if (place == Place.Struct && members["name"].Text!.Length == 0)
            throw new TextException(Next.Position, "a field needs a name");
        return new JsonValue(start.Position) { Members = members };
    }

    private string Type(Place place, int depth, Dictionary<string, JsonValue> members)
    {
        Token start = Next;
        string type;
        string internalType = "";
        if (start.Is("(") || (start.Is("tuple") && tokens[_at + 1].Is("(")))
        {
            TryTake("tuple");
            // What is indexed is the whole tuple: no event keeps a part of one in a topic.
            List<JsonValue> components = Parameters(place == Place.Event ? Place.Error : place == Place.Struct ? Place.Error : place, depth + 1);
            if (components.Count == 0)
                throw new TextException(start.Position, "a tuple needs components");
            (type, members["components"]) = ("tuple", List(components));
        }
        else if (start.IsWord && Words.Elementary(start.Text) is { } elementary)
        {
            Take();
            type = elementary;
            if (type == "address")
                TryTake("payable");
        }
        else if (start.IsWord && structs.Struct(start) is { } declaration)
        {
            Take();
            Count(start, declaration.Weight, depth + declaration.Depth);
            (type, internalType, members["components"]) = ("tuple", "struct " + start.Text, List(declaration.Fields));
        }
        else
        {
            throw new TextException(start.Position, start.Text.Length == 0 ? "the declaration ends too early" : $"'{start.Text}' is no type");
        }

        string brackets = Brackets();
        if (internalType.Length > 0)
            members["internalType"] = Text(start.Position, internalType + brackets);
        return type + brackets;
    }

    private void Count(Token at, int parameters, int depth)
    {
        _weight += parameters;
        _depth = System.Math.Max(_depth, depth);
        if (_depth > MaxDepth)
            throw new TextException(at.Position, $"structs and tuples are nested more than {MaxDepth} deep");
        if (_weight > MaxWeight)
            throw new TextException(at.Position, $"it has more than {MaxWeight} parameters when all structs are written out");
    }

    private string Brackets()
    {
        string brackets = "";
        for (int depth = 0; TryTake("["); depth++)
        {
            if (depth == MaxDepth)
                throw new TextException(Next.Position, $"arrays are nested more than {MaxDepth} deep");
            string length = Next.IsNumber ? Take().Text : "";
            if (length.Length > 0 && length[0] == '0')
                throw new TextException(tokens[_at - 1].Position, "an array's length is a positive number");
            Expect("]");
            brackets += $"[{length}]";
        }

        return brackets;
    }

    private JsonValue Name(string missing)
    {
        Token name = Next;
        if (!name.IsWord)
            throw new TextException(name.Position, missing);
        if (!Words.CanBeName(name.Text))
            throw new TextException(name.Position, $"'{name.Text}' has no place here: it is a word of the language");
        Take();
        return Text(name.Position, name.Text);
    }

    private Token Take() => tokens[_at].Text.Length == 0 ? throw new TextException(tokens[_at].Position, "the declaration ends too early") : tokens[_at++];

    private bool TryTake(string text)
    {
        if (!Next.Is(text))
            return false;
        _at++;
        return true;
    }

    private void Expect(string text)
    {
        if (!TryTake(text))
            throw new TextException(Next.Position, Next.Text.Length == 0 ? $"'{text}' is missing" : $"'{text}' expected, not '{Next.Text}'");
    }

    private static JsonValue Text(int position, string text) => new(position) { Text = text };

    private static JsonValue Literal(int position, string literal) => new(position) { Literal = literal };

    private static JsonValue List(List<JsonValue> items) => new(items.Count > 0 ? items[0].Position : 0) { Items = items };
}
