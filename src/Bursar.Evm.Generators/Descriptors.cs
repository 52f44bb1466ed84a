using System;
using Microsoft.CodeAnalysis;

namespace Bursar.Evm.Generators;

/// <summary>The diagnostics, each with its entry in docs/generator.md.</summary>
internal static class Descriptors
{
    public static readonly DiagnosticDescriptor InvalidJson = Make(
        "BURSAR001", "Invalid JSON", "{0}", DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor NotAnArtifact = Make(
        "BURSAR002", "Neither an ABI nor an artifact", "The file is neither an ABI (an array) nor an artifact (an object with an array 'abi')", DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor UnsupportedType = Make(
        "BURSAR003", "Unsupported ABI type", "The type '{0}' is not supported: {1}; '{2}' is left out", DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor MalformedEntry = Make(
        "BURSAR004", "Malformed ABI entry", "An entry of the ABI is left out: {0}", DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor NameCollision = Make(
        "BURSAR005", "Name collision", "The name '{0}' is taken: the binding of '{1}' is called '{2}'", DiagnosticSeverity.Info);

    public static readonly DiagnosticDescriptor DuplicateContract = Make(
        "BURSAR006", "Two files for one contract", "Another file gives the bindings '{0}' already: this one is left out", DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor MissingBytecode = Make(
        "BURSAR007", "Artifact without bytecode", "The artifact has no {0}: '{1}' gets no member for it", DiagnosticSeverity.Info);

    public static readonly DiagnosticDescriptor UnusableBytecode = Make(
        "BURSAR008", "Unusable bytecode", "The {0} is left out: {1}", DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor BadImmutableReference = Make(
        "BURSAR009", "Bad immutable reference", "The immutable references are left out: {0}", DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor MalformedDeclaration = Make(
        "BURSAR010", "Malformed declaration", "A declaration is left out: {0}", DiagnosticSeverity.Error);

    private static readonly DiagnosticDescriptor[] All =
    [
        InvalidJson, NotAnArtifact, UnsupportedType, MalformedEntry, NameCollision, DuplicateContract, MissingBytecode, UnusableBytecode,
        BadImmutableReference, MalformedDeclaration,
    ];

    public static DiagnosticDescriptor ById(string id) => Array.Find(All, descriptor => descriptor.Id == id);

#pragma warning disable RS1032, RS1033 // the text of a message can be data
    private static DiagnosticDescriptor Make(string id, string title, string message, DiagnosticSeverity severity) =>
        new(id, title, message, "Bursar.Bindings", severity, isEnabledByDefault: true, helpLinkUri: "docs/generator.md#" + id.ToLowerInvariant());
#pragma warning restore RS1032, RS1033
}
