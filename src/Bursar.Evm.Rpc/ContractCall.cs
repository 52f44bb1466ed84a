using Bursar.Evm.Abi;
using Bursar.Evm.Primitives;

namespace Bursar.Evm.Rpc;

/// <summary>One of many calls that are read together.</summary>
/// <typeparam name="T">Type of the result.</typeparam>
/// <param name="To">Contract.</param>
/// <param name="Call">Function and arguments.</param>
public readonly record struct ContractCall<T>(Address To, IContractCall<T> Call);
