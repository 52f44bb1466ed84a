using Bursar.Evm.Crypto;
using Bursar.Evm.Eip712;
using Bursar.Evm.Primitives;
using Bursar.Evm.Signing;
using Bursar.Evm.Transactions;
using Xunit;

namespace Bursar.Evm.Tests.Signing;

public sealed class PrivateKeySignerTests
{
    private static readonly Eip1559Transaction Payment = new()
    {
        ChainId = new ChainId(31337),
        Nonce = 1,
        MaxFeePerGas = 2UL,
        MaxPriorityFeePerGas = 1UL,
        GasLimit = 21_000UL,
        To = Address.Zero,
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Signs_transactions_typed_data_and_messages_for_its_account()
    {
        using var signer = new PrivateKeySigner(PrivateKey.Generate());
        Assert.Equal(signer.Address, (await signer.SignTransactionAsync(Payment, Cancel)).From);
        Assert.Equal(signer.Address, (await signer.SignTransactionAsync(Payment with { ChainId = new ChainId(1) }, Cancel)).From);
        var data = new TypedDataHash(new Eip712Domain { Name = "n" }, Hash32.Zero);
        Assert.Equal(signer.Address, Secp256k1.Recover(data.SigningHash, await signer.SignTypedDataAsync(data, Cancel)));
        Assert.Equal(signer.Address, Secp256k1.Recover(PersonalMessage.Hash("hello"), await signer.SignMessageAsync("hello"u8.ToArray(), Cancel)));
        Assert.Equal(signer.Address.ToString(), signer.ToString());
    }

    [Fact]
    public async Task Bound_to_a_chain_it_signs_for_no_other()
    {
        using var signer = new PrivateKeySigner(PrivateKey.Generate(), new ChainId(31337));
        var local = new TypedDataHash(new Eip712Domain { ChainId = 31337UL }, Hash32.Zero);
        Assert.Equal(signer.Address, (await signer.SignTransactionAsync(Payment, Cancel)).From);
        Assert.Equal(signer.Address, Secp256k1.Recover(local.SigningHash, await signer.SignTypedDataAsync(local, Cancel)));

        Assert.Equal(SigningRefusal.WrongChain, await Refused(() => signer.SignTransactionAsync(Payment with { ChainId = new ChainId(1) }, Cancel)));
        Assert.Equal(SigningRefusal.WrongChain, await Refused(() => signer.SignTypedDataAsync(
            new TypedDataHash(new Eip712Domain { ChainId = UInt256.MaxValue }, Hash32.Zero), Cancel)));
        Assert.Equal(SigningRefusal.NoChain, await Refused(() => signer.SignTypedDataAsync(
            new TypedDataHash(new Eip712Domain { Name = "n" }, Hash32.Zero), Cancel)));
    }

    [Fact]
    public async Task Refuses_a_transaction_that_every_chain_would_accept()
    {
        using var signer = new PrivateKeySigner(PrivateKey.Generate());
        var everywhere = new LegacyTransaction { ChainId = null, Nonce = 0, GasLimit = 21_000UL, GasPrice = 1UL, To = Address.Zero };
        Assert.Equal(SigningRefusal.NoChain, await Refused(() => signer.SignTransactionAsync(everywhere, Cancel)));
    }

    [Fact]
    public async Task Stops_when_cancelled_or_disposed()
    {
        var signer = new PrivateKeySigner(PrivateKey.Generate());
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await signer.SignTransactionAsync(Payment, new CancellationToken(true)));
        signer.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await signer.SignTransactionAsync(Payment, Cancel));
    }

    private static async Task<SigningRefusal> Refused<T>(Func<ValueTask<T>> sign) =>
        (await Assert.ThrowsAsync<SigningException>(async () => await sign())).Reason;
}
