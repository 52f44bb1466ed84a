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

    /// <summary>Code that stands at these accounts for the length of the call, instead of their own; their storage and balances are what they are.</summary>
    /// <remarks>The state override of go-ethereum's <c>eth_call</c>, which most nodes know. One that does not may refuse it, or pass over it: look at the answer.</remarks>
    public IReadOnlyDictionary<Address, byte[]> CodeOverrides { get; init; } = new Dictionary<Address, byte[]>();

    /// <summary>The block's time that the call sees, in seconds since 1970; null for the block's own.</summary>
    /// <remarks>The block override of go-ethereum's <c>eth_call</c>, which fewer nodes know than the other.</remarks>
    public ulong? TimeOverride { get; init; }
}
