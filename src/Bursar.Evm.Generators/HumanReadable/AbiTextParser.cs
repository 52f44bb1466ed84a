using System.Collections.Generic;
using System.Linq;
using Bursar.Evm.Generators.Json;
using Bursar.Evm.Generators.Parsing;

namespace Bursar.Evm.Generators.HumanReadable;

/// <summary>
/// Reads an ABI written as Solidity declarations, and gives the JSON that a compiler would write for them, each value with its place in the text.
/// </summary>
internal sealed class AbiTextParser
{
    private readonly Reporter _reporter;
    private readonly Dictionary<string, StructDeclaration> _structs = [];
    private int _open;

    private AbiTextParser(Reporter reporter) => _reporter = reporter;

    /// <summary>The entries that can be read; the others are reported.</summary>
    public static JsonValue Parse(string text, Reporter reporter)
    {
        List<JsonValue> entries = [];
        try
        {
            entries = new AbiTextParser(reporter).Entries(Lexer.Read(text));
        }
        catch (TextException e)
        {
            reporter.Report(Descriptors.MalformedDeclaration, e.Position, e.Message);
        }

        return new JsonValue(0) { Items = entries };
    }

    /// <summary>A struct with its fields.</summary>
    /// <returns>Null when there is no struct of that name.</returns>
    /// <exception cref="TextException">The struct contains itself, or cannot be read.</exception>
    internal StructDeclaration? Struct(Token name)
    {
        if (!_structs.TryGetValue(name.Text, out StructDeclaration? declaration))
            return null;
        switch (declaration.State)
        {
            case StructState.Read:
                return declaration;
            case StructState.Open:
                throw new TextException(name.Position, $"the struct '{name.Text}' contains itself");
            case StructState.Bad:
                throw new TextException(name.Position, $"the struct '{name.Text}' is left out");
            default:
                break;
        }

        if (_open == DeclarationReader.MaxDepth)
            throw new TextException(name.Position, $"structs are nested more than {DeclarationReader.MaxDepth} deep");
        declaration.State = StructState.Open;
        _open++;
        try
        {
            new DeclarationReader(declaration.Tokens, this).ReadStruct(declaration);
            declaration.State = StructState.Read;
            return declaration;
        }
        finally
        {
            _open--;
            if (declaration.State == StructState.Open)
                declaration.State = StructState.Bad;
        }
    }

    private List<JsonValue> Entries(List<Token> tokens)
    {
        List<List<Token>> declarations = Split(tokens);
        foreach (List<Token> declaration in declarations.Where(static d => d[0].Is("struct")))
            Try(() => Declare(declaration));
        foreach (StructDeclaration declaration in _structs.Values.ToList())
        {
            if (declaration.State == StructState.Unread)
                Try(() => Struct(declaration.Tokens[1]));
        }

        var entries = new List<JsonValue>();
        foreach (List<Token> declaration in declarations.Where(static d => !d[0].Is("struct")))
            Try(() => Add(entries, declaration));
        return entries;
    }

    private void Add(List<JsonValue> entries, List<Token> declaration)
    {
        Token keyword = declaration[0];
        if (keyword.Text is "constructor" or "receive" or "fallback" && entries.Any(e => e.GetText("type") == keyword.Text))
            throw new TextException(keyword.Position, $"there is a {keyword.Text} already");
        entries.Add(new DeclarationReader(declaration, this).Entry());
    }

    private void Declare(List<Token> tokens)
    {
        Token name = tokens[1];
        if (!name.IsWord || !Words.CanBeName(name.Text))
            throw new TextException(name.Position, "a struct needs a name");
        if (_structs.ContainsKey(name.Text))
            throw new TextException(name.Position, $"there is a struct '{name.Text}' already");
        _structs.Add(name.Text, new StructDeclaration(tokens));
    }

    private void Try(System.Action read)
    {
        try
        {
            read();
        }
        catch (TextException e)
        {
            _reporter.Report(Descriptors.MalformedDeclaration, e.Position, e.Message);
        }
    }

    /// <summary>
    /// Cuts the text into declarations, each with an empty token at its end. A word that begins a declaration at the start of a line does so even
    /// when a bracket before it was never closed, so that one mistake spoils one declaration.
    /// </summary>
    private List<List<Token>> Split(List<Token> tokens)
    {
        var declarations = new List<List<Token>>();
        List<Token>? open = null;
        int depth = 0;
        bool complained = false;
        for (int i = 0; i < tokens.Count - 1; i++)
        {
            Token token = tokens[i];
            bool begins = Words.IsDeclaration(token.Text) && (depth == 0 || token.StartsLine) && Continues(token, tokens[i + 1]);
            if (begins || (token.Is(";") && depth == 0))
            {
                open?.Add(new Token(token.Position, "", false));
                open = begins ? [token] : null;
                if (open is not null)
                    declarations.Add(open);
                (depth, complained) = (0, false);
                continue;
            }

            depth += token.Text is "(" or "{" ? 1 : token.Text is ")" or "}" && depth > 0 ? -1 : 0;
            if (open is not null)
                open.Add(token);
            else if (!complained)
                _reporter.Report(Descriptors.MalformedDeclaration, token.Position, $"'{token.Text}' does not begin a declaration");
            complained |= open is null;
        }

        open?.Add(tokens[tokens.Count - 1]);
        return declarations;
    }

    private static bool Continues(Token keyword, Token next) => keyword.Text switch
    {
        "constructor" or "receive" or "fallback" => next.Is("("),
        _ => next.IsWord || next.Text.Length == 0,
    };
}
