using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc.Signing;
using Bursar.Evm.Rpc.Transport;
using Bursar.Evm.Signing;
using Bursar.Evm.Transactions;
using Xunit;

namespace Bursar.Chain.Tests.Signing;

/// <summary>The suite, over the wire to anvil and its development accounts.</summary>
public sealed class AnvilSignerComplianceTests(AnvilSigner anvil) : SignerCompliance, IClassFixture<AnvilSigner>
{
    // The first account of the mnemonic "test test … junk", which anvil has.
    private static readonly Address Account = Address.Parse("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");

    /// <inheritdoc/>
    protected override IReadOnlyCollection<TransactionType> Unknown => [TransactionType.Eip4844];

    [Fact]
    public async Task Refuses_an_account_that_the_signer_does_not_have()
    {
        using IRpcTransport transport = new HttpRpcTransport(new HttpRpcOptions { Endpoint = anvil.Endpoint });
        Assert.Equal(3, (await RemoteSigner.GetAccountsAsync(transport, Token)).Count);
        SigningException refused = await Assert.ThrowsAsync<SigningException>(() => RemoteSigner.ConnectAsync(transport, Address.Zero, cancellationToken: Token));
        Assert.Equal(SigningRefusal.Remote, refused.Reason);
        Assert.Contains("does not have the account", refused.Message, StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    protected override async Task<ISigner> OpenAsync(ChainId? onlyChain) =>
        await RemoteSigner.ConnectAsync(new HttpRpcTransport(new HttpRpcOptions { Endpoint = anvil.Endpoint }), Account, onlyChain, Token);
}

/// <summary>The suite, over the wire to a signer that answers as another one does.</summary>
public abstract class EthersSignerCompliance(EthersSigner ethers, string kind) : SignerCompliance
{
    // The key of EIP-155's example.
    private static readonly Address Account = Address.Parse("0x9d8A62f656a8d1615C1294fd71e9CFb3E4855A4F");

    /// <inheritdoc/>
    protected override async Task<ISigner> OpenAsync(ChainId? onlyChain) =>
        await RemoteSigner.ConnectAsync(new HttpRpcTransport(new HttpRpcOptions { Endpoint = new Uri(ethers.Endpoint, kind) }), Account, onlyChain, Token);
}

/// <summary>The suite, as geth answers.</summary>
public sealed class GethLikeSignerComplianceTests(EthersSigner ethers) : EthersSignerCompliance(ethers, "geth"), IClassFixture<EthersSigner>;

/// <summary>The suite, as Web3Signer answers.</summary>
public sealed class Web3SignerLikeComplianceTests(EthersSigner ethers) : EthersSignerCompliance(ethers, "web3signer"), IClassFixture<EthersSigner>;

/// <summary>The suite, with Clef's methods.</summary>
public sealed class ClefLikeSignerComplianceTests(EthersSigner ethers) : EthersSignerCompliance(ethers, "clef"), IClassFixture<EthersSigner>;
