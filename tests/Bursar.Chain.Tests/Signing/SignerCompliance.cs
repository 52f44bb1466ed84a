using System.Text;
using Bursar.Evm.Crypto;
using Bursar.Evm.Eip712;
using Bursar.Evm.Primitives;
using Bursar.Evm.Signing;
using Bursar.Evm.Transactions;
using Xunit;

namespace Bursar.Chain.Tests.Signing;

/// <summary>What every signer has to do, wherever its key is.</summary>
public abstract class SignerCompliance
{
    private const ulong Local = 31337;

    private static readonly Address Somebody = Address.Parse("0x70997970C51812dc3A010C7d01b50e0d17dc79C8");

    private static readonly IReadOnlyList<AccessListEntry> Slots =
        [new(Somebody, [Hash32.Zero, Keccak256.Hash("slot"u8)]), new(Address.Parse("0x00000000000000000000000000000000000000a1"), [])];

    /// <summary>Names of the transactions that every signer has to sign.</summary>
    public static TheoryData<string> Names => [.. Transactions.Keys];

    /// <summary>Types that a signer elsewhere does not know: it must refuse them and sign nothing in their stead.</summary>
    protected virtual IReadOnlyCollection<TransactionType> Unknown => [];

    /// <summary>Ends with the test run.</summary>
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Dictionary<string, Transaction> Transactions { get; } = new()
    {
        ["legacy payment"] = new LegacyTransaction { ChainId = new ChainId(Local), Nonce = 0, GasLimit = 21_000UL, GasPrice = 7UL, To = Somebody, Value = 1UL },
        ["legacy creation"] = new LegacyTransaction { ChainId = new ChainId(Local), Nonce = 3, GasLimit = 100_000UL, GasPrice = 1_000_000_000UL, To = null, Data = (byte[])[0x60, 0x00, 0xf3] },
        ["access list"] = new Eip2930Transaction { ChainId = new ChainId(Local), Nonce = 1, GasLimit = 60_000UL, GasPrice = 9UL, To = Somebody, Data = (byte[])[1, 2, 3], AccessList = Slots },
        ["empty access list"] = new Eip2930Transaction { ChainId = new ChainId(Local), Nonce = 1, GasLimit = 60_000UL, GasPrice = 9UL, To = Somebody },
        ["payment"] = new Eip1559Transaction { ChainId = new ChainId(Local), Nonce = 5, GasLimit = 21_000UL, MaxFeePerGas = 20UL, MaxPriorityFeePerGas = 2UL, To = Somebody, Value = UInt256.PowerOfTen(24) },
        ["creation"] = new Eip1559Transaction { ChainId = new ChainId(Local), Nonce = 6, GasLimit = 200_000UL, MaxFeePerGas = 20UL, MaxPriorityFeePerGas = 0UL, To = null, Data = new byte[300] },
        ["call with slots"] = new Eip1559Transaction { ChainId = new ChainId(Local), Nonce = 70_000, GasLimit = 1_000_000UL, MaxFeePerGas = UInt256.PowerOfTen(20), MaxPriorityFeePerGas = UInt256.PowerOfTen(20), To = Somebody, Data = Encoding.UTF8.GetBytes(new string('x', 2_000)), AccessList = Slots },
        ["zero everything"] = new Eip1559Transaction { ChainId = new ChainId(Local), Nonce = 0, GasLimit = 0UL, MaxFeePerGas = 0UL, MaxPriorityFeePerGas = 0UL, To = Address.Zero },
        ["blobs"] = new Eip4844Transaction
        {
            ChainId = new ChainId(Local),
            Nonce = 8,
            GasLimit = 21_000UL,
            MaxFeePerGas = 20UL,
            MaxPriorityFeePerGas = 2UL,
            To = Somebody,
            MaxFeePerBlobGas = 11UL,
            BlobVersionedHashes = [Hash32.Parse("0x01" + new string('a', 62)), Hash32.Parse("0x01" + new string('b', 62))],
        },
        ["delegation"] = new Eip7702Transaction
        {
            ChainId = new ChainId(Local),
            Nonce = 9,
            GasLimit = 100_000UL,
            MaxFeePerGas = 20UL,
            MaxPriorityFeePerGas = 2UL,
            To = Somebody,
            AuthorizationList = [new SignedAuthorization(new Authorization(Local, Somebody, 4), new Signature(5UL, 6UL, 1))],
        },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Signs_exactly_the_transaction_that_is_asked_for(string name)
    {
        using var open = new Opened(await OpenAsync(null));
        Transaction asked = Transactions[name];
        if (Unknown.Contains(asked.Type))
        {
            await Assert.ThrowsAsync<SigningException>(async () => await open.Signer.SignTransactionAsync(asked, Token));
            return;
        }

        SignedTransaction signed = await open.Signer.SignTransactionAsync(asked, Token);
        Assert.Equal(open.Signer.Address, signed.From);
        Assert.Equal(asked, signed.Transaction);
        Assert.True(SignedTransaction.TryDecode(signed.Raw, out SignedTransaction? read));
        Assert.Equal((asked, open.Signer.Address, signed.Hash), (read.Transaction, read.From, Keccak256.Hash(signed.Raw)));
        Assert.True(signed.Signature.S <= HalfOfTheOrder);
    }

    [Fact]
    public async Task Refuses_a_transaction_that_every_chain_would_take()
    {
        using var open = new Opened(await OpenAsync(null));
        var everywhere = new LegacyTransaction { ChainId = null, Nonce = 0, GasLimit = 21_000UL, GasPrice = 1UL, To = Somebody };
        Assert.Equal(SigningRefusal.NoChain, await RefusedAsync(() => open.Signer.SignTransactionAsync(everywhere, Token)));
    }

    [Fact]
    public async Task Refuses_fields_that_make_no_transaction()
    {
        using var open = new Opened(await OpenAsync(null));
        await Assert.ThrowsAsync<TransactionException>(async () =>
            await open.Signer.SignTransactionAsync(((Eip1559Transaction)Transactions["payment"]) with { Nonce = ulong.MaxValue }, Token));
        await Assert.ThrowsAsync<TransactionException>(async () =>
            await open.Signer.SignTransactionAsync(((Eip4844Transaction)Transactions["blobs"]) with { BlobVersionedHashes = [] }, Token));
    }

    [Fact]
    public async Task Bound_to_a_chain_it_signs_for_no_other()
    {
        using var open = new Opened(await OpenAsync(new ChainId(Local)));
        var payment = (Eip1559Transaction)Transactions["payment"];
        Assert.Equal(open.Signer.Address, (await open.Signer.SignTransactionAsync(payment, Token)).From);
        Assert.Equal(SigningRefusal.WrongChain, await RefusedAsync(() => open.Signer.SignTransactionAsync(payment with { ChainId = new ChainId(1) }, Token)));
        Assert.Equal(SigningRefusal.WrongChain, await RefusedAsync(() => open.Signer.SignTypedDataAsync(Mail("1"), Token)));
        Assert.Equal(SigningRefusal.NoChain, await RefusedAsync(() => open.Signer.SignTypedDataAsync(NoChain(), Token)));
        Assert.Equal(open.Signer.Address, Secp256k1.Recover(Mail("31337").SigningHash, await open.Signer.SignTypedDataAsync(Mail("31337"), Token)));
    }

    [Fact]
    public async Task Signs_typed_data_with_nested_structs_and_arrays()
    {
        using var open = new Opened(await OpenAsync(null));
        TypedDataHash mail = Mail("31337");
        Signature signature = await open.Signer.SignTypedDataAsync(mail, Token);
        Assert.Equal(open.Signer.Address, Secp256k1.Recover(mail.SigningHash, signature));
        Assert.True(signature.S <= HalfOfTheOrder);
    }

    [Theory]
    [InlineData("")]
    [InlineData("68656c6c6f")]
    [InlineData("00ff80c3280a0d")]
    [InlineData("e282ac20c3a9")]
    [InlineData("3078616263646566")]
    public async Task Signs_messages_of_any_bytes(string hex)
    {
        using var open = new Opened(await OpenAsync(null));
        byte[] message = Convert.FromHexString(hex);
        Assert.Equal(open.Signer.Address, Secp256k1.Recover(PersonalMessage.Hash(message), await open.Signer.SignMessageAsync(message, Token)));
    }

    [Fact]
    public async Task Signs_from_many_sides_at_once()
    {
        using var open = new Opened(await OpenAsync(null));
        var payment = (Eip1559Transaction)Transactions["payment"];
        SignedTransaction[] signed = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => open.Signer.SignTransactionAsync(payment with { Nonce = (ulong)i }, Token).AsTask()));
        Assert.Equal(Enumerable.Range(0, 30).Select(i => (ulong)i), signed.Select(s => s.Transaction.Nonce));
        Assert.All(signed, s => Assert.Equal(open.Signer.Address, s.From));
    }

    [Fact]
    public async Task Shows_its_address_and_stops_when_cancelled_or_disposed()
    {
        ISigner signer = await OpenAsync(null);
        Transaction payment = Transactions["payment"];
        Assert.Equal(signer.Address.ToString(), signer.ToString());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await signer.SignTransactionAsync(payment, new CancellationToken(true)));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await signer.SignTypedDataAsync(Mail("31337"), new CancellationToken(true)));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await signer.SignMessageAsync("x"u8.ToArray(), new CancellationToken(true)));
        Assert.IsAssignableFrom<IDisposable>(signer).Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await signer.SignTransactionAsync(payment, Token));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await signer.SignMessageAsync("x"u8.ToArray(), Token));
    }

    /// <summary>A signer for the account under test.</summary>
    protected abstract Task<ISigner> OpenAsync(ChainId? onlyChain);

    // Half of the order of secp256k1 (EIP-2).
    private static UInt256 HalfOfTheOrder { get; } = UInt256.TryParse("0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0", out UInt256 half) ? half : throw new FormatException();

    private static TypedDataHash Mail(string chain) => TypedData.Parse($$"""
        {
          "types": {
            "EIP712Domain": [{ "name": "name", "type": "string" }, { "name": "version", "type": "string" }, { "name": "chainId", "type": "uint256" }, { "name": "verifyingContract", "type": "address" }],
            "Person": [{ "name": "name", "type": "string" }, { "name": "wallets", "type": "address[]" }],
            "Mail": [{ "name": "from", "type": "Person" }, { "name": "to", "type": "Person[]" }, { "name": "contents", "type": "bytes" }, { "name": "amount", "type": "uint256" }, { "name": "shift", "type": "int64" }, { "name": "urgent", "type": "bool" }]
          },
          "primaryType": "Mail",
          "domain": { "name": "Größe “Mail”", "version": "1", "chainId": {{chain}}, "verifyingContract": "0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC" },
          "message": {
            "from": { "name": "Cow", "wallets": ["0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826", "0xDeaDbeefdEAdbeefdEadbEEFdeadbeEFdEaDbeeF"] },
            "to": [{ "name": "Bob", "wallets": ["0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB"] }, { "name": "", "wallets": [] }],
            "contents": "0x48656c6c6f",
            "amount": "115792089237316195423570985008687907853269984665640564039457584007913129639935",
            "shift": "-5",
            "urgent": true
          }
        }
        """).Hash;

    private static TypedDataHash NoChain() => TypedData.Parse(
        """{"types":{"EIP712Domain":[{"name":"name","type":"string"}],"A":[{"name":"a","type":"bool"}]},"primaryType":"A","domain":{"name":"n"},"message":{"a":true}}""").Hash;

    private static async Task<SigningRefusal> RefusedAsync<T>(Func<ValueTask<T>> sign) =>
        (await Assert.ThrowsAsync<SigningException>(async () => await sign())).Reason;

    private sealed class Opened(ISigner signer) : IDisposable
    {
        public ISigner Signer => signer;

        public void Dispose() => (signer as IDisposable)?.Dispose();
    }
}
