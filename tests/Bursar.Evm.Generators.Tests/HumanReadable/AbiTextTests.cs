using System.Collections.Immutable;
using System.Reflection;
using Bursar.Evm.Generators.Tests.Running;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Bursar.Evm.Generators.Tests.HumanReadable;

public sealed class AbiTextTests
{
    private const string Token =
        """
        // What a token does.
        struct Row { address who; uint amount; }
        struct Page { Row[] rows; bytes32 next; }

        constructor(string name, address payable owner);
        function transfer(address to, uint256 amount) public virtual override(IERC20, Base) returns (bool);
        function page(Page calldata asked, (uint8 kind, string[] notes)[2] memory extra)
            external view
            returns (Page memory found);
        /* two events */ event Transfer(address indexed from, address indexed to, uint256 value)
        event Plain(Row indexed row, string note) anonymous;
        error Token_Empty(uint left)
        receive() external payable;
        fallback(bytes calldata data) external payable returns (bytes memory);
        """;

    [Theory]
    [InlineData("Token.abi")]
    [InlineData("Token.abi.txt")]
    [InlineData("Token.ABI.TXT")]
    public void Bindings_come_out_of_Solidity_declarations(string file)
    {
        Generation generation = Generation.Of((file, Token));
        Assert.Empty(generation.Result.Diagnostics);
        generation.AssertCompilesCleanly();
        Assembly assembly = generation.Load();
        Assert.Equal("page(((address,uint256)[],bytes32),(uint8,string[])[2])", Constant(assembly, "Sample.Token+PageCall", "Signature"));
        Assert.NotNull(assembly.GetType("Sample.Token+Row"));
        Assert.NotNull(assembly.GetType("Sample.Token+Page"));
        Assert.NotNull(assembly.GetType("Sample.Token+TransferEvent"));
        Assert.NotNull(assembly.GetType("Sample.Token+PlainEvent"));
        Assert.NotNull(assembly.GetType("Sample.Token+Token_EmptyError"));
    }

