using Bursar.Evm.Primitives;

namespace Bursar.Evm.Abi;

/// <summary>A decoded revert: one of Solidity's custom errors, <c>Error(string)</c> or <c>Panic(uint256)</c>.</summary>
public interface IContractError
{
    /// <summary>Name of the error, for example <c>Drop_AlreadyClaimed</c>.</summary>
    string Name { get; }

    /// <summary>Its selector.</summary>
    Selector Selector { get; }

    /// <summary>Names and printable values of the arguments, in order.</summary>
    IReadOnlyList<KeyValuePair<string, string>> Arguments { get; }
}

/// <summary>Turns revert data into an error that a contract is known to raise.</summary>
/// <param name="data">Revert data: selector and arguments.</param>
/// <returns>Null when the selector is unknown or the arguments do not decode.</returns>
public delegate IContractError? ErrorDecoder(ReadOnlySpan<byte> data);
