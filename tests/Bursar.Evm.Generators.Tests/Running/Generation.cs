using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Bursar.Evm.Generators.Tests.Running;

/// <summary>Runs the generator on files in memory, and compiles what it makes as a strict library: nullable, checked, missing docs are errors.</summary>
internal sealed class Generation
{
    private static readonly ImmutableArray<MetadataReference> References = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(System.IO.Path.PathSeparator)
        .Where(path => System.IO.Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name == "Bursar.Evm.dll"))
        .Select(path => MetadataReference.CreateFromFile(path))];

    private Generation(GeneratorDriver driver, Compilation input, ImmutableArray<TextFile> files)
    {
        Files = files;
        Driver = driver.RunGeneratorsAndUpdateCompilation(input, out Compilation output, out _);
        Output = output;
        Input = input;
    }

    public GeneratorDriver Driver { get; }

    public Compilation Output { get; }

    public GeneratorRunResult Result => Driver.GetRunResult().Results.Single();

    private Compilation Input { get; }

    private ImmutableArray<TextFile> Files { get; }

    public static Generation Of(params (string Path, string Text)[] files) => Of(new Dictionary<string, string> { ["RootNamespace"] = "Sample" }, files);

    public static Generation Of(IReadOnlyDictionary<string, string> properties, params (string Path, string Text)[] files)
    {
        var parsing = new CSharpParseOptions(LanguageVersion.Latest, DocumentationMode.Diagnose);
        var compilation = CSharpCompilation.Create(
            "Sample" + Guid.NewGuid().ToString("N"),
            [],
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, checkOverflow: true, nullableContextOptions: NullableContextOptions.Enable));
        ImmutableArray<TextFile> texts = [.. files.Select(file => new TextFile(file.Path, file.Text))];
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new BindingsGenerator().AsSourceGenerator()],
            [.. texts],
            parsing,
            new ProjectOptions(properties),
            new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        return new Generation(driver, compilation, texts);
    }

    /// <summary>The same project after one file has changed.</summary>
    public Generation Change(string path, string text)
    {
        TextFile old = Files.Single(file => file.Path == path);
        var changed = new TextFile(path, text);
        return new Generation(Driver.ReplaceAdditionalText(old, changed), Input, Files.Replace(old, changed));
    }

    /// <summary>Fails when the compiler has anything to say about the generated code, from warnings up.</summary>
    public void AssertCompilesCleanly()
    {
        string[] complaints = [.. Output.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning).Select(d => d.ToString())];
        Assert.True(complaints.Length == 0, string.Join(Environment.NewLine, complaints.Take(10)));
    }

    public string Source(string name) => Result.GeneratedSources.Single(source => source.HintName == name).SourceText.ToString();

    public Assembly Load()
    {
        using var stream = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult result = Output.Emit(stream);
        Assert.True(result.Success, string.Join(Environment.NewLine, result.Diagnostics.Take(10)));
        return Assembly.Load(stream.ToArray());
    }
}
