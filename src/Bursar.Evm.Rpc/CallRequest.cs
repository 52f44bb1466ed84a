using Bursar.Evm.Primitives;

namespace Bursar.Evm.Rpc;

/// <summary>A call to try out or to estimate; nothing is sent.</summary>
public sealed record CallRequest
{
    /// <summary>Account that calls; the node takes the zero address when there is none.</summary>
    public Address? From { get; init; }

    /// <summary>Callee; null creates a contract from <see cref="Data"/>.</summary>
    public Address? To { get; init; }

    /// <summary>Calldata, or creation code and arguments.</summary>
    public byte[] Data { get; init; } = [];

    /// <summary>Wei sent along.</summary>
    public UInt256 Value { get; init; }

    /// <summary>Most gas that it may use; null leaves it to the node.</summary>
    public ulong? GasLimit { get; init; }

    /// <summary>Most wei per gas (EIP-1559); null leaves fees out of the account.</summary>
    public UInt256? MaxFeePerGas { get; init; }

    /// <summary>Tip in wei per gas (EIP-1559).</summary>
    public UInt256? MaxPriorityFeePerGas { get; init; }

    /// <summary>Text that names the function in a <see cref="RevertException"/>, for example <c>MerkleDrop.claim</c>.</summary>
    public string? Function { get; init; }
}
