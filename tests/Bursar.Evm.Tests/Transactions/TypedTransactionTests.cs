using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rlp;
using Bursar.Evm.Transactions;
using Xunit;

namespace Bursar.Evm.Tests.Transactions;

/// <summary>Rules of the types 3 and 4 that the wire does not show. Their bytes are compared with other clients' in the differential run.</summary>
public sealed class TypedTransactionTests
{
    private readonly Random _random = new(4844);

    [Fact]
    public void A_blob_transaction_needs_a_target_and_sound_blob_hashes()
    {
        Eip4844Transaction sound = SomeTransactions.Eip4844(_random);
        Assert.NotEmpty(sound.EncodeUnsigned());
        Assert.Throws<TransactionException>(() => (sound with { To = null }).EncodeUnsigned());
        Assert.Throws<TransactionException>(() => (sound with { BlobVersionedHashes = [] }).EncodeUnsigned());
        Assert.Throws<TransactionException>(() => (sound with { BlobVersionedHashes = [Hash32.Zero] }).EncodeUnsigned());
    }

    [Fact]
    public void The_cost_of_a_blob_transaction_counts_its_blobs()
    {
        Eip4844Transaction three = SomeTransactions.Eip4844(_random) with
        {
            GasLimit = 21_000UL,
            MaxFeePerGas = 10UL,
            Value = 5UL,
            MaxFeePerBlobGas = 7UL,
            BlobVersionedHashes = [.. Enumerable.Repeat(new Hash32([1, .. new byte[31]]), 3)],
        };
        Assert.Equal((UInt256)(210_000UL + 5 + (7 * 3 * 131_072)), three.MaxCost);
    }

    [Fact]
    public void A_blob_transaction_with_its_blobs_is_refused_by_name()
    {
        using PrivateKey key = PrivateKey.Generate();
        SignedTransaction canonical = SomeTransactions.Eip4844(_random).Sign(key);
        byte[] network = WithBlobs(canonical.Raw);
        Assert.False(SignedTransaction.TryDecode(network, out _));
        Assert.Contains("canonical form", Assert.Throws<TransactionException>(() => SignedTransaction.Decode(network)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_authorisation_is_recovered_and_bound_to_all_its_fields()
    {
        using PrivateKey key = PrivateKey.Generate();
        var plain = new Authorization(1UL, new Address(SomeTransactions.SomeBytes(_random, 20)), 7);
        SignedAuthorization signed = plain.Sign(key);
        Assert.True(signed.TryRecover(out Address authority));
        Assert.Equal(key.Address, authority);
        foreach (Authorization other in new[] { plain with { ChainId = 2UL }, plain with { Address = Address.Zero }, plain with { Nonce = 8 } })
            Assert.False((signed with { Authorization = other }).TryRecover(out Address changed) && changed == key.Address);
        Assert.False((signed with { Authorization = plain with { Nonce = ulong.MaxValue } }).TryRecover(out _));
        Assert.Throws<TransactionException>(() => (plain with { Nonce = ulong.MaxValue }).Sign(key));
    }

    [Fact]
    public void An_authorisation_that_nobody_signed_does_not_spoil_the_transaction()
    {
        using PrivateKey key = PrivateKey.Generate();
        Eip7702Transaction sound = SomeTransactions.Eip7702(_random, key);
        var unsigned = new SignedAuthorization(sound.AuthorizationList[0].Authorization with { ChainId = UInt256.MaxValue }, new Signature(UInt256.MaxValue, 0UL, 255));
        SignedTransaction signed = (sound with { AuthorizationList = [unsigned] }).Sign(key);
        SignedTransaction read = SignedTransaction.Decode(signed.Raw);
        Assert.Equal(signed.Transaction, read.Transaction);
        Assert.False(((Eip7702Transaction)read.Transaction).AuthorizationList[0].TryRecover(out _));
    }

    [Fact]
    public void A_transaction_of_type_4_needs_a_target_and_an_authorisation()
    {
        using PrivateKey key = PrivateKey.Generate();
        Eip7702Transaction sound = SomeTransactions.Eip7702(_random, key);
        Assert.Throws<TransactionException>(() => (sound with { To = null }).EncodeUnsigned());
        Assert.Throws<TransactionException>(() => (sound with { AuthorizationList = [] }).EncodeUnsigned());
    }

    [Fact]
    public void The_code_of_a_delegating_account_names_its_target()
    {
        var target = new Address(SomeTransactions.SomeBytes(_random, 20));
        Assert.True(Authorization.TryReadDelegation([0xef, 0x01, 0x00, .. target.Span], out Address found));
        Assert.Equal(target, found);
        Assert.False(Authorization.TryReadDelegation([], out _));
        Assert.False(Authorization.TryReadDelegation([0xef, 0x01, 0x01, .. target.Span], out _));
        Assert.False(Authorization.TryReadDelegation([0xef, 0x01, 0x00, .. target.Span, 0], out _));
    }

    private static byte[] WithBlobs(byte[] canonical)
    {
        var writer = new RlpWriter([]);
        writer.WriteRaw([3]);
        int list = writer.BeginList();
        writer.WriteRaw(canonical.AsSpan(1));
        int blobs = writer.BeginList();
        writer.WriteBytes(new byte[1 << 17]);
        writer.EndList(blobs);
        foreach (int length in new[] { 48, 48 })
        {
            int items = writer.BeginList();
            writer.WriteBytes(new byte[length]);
            writer.EndList(items);
        }

        writer.EndList(list);
        byte[] bytes = writer.ToArray();
        writer.Dispose();
        return bytes;
    }
}
