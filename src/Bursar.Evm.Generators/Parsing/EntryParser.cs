using System.Collections.Generic;
using System.Linq;
using Bursar.Evm.Generators.Json;
using Bursar.Evm.Generators.Model;
using Bursar.Evm.Generators.Naming;

namespace Bursar.Evm.Generators.Parsing;

/// <summary>Reads the entries of an ABI and gives each its C# name.</summary>
internal sealed class EntryParser
{
    private readonly NameScope _names;
    private readonly Reporter _reporter;
    private readonly TypeParser _types;
    private readonly NatSpec _docs;
    private readonly List<FunctionModel> _functions = [];
    private readonly List<EventModel> _events = [];
    private readonly List<ErrorModel> _errors = [];

    public EntryParser(string contract, Reporter reporter, NatSpec docs)
    {
        _names = new NameScope(contract, "CreationCode", "RuntimeCode", "ImmutableReferences", "DecodeError", "ArrayCodec", "Bytecode", "Equals", "ToString");
        _reporter = reporter;
        _types = new TypeParser(_names, reporter);
        _docs = docs;
    }

    public EquatableArray<StructModel> Structs => _types.Structs;

    public EquatableArray<FunctionModel> Functions => new(_functions);

    public EquatableArray<EventModel> Events => new(_events);

    public EquatableArray<ErrorModel> Errors => new(_errors);

    public EquatableArray<ParameterModel> ConstructorInputs { get; private set; }

    public DocModel ConstructorDoc { get; private set; } = new(null, null);

    public void Read(JsonValue abi)
    {
        foreach (JsonValue entry in abi.Items!)
        {
            try
            {
                Entry(entry);
            }
            catch (AbiEntryException e) when (e.Type is not null)
            {
                _reporter.Report(Descriptors.UnsupportedType, e.At.Position, e.Type, e.Message, entry.GetText("name") ?? entry.GetText("type") ?? "");
            }
            catch (AbiEntryException e)
            {
                _reporter.Report(Descriptors.MalformedEntry, e.At.Position, e.Message);
            }
        }
    }

    private void Entry(JsonValue entry)
    {
        switch (entry.GetText("type") ?? (entry.Members is null ? null : "function"))
        {
            case "function":
                Function(entry);
                break;
            case "event":
                Event(entry);
                break;
            case "error":
                Error(entry);
                break;
            case "constructor":
                Constructor(entry);
                break;
            case "receive" or "fallback":
                break;
            case null:
                throw new AbiEntryException(entry, "it is not an object");
            case var other:
                throw new AbiEntryException(entry, $"its type '{other}' is unknown");
        }
    }

    private void Constructor(JsonValue entry)
    {
        ConstructorInputs = _types.Parameters(entry, "inputs", "Constructor", _docs.Parameters("methods", "constructor"));
        ConstructorDoc = _docs.Of("methods", "constructor");
    }

    private void Function(JsonValue entry)
    {
        (string name, string type) = Names(entry, Identifiers.Member);
        (EquatableArray<ParameterModel> inputs, string signature) = Inputs(entry, name, type, "methods");
        EquatableArray<ParameterModel> outputs = _types.Parameters(entry, "outputs", type + "Result", _docs.Returns("methods", signature));
        string mutability = entry.GetText("stateMutability") switch
        {
            "pure" => "pure",
            "view" => "view",
            "payable" => "payable",
            null when entry.IsTrue("constant") => "view",
            null when entry.IsTrue("payable") => "payable",
            _ => "nonpayable",
        };
        string free = _names.Claim(type, "Call", "Result");
        (string call, string result) = (free + "Call", free + "Result");
        (inputs, outputs) = (TypeParser.Avoid(inputs, call), TypeParser.Avoid(outputs, result));
        _functions.Add(new FunctionModel(name, call, result, signature, mutability, inputs, outputs, _docs.Of("methods", signature)));
    }

    private void Event(JsonValue entry)
    {
        (string name, string type) = Names(entry, Identifiers.Type);
        (EquatableArray<ParameterModel> values, string signature) = Inputs(entry, name, type, "events");
        bool anonymous = entry.IsTrue("anonymous");
        if (values.Count(value => value.Indexed) > (anonymous ? 4 : 3))
            throw new AbiEntryException(entry, $"the event '{name}' has too many indexed values");
        string free = _names.Claim(type, "Event") + "Event";
        _events.Add(new EventModel(name, free, signature, anonymous, TypeParser.Avoid(values, free), _docs.Of("events", signature)));
    }

    private void Error(JsonValue entry)
    {
        (string name, string type) = Names(entry, Identifiers.Type);
        (EquatableArray<ParameterModel> values, string signature) = Inputs(entry, name, type, "errors");
        if (_errors.Any(error => error.Signature == signature))
            return;
        string free = _names.Claim(type, "Error") + "Error";
        _errors.Add(new ErrorModel(name, free, signature, TypeParser.Avoid(values, free), _docs.Of("errors", signature)));
    }

    private static (string Name, string Type) Names(JsonValue entry, System.Func<string, string> convert)
    {
        string name = entry.GetText("name") ?? "";
        string type = convert(name);
        if (type.Length == 0)
            throw new AbiEntryException(entry, "it has no name");
        if (!Identifiers.IsSolidity(name))
            throw new AbiEntryException(entry, "its name is no identifier");
        return (name, type);
    }

    private (EquatableArray<ParameterModel> Inputs, string Signature) Inputs(JsonValue entry, string name, string type, string section)
    {
        EquatableArray<ParameterModel> inputs = _types.Parameters(entry, "inputs", type);
        string signature = name + TypeParser.Canonical(inputs);
        Dictionary<string, string> docs = _docs.Parameters(section, signature);
        return (new EquatableArray<ParameterModel>(inputs.Select(input => docs.TryGetValue(input.Name, out string? doc) ? input with { Doc = doc } : input)), signature);
    }
}
