namespace Bursar.Evm.Eip712;

/// <summary>One member of a struct type.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type, for example <c>uint256</c>, <c>Person</c> or <c>bytes32[2][]</c>.</param>
public readonly record struct TypedDataField(string Name, string Type);
