using Bursar.Evm.Abi;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;

namespace Bursar.Contracts;

/// <summary>Deterministic deployment: the address follows from deployer, salt and code alone (EIP-1014).</summary>
public static class Create2
{
    /// <summary>
    /// The deployer that stands at the same address on practically every chain. It was put there by one transaction without a known key, takes a
    /// salt and creation code as calldata, and answers with the 20 bytes of the address.
    /// </summary>
    public static Address CanonicalDeployer { get; } = Address.Parse("0x4e59b44847b379578588920cA78FbF26c0B4956C");

    /// <summary>The address of a contract that <paramref name="deployer"/> creates by CREATE2.</summary>
    /// <param name="deployer">The contract that executes CREATE2.</param>
    /// <param name="salt">The salt that it gives.</param>
    /// <param name="initCodeHash">Keccak-256 of the creation code with the constructor's arguments.</param>
    public static Address AddressOf(Address deployer, Hash32 salt, Hash32 initCodeHash)
    {
        Hash32 hash = new AbiPacked(85).Append(new FixedBytes([0xff])).Append(deployer).Append(salt).Append(initCodeHash).Hash();
        return new Address(hash.Span[12..]);
    }

    /// <summary>The address of a contract that the canonical deployer creates from <paramref name="initCode"/>.</summary>
    public static Address AddressOf(Hash32 salt, ReadOnlySpan<byte> initCode) => AddressOf(CanonicalDeployer, salt, Keccak256.Hash(initCode));

    /// <summary>The calldata that makes the canonical deployer create a contract: the salt, then the creation code.</summary>
    public static byte[] DeployCalldata(Hash32 salt, ReadOnlySpan<byte> initCode)
    {
        byte[] calldata = new byte[Hash32.Length + initCode.Length];
        salt.CopyTo(calldata);
        initCode.CopyTo(calldata.AsSpan(Hash32.Length));
        return calldata;
    }
}
