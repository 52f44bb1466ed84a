using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rlp;
using Bursar.Evm.Transactions;
using Xunit;

namespace Bursar.Evm.Tests.Transactions;

public sealed class TransactionTests
{
    private const int Seed = 1559;
    private static readonly Address Someone = Address.Parse("0x00000000219ab540356cBB839Cbe05303d7705Fa");

    /// <summary>The example of EIP-155.</summary>
    [Fact]
    public void Signs_the_example_of_EIP_155()
    {
        using PrivateKey key = PrivateKey.Parse("4646464646464646464646464646464646464646464646464646464646464646");
        var transaction = new LegacyTransaction
        {
            ChainId = new ChainId(1),
            Nonce = 9,
            GasPrice = 20_000_000_000UL,
            GasLimit = 21_000UL,
            To = Address.Parse("0x3535353535353535353535353535353535353535"),
            Value = 1_000_000_000_000_000_000UL,
        };
        Assert.Equal("0xdaf5a779ae972f972197303d7b574746c7ef83eadac0f2791ad23db92e4c8e53", transaction.SigningHash.ToString());
        Assert.Equal(
            "0xf86c098504a817c800825208943535353535353535353535353535353535353535880de0b6b3a76400008025a028ef61340bd939bc2195fe537567866003e1a15d3c71ff63e1590620aa636276a067cbe9d8997f761aecb703304b3800ccf555c9f3dc64214b297fb1966a3b6d83",
            Hex.Encode(transaction.Sign(key).Raw));
        Assert.Equal(1_000_420_000_000_000_000UL, transaction.MaxCost);
    }

    [Fact]
    public void Random_transactions_survive_the_wire()
    {
        var random = new Random(Seed);
        for (int round = 0; round < 500; round++)
        {
            using PrivateKey key = PrivateKey.Generate();
            Transaction made = SomeTransactions.Any(random, key);
            SignedTransaction signed = made.Sign(key);
            SignedTransaction read = SignedTransaction.Decode(signed.Raw);
            Assert.True(made.Equals(read.Transaction), $"seed {Seed}, round {round}");
            Assert.Equal(made.GetHashCode(), read.Transaction.GetHashCode());
            Assert.Equal(key.Address, read.From);
            Assert.Equal(signed.Hash, read.Hash);
            Assert.Equal(signed.Signature, read.Signature);
            Assert.NotEqual(made, made with { Value = made.Value.IsZero ? 1UL : 0UL });
            Assert.NotEqual(made, made with { Data = new byte[made.Data.Length + 1] });
        }
    }

    /// <summary>Damage anywhere: the bytes are refused, or they are another transaction that is written back to the same bytes. Never an exception.</summary>
    [Fact]
    public void Damaged_transactions_are_refused_or_read_exactly()
    {
        var random = new Random(Seed);
        using PrivateKey key = PrivateKey.Generate();
        int read = 0;
        int refused = 0;
        for (int round = 0; round < 20_000; round++)
        {
            Transaction whole = SomeTransactions.Any(random, key);
            byte[] bytes = whole.Sign(key).Raw;
            for (int i = random.Next(1, 4); i > 0; i--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            if (random.Next(4) == 0)
                bytes = bytes[..random.Next(bytes.Length)];
            else if (random.Next(8) == 0)
                bytes = [.. bytes, (byte)random.Next(256)];
            try
            {
                if (!SignedTransaction.TryDecode(bytes, out SignedTransaction? transaction))
                {
                    refused++;
                    continue;
                }

                read++;
                byte[] again = transaction.Transaction.WithSignature(transaction.Signature).Raw;
                Assert.True(bytes.AsSpan().SequenceEqual(again), $"seed {Seed}, round {round}: {Hex.Encode(bytes)}");
            }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"seed {Seed}, round {round}: {e.GetType()} for {Hex.Encode(bytes)}");
            }
        }

