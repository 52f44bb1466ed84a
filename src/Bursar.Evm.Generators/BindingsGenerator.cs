using System;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using Bursar.Evm.Generators.Emit;
using Bursar.Evm.Generators.Model;
using Bursar.Evm.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Bursar.Evm.Generators;

/// <summary>Turns each <c>*.json</c>, <c>*.abi</c> and <c>*.abi.txt</c> among the AdditionalFiles, an ABI or an artifact, into a static class of typed bindings.</summary>
/// <remarks>
/// The namespace is the MSBuild property <c>BursarBindingsNamespace</c>, else the project's root namespace. A change of one file makes only that
/// file's bindings again.
/// </remarks>
[Generator(LanguageNames.CSharp)]
public sealed class BindingsGenerator : IIncrementalGenerator
{
    /// <summary>Name of the step that reads a file.</summary>
    public const string ContractStep = "Contract";

    /// <summary>Name of the step that names the files left out because another has their contract's name.</summary>
    public const string DuplicatesStep = "Duplicates";

    /// <summary>Name of the step whose values become source, one for each file.</summary>
    public const string BindingsStep = "Bindings";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<ContractModel> contracts = context.AdditionalTextsProvider
            .Where(static file => ArtifactParser.IsInput(file.Path))
            .Select(static (file, ct) => ArtifactParser.Parse(file.Path, file.GetText(ct) ?? SourceText.From("")))
            .WithTrackingName(ContractStep);
        IncrementalValueProvider<EquatableArray<string>> duplicates = contracts
            .Select(static (contract, _) => (contract.Name, contract.Path))
            .Collect()
            .Select(static (all, _) => Duplicates(all))
            .WithTrackingName(DuplicatesStep);
        IncrementalValueProvider<string> space = context.AnalyzerConfigOptionsProvider.Select(static (options, _) => Namespace(options.GlobalOptions));
        IncrementalValuesProvider<(ContractModel Contract, bool Duplicate, string Space)> bindings = contracts
            .Combine(duplicates)
            .Select(static (pair, _) => (Contract: pair.Left, Duplicate: pair.Right.Contains(pair.Left.Path)))
            .Combine(space)
            .Select(static (pair, _) => (pair.Left.Contract, pair.Left.Duplicate, Space: pair.Right))
            .WithTrackingName(BindingsStep);
        context.RegisterSourceOutput(bindings, static (output, item) => Produce(output, item.Contract, item.Duplicate, item.Space));
    }

    private static EquatableArray<string> Duplicates(ImmutableArray<(string Name, string Path)> all) => new(all
        .GroupBy(contract => contract.Name, StringComparer.OrdinalIgnoreCase)
        .SelectMany(group => group.Select(contract => contract.Path).OrderBy(path => path, StringComparer.Ordinal).Skip(1))
        .OrderBy(path => path, StringComparer.Ordinal));

    private static string Namespace(Microsoft.CodeAnalysis.Diagnostics.AnalyzerConfigOptions options)
    {
        foreach (string key in new[] { "build_property.BursarBindingsNamespace", "build_property.RootNamespace" })
        {
            if (options.TryGetValue(key, out string? value) && !string.IsNullOrWhiteSpace(value))
                return value.Trim();
        }

        return "Bindings";
    }

    private static void Produce(SourceProductionContext output, ContractModel contract, bool duplicate, string space)
    {
        foreach (DiagnosticInfo diagnostic in contract.Diagnostics)
            output.ReportDiagnostic(diagnostic.ToDiagnostic());
        if (contract.Diagnostics.Any(diagnostic => diagnostic.Id is "BURSAR001" or "BURSAR002"))
            return;
        if (duplicate)
        {
            output.ReportDiagnostic(Diagnostic.Create(Descriptors.DuplicateContract, Location.Create(contract.Path, default, default), contract.Name));
            return;
        }

        (string bindings, string? bytecode) = ContractEmitter.Emit(contract, space);
        output.AddSource(contract.Name + ".g.cs", SourceText.From(bindings, Utf8));
        if (bytecode is not null)
            output.AddSource(contract.Name + ".Bytecode.g.cs", SourceText.From(bytecode, Utf8));
    }
}
