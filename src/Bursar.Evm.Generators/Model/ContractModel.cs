namespace Bursar.Evm.Generators.Model;

/// <summary>Everything about one file that the emitted source depends on. Compared by value.</summary>
internal sealed record ContractModel(
    string Path,
    string Name,
    DocModel Doc,
    EquatableArray<StructModel> Structs,
    EquatableArray<FunctionModel> Functions,
    EquatableArray<EventModel> Events,
    EquatableArray<ErrorModel> Errors,
    CodeModel Code,
    EquatableArray<DiagnosticInfo> Diagnostics);

/// <summary>A Solidity struct.</summary>
internal sealed record StructModel(string Name, string Solidity, EquatableArray<ParameterModel> Fields, bool IsDynamic, int HeadSize);

/// <summary>A function with its C# names.</summary>
internal sealed record FunctionModel(
    string Name,
    string CallName,
    string ResultName,
    string Signature,
    string Mutability,
    EquatableArray<ParameterModel> Inputs,
    EquatableArray<ParameterModel> Outputs,
    DocModel Doc);

/// <summary>An event with its C# name.</summary>
internal sealed record EventModel(string Name, string TypeName, string Signature, bool Anonymous, EquatableArray<ParameterModel> Values, DocModel Doc);

/// <summary>A custom error with its C# name.</summary>
internal sealed record ErrorModel(string Name, string TypeName, string Signature, EquatableArray<ParameterModel> Values, DocModel Doc);

/// <summary>Bytecode as hexadecimal digits, without a prefix.</summary>
internal sealed record CodeModel(
    string? Creation,
    string? Runtime,
    EquatableArray<ParameterModel> ConstructorInputs,
    EquatableArray<ImmutableModel> Immutables,
    DocModel ConstructorDoc);

/// <summary>A place in the runtime code where an immutable value is put at deployment.</summary>
internal sealed record ImmutableModel(string Name, int Start, int Length);

/// <summary>What NatSpec says.</summary>
internal sealed record DocModel(string? Notice, string? Details);
