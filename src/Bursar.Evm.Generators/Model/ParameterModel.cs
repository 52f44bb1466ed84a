namespace Bursar.Evm.Generators.Model;

/// <summary>A parameter, result, field or event value.</summary>
/// <param name="Name">Name in Solidity; can be empty.</param>
/// <param name="Member">Name of the C# property.</param>
/// <param name="Local">Name of a C# parameter, escaped when it is a keyword.</param>
/// <param name="Type">Its type.</param>
/// <param name="Indexed">Whether an event keeps it in a topic.</param>
/// <param name="Doc">What NatSpec says about it.</param>
internal sealed record ParameterModel(string Name, string Member, string Local, TypeModel Type, bool Indexed, string? Doc);
