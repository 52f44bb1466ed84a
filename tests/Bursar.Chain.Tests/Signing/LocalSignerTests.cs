using Bursar.Evm.Crypto;
using Bursar.Evm.Keystore;
using Bursar.Evm.Primitives;
using Bursar.Evm.Signing;

namespace Bursar.Chain.Tests.Signing;

/// <summary>The suite, for a key in memory.</summary>
public sealed class PrivateKeySignerComplianceTests : SignerCompliance
{
    /// <inheritdoc/>
    protected override Task<ISigner> OpenAsync(ChainId? onlyChain) => Task.FromResult<ISigner>(new PrivateKeySigner(PrivateKey.Generate(), onlyChain));
}

/// <summary>The suite, for a key that comes out of a keystore file.</summary>
public sealed class KeystoreSignerComplianceTests : SignerCompliance
{
    private static readonly Lazy<string> File = new(() =>
    {
        using PrivateKey key = PrivateKey.Generate();
        return KeystoreFile.Encrypt(key, "correct horse", new ScryptCost(1 << 13, 8, 1));
    });

    /// <inheritdoc/>
    protected override Task<ISigner> OpenAsync(ChainId? onlyChain) =>
        Task.FromResult<ISigner>(new PrivateKeySigner(KeystoreFile.Parse(File.Value).Unlock("correct horse"), onlyChain));
}