    [Fact]
    public void A_compilers_JSON_in_an_abi_file_is_read_as_JSON()
    {
        Generation generation = Generation.Of(("Counter.abi", Samples.Counter));
        Assert.Empty(generation.Result.Diagnostics);
        Assert.Contains("CountCall", generation.Source("Counter.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void Other_text_files_are_left_alone()
    {
        Generation generation = Generation.Of(("PublicAPI.Shipped.txt", "#nullable enable"), ("notes.txt", "function f()"));
        Assert.Empty(generation.Result.Diagnostics);
        Assert.Empty(generation.Result.GeneratedSources);
    }

    [Theory]
    [InlineData("function transfer(address to, uint257 amount)", 1, 31, "'uint257' is no type")]
    [InlineData("function transfer(adress to)", 1, 19, "'adress' is no type")]
    [InlineData("\n  function f() veiw", 2, 16, "'veiw' has no place here")]
    [InlineData("function f() view pure", 1, 19, "'pure' has no place here")]
    [InlineData("function f() internal", 1, 14, "what is internal is not in an ABI")]
    [InlineData("function f(uint256 memory x)", 1, 20, "'memory' has no place here: it is a word of the language")]
    [InlineData("function f(uint256 indexed x)", 1, 20, "'indexed' has no place here: it is a word of the language")]
    [InlineData("function f(uint256", 1, 19, "')' is missing")]
    [InlineData("function f(uint256 a b)", 1, 22, "')' expected, not 'b'")]
    [InlineData("function f(uint256[0] a)", 1, 20, "an array's length is a positive number")]
    [InlineData("function f(() a)", 1, 12, "a tuple needs components")]
    [InlineData("function f() returns ()", 1, 14, "'returns' names nothing")]
    [InlineData("function f() returns (bool) view", 1, 29, "'view' has no place here")]
    [InlineData("event E(uint256 x) indexed", 1, 20, "'indexed' has no place here")]
    [InlineData("struct S { S[] s; }", 1, 12, "the struct 'S' contains itself")]
    [InlineData("struct A { B b; }\nstruct B { A a; }", 2, 12, "the struct 'A' contains itself")]
    [InlineData("struct S { uint256; }", 1, 19, "a field needs a name")]
    [InlineData("struct S { }", 1, 8, "the struct 'S' has no fields")]
    [InlineData("struct S { bool b; }\nstruct S { bool c; }", 2, 8, "there is a struct 'S' already")]
    [InlineData("receive() external", 1, 1, "it is written 'receive() external payable'")]
    [InlineData("fallback() external view", 1, 1, "it is written 'fallback() external' or 'fallback() external payable'")]
    [InlineData("constructor() view", 1, 1, "a constructor writes")]
    [InlineData("constructor()\nconstructor(bool b)", 2, 1, "there is a constructor already")]
    [InlineData("transfer(address)", 1, 1, "'transfer' does not begin a declaration")]
    [InlineData("function f()\n/* never closed", 2, 1, "a comment does not end")]
    [InlineData("function f(uint256 a) = 3", 1, 23, "the character '=' belongs to no declaration")]
    public void Says_what_is_wrong_and_where(string text, int line, int column, string message)
    {
        Diagnostic diagnostic = Generation.Of(("Sample.abi.txt", text)).Result.Diagnostics[0];
        Assert.Equal(("BURSAR010", DiagnosticSeverity.Error), (diagnostic.Id, diagnostic.Severity));
        FileLinePositionSpan place = diagnostic.Location.GetLineSpan();
        Assert.Equal(("Sample.abi.txt", line, column), (place.Path, place.StartLinePosition.Line + 1, place.StartLinePosition.Character + 1));
        Assert.Equal("A declaration is left out: " + message, diagnostic.GetMessage(null));
    }

    [Fact]
    public void One_mistake_spoils_one_declaration()
    {
        Generation generation = Generation.Of(("Sample.abi.txt", "function good(bool b)\nfunction bad(bool b\nfunction alsoGood(bool b)"));
        Assert.Equal("BURSAR010", Assert.Single(generation.Result.Diagnostics).Id);
        Assert.Contains("AlsoGoodCall", generation.Source("Sample.g.cs"), StringComparison.Ordinal);
        Assert.Contains("struct GoodCall", generation.Source("Sample.g.cs"), StringComparison.Ordinal);
        generation.AssertCompilesCleanly();
    }

    [Fact]
    public void Hostile_nesting_ends_in_a_diagnostic()
    {
        foreach (string text in new[]
        {
            "function f" + new string('(', 100_000),
            "function f(bool" + string.Concat(Enumerable.Repeat("[]", 50_000)) + " a)",
            string.Concat(Enumerable.Range(1, 5_000).Select(static i => $"struct S{i} {{ S{i - 1} a; }}\n")),
            "struct S0 { bool b; }\n" + string.Concat(Enumerable.Range(1, 5_000).Reverse().Select(static i => $"struct S{i} {{ S{i - 1} a; }}\n")) + "function f(S5000 s)",
            "struct S0 { bool b; }\n" + string.Concat(Enumerable.Range(1, 30).Select(static i => $"struct S{i} {{ S{i - 1} a; S{i - 1} b; }}\n")) + "function f(S30 s)",
        })
        {
            ImmutableArray<Diagnostic> diagnostics = Generation.Of(("Sample.abi.txt", text)).Result.Diagnostics;
            Assert.NotEmpty(diagnostics);
            Assert.All(diagnostics, static d => Assert.Equal("BURSAR010", d.Id));
        }
    }

    private static string? Constant(Assembly assembly, string type, string member) =>
        assembly.GetType(type)!.GetField(member, BindingFlags.Public | BindingFlags.Static)?.GetValue(null) as string
        ?? assembly.GetType(type)!.GetProperty(member, BindingFlags.Public | BindingFlags.Static)?.GetValue(null) as string;
}