        Assert.True(read > 500 && refused > 500, $"seed {Seed}: {read} read, {refused} refused");
    }

    [Theory]
    [InlineData("0x")]
    [InlineData("0xc0")]
    [InlineData("0x02")]
    [InlineData("0x02c0")]
    [InlineData("0x01c0")]
    [InlineData("0x03c0")]
    [InlineData("0x04c0")]
    [InlineData("0x7fc0")]
    [InlineData("0x80")]
    [InlineData("0xff")]
    public void Refuses_what_is_no_transaction(string hex)
    {
        Assert.False(SignedTransaction.TryDecode(Hex.Decode(hex), out _));
        Assert.Throws<TransactionException>(() => SignedTransaction.Decode(Hex.Decode(hex)));
    }

    [Fact]
    public void Refuses_the_malleable_twin_of_a_signature()
    {
        using PrivateKey key = PrivateKey.Generate();
        Transaction transaction = SomeTransactions.Eip1559(new Random(Seed));
        Signature good = transaction.Sign(key).Signature;
        var twin = new Signature(good.R, Secp256k1.Order - good.S, (byte)(1 - good.YParity));
        Assert.Equal(key.Address, transaction.WithSignature(good).From);
        Assert.Throws<TransactionException>(() => transaction.WithSignature(twin));
    }

    [Theory]
    [InlineData(26)]
    [InlineData(29)]
    [InlineData(34)]
    [InlineData(0)]
    [InlineData(1)]
    public void Refuses_a_v_that_means_nothing(ulong v)
    {
        var writer = new RlpWriter([]);
        int list = writer.BeginList();
        foreach (ulong number in new ulong[] { 0, 1, 21_000 })
            writer.WriteUInt64(number);
        writer.WriteAddress(Someone);
        foreach (ulong number in new ulong[] { 0, 0, v, 1, 1 })
            writer.WriteUInt64(number);
        writer.EndList(list);
        Assert.False(SignedTransaction.TryDecode(writer.Written, out _));
        writer.Dispose();
    }

    [Fact]
    public void Refuses_a_transaction_longer_than_nodes_take()
    {
        using PrivateKey key = PrivateKey.Generate();
        byte[] raw = (SomeTransactions.Eip1559(new Random(Seed)) with { Data = new byte[SignedTransaction.MaxLength] }).Sign(key).Raw;
        Assert.False(SignedTransaction.TryDecode(raw, out _));
        raw = (SomeTransactions.Eip1559(new Random(Seed)) with { Data = new byte[SignedTransaction.MaxLength - 1000], AccessList = [] }).Sign(key).Raw;
        Assert.True(SignedTransaction.TryDecode(raw, out _));
    }

    [Fact]
    public void Refuses_to_sign_what_no_chain_accepts()
    {
        var random = new Random(Seed);
        Assert.Throws<TransactionException>(() => (SomeTransactions.Eip1559(random) with { ChainId = null }).SigningHash);
        Assert.Throws<TransactionException>(() => (SomeTransactions.Eip1559(random) with { Nonce = ulong.MaxValue }).SigningHash);
        Assert.Throws<TransactionException>(() => (SomeTransactions.Legacy(random) with { Nonce = ulong.MaxValue }).SigningHash);
        Assert.Throws<TransactionException>(() => (SomeTransactions.Legacy(random) with { ChainId = new ChainId(ulong.MaxValue / 2) }).SigningHash);
    }

    [Fact]
    public void The_largest_chain_id_of_a_legacy_transaction_survives()
    {
        using PrivateKey key = PrivateKey.Generate();
        var chain = new ChainId((ulong.MaxValue - 36) / 2);
        SignedTransaction signed = (SomeTransactions.Legacy(new Random(Seed)) with { ChainId = chain }).Sign(key);
        Assert.Equal(chain, SignedTransaction.Decode(signed.Raw).Transaction.ChainId);
    }
}
