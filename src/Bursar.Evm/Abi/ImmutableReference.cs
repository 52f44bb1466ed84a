namespace Bursar.Evm.Abi;

/// <summary>A place in a contract's deployed code where the value of an immutable variable is put when it is created.</summary>
/// <param name="Name">Name of the variable, as the artifact has it.</param>
/// <param name="Start">Offset in the code, in bytes.</param>
/// <param name="Length">Number of bytes.</param>
public readonly record struct ImmutableReference(string Name, int Start, int Length);
