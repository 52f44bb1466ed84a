using Bursar.Evm.Abi;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc.Nodes;

namespace Bursar.Evm.Rpc;

/// <summary>A contract refused a call.</summary>
public sealed class RevertException : Exception
{
    /// <summary>Says what refused which call, and why as far as it is known.</summary>
    /// <param name="contract">Contract that was called; null for a creation.</param>
    /// <param name="function">Function that was called, when known.</param>
    /// <param name="error">The decoded error, when known.</param>
    /// <param name="data">Raw revert data.</param>
    /// <param name="nodeMessage">The node's words.</param>
    public RevertException(Address? contract, string? function, IContractError? error, byte[] data, string nodeMessage = "")
        : base(Describe(contract, function, error, data, nodeMessage))
    {
        Contract = contract;
        Function = function;
        Error = error;
        Data = data;
        NodeMessage = nodeMessage;
    }

    /// <summary>Contract that was called; null for a creation. The error may come from a contract deeper in the call.</summary>
    public Address? Contract { get; }

    /// <summary>Function that was called, for example <c>MerkleDrop.claim</c>; null when not known.</summary>
    public string? Function { get; }

    /// <summary>The decoded error; null when no decoder knows it or there is no data.</summary>
    public IContractError? Error { get; }

    /// <summary>Raw revert data; empty when the contract or the node gave none.</summary>
    public new byte[] Data { get; }

    /// <summary>The node's own words.</summary>
    public string NodeMessage { get; }

    private static string Describe(Address? contract, string? function, IContractError? error, byte[] data, string nodeMessage)
    {
        string callee = function ?? (contract is { } address ? $"a call to {address}" : "a contract creation");
        string reason = error is not null
            ? NodeText.Clean($"{error.Name}({string.Join(", ", error.Arguments.Select(a => a.Key.Length == 0 ? a.Value : $"{a.Key}: {a.Value}"))})")
            : data.Length > 0
                ? Hex.Encode(data.AsSpan(0, Math.Min(data.Length, 68))) + (data.Length > 68 ? "…" : "")
                : nodeMessage.Length > 0 ? nodeMessage : "no reason given";
        return $"{callee} reverted: {reason}";
    }
}
