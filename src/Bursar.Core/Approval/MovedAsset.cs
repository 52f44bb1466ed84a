using Bursar.Evm.Primitives;

namespace Bursar.Core.Approval;

/// <summary>What is moved: a token by its address, or the chain's own coin.</summary>
/// <param name="Token">Address of the token; null for the chain's coin.</param>
public readonly record struct MovedAsset(Address? Token)
{
    /// <summary>The chain's own coin.</summary>
    public static MovedAsset Native => default;

    /// <summary>True for the chain's coin.</summary>
    public bool IsNative => Token is null;

    /// <summary>The token's address, or <c>native</c>.</summary>
    public override string ToString() => Token?.ToString() ?? "native";
}
