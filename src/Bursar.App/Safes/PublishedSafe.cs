using Bursar.App.LocalChain;
using Bursar.App.Pools;
using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Core.Safes;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;

namespace Bursar.App.Safes;

/// <summary>The Safe contracts as their makers publish them with npm, for local chains: put to the addresses that they have everywhere, by the factory that put them there.</summary>
public static class PublishedSafe
{
    private static readonly (string Version, string Package)[] Packages = [("1.4.1", "safe-contracts"), ("1.5.0", "safe-smart-account")];

    /// <summary>The deployer that all canonical Safe contracts come from (<c>@safe-global/safe-singleton-factory</c>). It takes a salt and creation code as calldata.</summary>
    public static Address Deployer { get; } = Address.Parse("0x914d7Fec6aaC8cd542e72Bca78B30650d45643d7");

    /// <summary>Who signed the transaction that makes the deployer; it has to have the coin for it.</summary>
    public static Address DeployerSigner { get; } = Address.Parse("0xE1CB04A0fA36DdD16a06ea828007E35e1a3cBC37");

    /// <summary>The published transaction, signed for a chain, that makes the deployer.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="folders">Where to look for packages; see <see cref="Read"/>.</param>
    /// <returns>The signed bytes, or <c>safe.no-published-code</c>.</returns>
    public static Result<byte[]> DeployerTransaction(ChainId chain, params IReadOnlyList<string> folders)
    {
        byte[] raw = PublishedPackages.Find(folders, "@safe-global", "safe-singleton-factory") is { } packages
            ? PublishedPackages.Bytes(Path.Combine(packages, "safe-singleton-factory", "artifacts", chain.ToString(), "deployment.json"), "transaction") : [];
        return raw.Length > 0 ? raw : Missing($"the package @safe-global/safe-singleton-factory has no transaction for chain {chain}");
    }

    /// <summary>Reads the contracts of a release, in an order in which they can be created.</summary>
    /// <param name="release">The release.</param>
    /// <param name="folders">Where to start looking for <c>contracts/node_modules</c>; by default the folder in <c>BURSAR_ROOT</c>, the program's own, and the current one.</param>
    /// <returns>The contracts, each of which leads to its canonical address, or <c>safe.no-published-code</c>.</returns>
    public static Result<IReadOnlyList<PublishedContract>> Read(SafeRelease release, params IReadOnlyList<string> folders)
    {
        ArgumentNullException.ThrowIfNull(release);
        string? package = Packages.FirstOrDefault(p => p.Version == release.Version).Package;
        if (package is null || PublishedPackages.Find(folders, "@safe-global", package) is not { } packages)
            return Missing($"the package of release {release.Version} is not in contracts/node_modules");
        var found = new List<PublishedContract>();
        foreach (SafeContract contract in release.Contracts)
        {
            byte[] code = PublishedPackages.Bytes(Path.Combine(packages, package, "build", "artifacts", "contracts", FileOf(contract.Name)), "bytecode");
            Address address = Create2.AddressOf(Deployer, Hash32.Zero, Keccak256.Hash(code));
            if (address != contract.Address)
                return Missing($"the published code of {contract.Name} {release.Version} would be at {address}, not at {contract.Address}");
            found.Add(new PublishedContract(contract.Name, $"{contract.Name} {release.Version}", address, code));
        }

        return found;
    }

    /// <summary>The published code that creates Safes of a release; empty when the package is not there.</summary>
    /// <param name="release">The release.</param>
    /// <param name="folders">Where to look for packages; see <see cref="Read"/>.</param>
    public static byte[] ProxyCreationCode(SafeRelease release, params IReadOnlyList<string> folders)
    {
        ArgumentNullException.ThrowIfNull(release);
        string? package = Packages.FirstOrDefault(p => p.Version == release.Version).Package;
        return package is not null && PublishedPackages.Find(folders, "@safe-global", package) is { } packages
            ? PublishedPackages.Bytes(Path.Combine(packages, package, "build", "artifacts", "contracts", "proxies", "SafeProxy.sol", "SafeProxy.json"), "bytecode") : [];
    }

    private static string FileOf(string contract) => contract switch
    {
        "SafeProxyFactory" => Path.Combine("proxies", "SafeProxyFactory.sol", "SafeProxyFactory.json"),
        "MultiSendCallOnly" => Path.Combine("libraries", "MultiSendCallOnly.sol", "MultiSendCallOnly.json"),
        "CompatibilityFallbackHandler" => Path.Combine("handler", "CompatibilityFallbackHandler.sol", "CompatibilityFallbackHandler.json"),
        _ => Path.Combine(contract + ".sol", contract + ".json"),
    };

    private static Fault Missing(string what) => new("safe.no-published-code", $"a local chain needs the Safe contracts as they are published, and {what}.", Hint: "Run 'npm ci' in the folder contracts.")
    {
        Kind = FaultKind.Refused,
    };
}
