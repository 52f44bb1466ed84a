using System.Diagnostics.CodeAnalysis;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Safes;

/// <summary>A release of the Safe contracts, as its makers publish it.</summary>
/// <remarks>Addresses and code hashes are those of the canonical deployments in <c>@safe-global/safe-deployments</c> 1.37.63; the bytecode in
/// <c>@safe-global/safe-contracts</c> 1.4.1 and <c>@safe-global/safe-smart-account</c> 1.5.0 has the same hashes and leads to the same addresses.</remarks>
public sealed record SafeRelease
{
    /// <summary>The version, for example <c>1.5.0</c>.</summary>
    public required string Version { get; init; }

    /// <summary>What stands behind every Safe.</summary>
    public required SafeContract Singleton { get; init; }

    /// <summary>The same with an event for every transaction, for chains whose indexers do not trace calls.</summary>
    public required SafeContract SingletonL2 { get; init; }

    /// <summary>The contract that makes Safes.</summary>
    public required SafeContract Factory { get; init; }

    /// <summary>Sends several calls; it refuses to delegate any.</summary>
    public required SafeContract MultiSend { get; init; }

    /// <summary>What answers calls that the Safe itself does not know, such as ERC-1271.</summary>
    public required SafeContract FallbackHandler { get; init; }

    /// <summary>Keccak-256 of the code of every Safe.</summary>
    public required Hash32 ProxyCode { get; init; }

    /// <summary>Keccak-256 of the code that creates a Safe, without the address of the singleton behind it.</summary>
    public required Hash32 ProxyCreationCode { get; init; }

    /// <summary>True when signatures are checked for a named executor (<c>checkSignatures(address,bytes32,bytes)</c>), and contracts are asked about the hash (ERC-1271) rather than the data.</summary>
    public required bool AsksByHash { get; init; }

    /// <summary>Every contract that has to stand on a chain, the factory's before those who need it.</summary>
    public IReadOnlyList<SafeContract> Contracts => [Singleton, SingletonL2, Factory, MultiSend, FallbackHandler];

    /// <summary>Release 1.4.1 of July 2023.</summary>
    public static SafeRelease V141 { get; } = new()
    {
        Version = "1.4.1",
        Singleton = Part("Safe", "0x41675C099F32341bf84BFc5382aF534df5C7461a", "0x1fe2df852ba3299d6534ef416eefa406e56ced995bca886ab7a553e6d0c5e1c4"),
        SingletonL2 = Part("SafeL2", "0x29fcB43b46531BcA003ddC8FCB67FFE91900C762", "0xb1f926978a0f44a2c0ec8fe822418ae969bd8c3f18d61e5103100339894f81ff"),
        Factory = Part("SafeProxyFactory", "0x4e1DCf7AD4e460CfD30791CCC4F9c8a4f820ec67", "0x50c3cdc4074750a7a974204a716c999edd37482f907608d960b2b025ee0b3317"),
        MultiSend = Part("MultiSendCallOnly", "0x9641d764fc13c8B624c04430C7356C1C7C8102e2", "0xecd5bd14a08c5d2122379900b2f272bdf107a7e92423c10dd5fe3254386c9939"),
        FallbackHandler = Part("CompatibilityFallbackHandler", "0xfd0732Dc9E303f09fCEf3a7388Ad10A83459Ec99", "0x7c6007a5d711cea8dfd5d91f5940ec29c7f200fe511eb1fc1397b367af3c42f9"),
        ProxyCode = Hash32.Parse("0xd7d408ebcd99b2b70be43e20253d6d92a8ea8fab29bd3be7f55b10032331fb4c"),
        ProxyCreationCode = Hash32.Parse("0x1856e0ee08399d74e0ea0b03adca210aeade6f748969ac023cdcb4dd62dcaf5f"),
        AsksByHash = false,
    };

    /// <summary>Release 1.5.0 of 2025.</summary>
    public static SafeRelease V150 { get; } = new()
    {
        Version = "1.5.0",
        Singleton = Part("Safe", "0xFf51A5898e281Db6DfC7855790607438dF2ca44b", "0xdda019cbd7c867a533a2a86e5c53434fdc50b13122b5a5ddb4a8df61b31c20f2"),
        SingletonL2 = Part("SafeL2", "0xEdd160fEBBD92E350D4D398fb636302fccd67C7e", "0x180193227186ccb85316c94db1f0d156ed932b14712cfaac78901899178572dc"),
        Factory = Part("SafeProxyFactory", "0x14F2982D601c9458F93bd70B218933A6f8165e7b", "0x967dae4cda22b0c9ef7f31b010bdc1ceb0af9904b0c3dc060b5302e4c18a4529"),
        MultiSend = Part("MultiSendCallOnly", "0xA83c336B20401Af773B6219BA5027174338D1836", "0xcdbdcec38d2f1c7d961b0029ff8416b7e86e9974d6f0e9c9580c7d17fcfb6663"),
        FallbackHandler = Part("CompatibilityFallbackHandler", "0x3EfCBb83A4A7AfcB4F68D501E2c2203a38be77f4", "0x3c6a85bcf7b563daa624b884b4e9a1b9fa5371edde7be945d998071a48f28bbc"),
        ProxyCode = Hash32.Parse("0x4e381985ca68b3e5d27b4425fa581c19cf33146d3f887a3cfca96f55528ea46f"),
        ProxyCreationCode = Hash32.Parse("0x941b3e88811b2f33b8e26783c7407d2e978404581a21c9f07abf2cad9cb87e12"),
        AsksByHash = true,
    };

    /// <summary>All releases that are known, the newest first.</summary>
    public static IReadOnlyList<SafeRelease> All { get; } = [V150, V141];

    /// <summary>The release of a version.</summary>
    public static bool TryFind(string version, [NotNullWhen(true)] out SafeRelease? release)
    {
        release = All.FirstOrDefault(r => r.Version == version);
        return release is not null;
    }

    private static SafeContract Part(string name, string address, string code) => new(name, Address.Parse(address), Hash32.Parse(code));
}
