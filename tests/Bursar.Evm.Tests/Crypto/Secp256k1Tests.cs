using System.Numerics;
using System.Security.Cryptography;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Evm.Tests.Crypto;

public sealed class Secp256k1Tests
{
    private const int Seed = 256;

    /// <summary>.NET's own ECDSA, which shares no code with libsecp256k1, accepts the signatures; recovery finds the signer.</summary>
    [Fact]
    public void Another_implementation_accepts_the_signatures_and_recovery_finds_the_signer()
    {
        var random = new Random(Seed);
        for (int round = 0; round < 50; round++)
        {
            using PrivateKey key = Some(random);
            Hash32 hash = SomeHash(random);
            Signature signature = key.Sign(hash);
            using ECDsa other = Independent(key.PublicKey);
            Assert.True(other.VerifyHash(hash.ToArray(), signature.ToBytes()[..64]), $"seed {Seed}, round {round}");
            Assert.True(signature.S <= Secp256k1.HalfOrder);
            Assert.Equal(key.Address, Secp256k1.Recover(hash, signature));
            Assert.True(Secp256k1.Verify(hash, signature, key.PublicKey));
            Assert.True(Secp256k1.Verify(hash, signature, key.Address));
            Assert.False(Secp256k1.Verify(SomeHash(random), signature, key.PublicKey));
            Assert.False(Secp256k1.Verify(SomeHash(random), signature, key.Address));
            Assert.Equal(signature, key.Sign(hash));
        }
    }

    [Fact]
    public void Signatures_of_another_implementation_are_accepted_with_a_low_s_and_refused_with_a_high_one()
    {
        var random = new Random(Seed);
        BigInteger order = Big(Secp256k1.Order);
        int flipped = 0;
        for (int round = 0; round < 40; round++)
        {
            using ECDsa other = ECDsa.Create(ECCurve.CreateFromValue("1.3.132.0.10"));
            ECParameters parameters = other.ExportParameters(false);
            byte[] publicKey = [.. parameters.Q.X!, .. parameters.Q.Y!];
            Hash32 hash = SomeHash(random);
            byte[] made = other.SignHash(hash.ToArray());
            var signature = new Signature(new UInt256(made.AsSpan(0, 32)), new UInt256(made.AsSpan(32)), 0);
            var twin = signature with { S = Small(order - Big(signature.S)) };
            bool high = signature.S > Secp256k1.HalfOrder;
            (Signature low, Signature refused) = high ? (twin, signature) : (signature, twin);
            flipped += high ? 1 : 0;
            Assert.True(Secp256k1.Verify(hash, low, publicKey));
            Assert.False(Secp256k1.Verify(hash, refused, publicKey));
            Assert.False(Secp256k1.TryRecover(hash, refused, out _));
            Assert.False(Secp256k1.TryRecover(hash, refused with { YParity = 1 }, out _));

            // One of the two parities gives the signer.
            Address account = Secp256k1.AddressOf(publicKey);
            Assert.True(Secp256k1.Verify(hash, low, account) ^ Secp256k1.Verify(hash, low with { YParity = 1 }, account));
        }

        Assert.InRange(flipped, 1, 39);
    }

    /// <summary>The well-known example of RFC 6979 nonces on this curve: key 1, SHA-256 of "Satoshi Nakamoto".</summary>
    [Fact]
    public void Nonces_follow_RFC_6979()
    {
        using PrivateKey one = PrivateKey.Parse("0000000000000000000000000000000000000000000000000000000000000001");
        Signature signature = one.Sign(new Hash32(SHA256.HashData("Satoshi Nakamoto"u8)));
        Assert.Equal("0x934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8", Hex.Encode(signature.R.ToBigEndian()));
        Assert.Equal("0x2442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5", Hex.Encode(signature.S.ToBigEndian()));
        Assert.Equal("0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf", one.ToString());
    }

    [Fact]
    public void Refuses_values_out_of_range_without_an_exception()
    {
        using PrivateKey key = Some(new Random(Seed));
        Hash32 hash = SomeHash(new Random(Seed));
        Signature good = key.Sign(hash);
        foreach (Signature bad in new[]
        {
            good with { R = 0UL }, good with { S = 0UL }, good with { R = Secp256k1.Order }, good with { R = UInt256.MaxValue },
            good with { S = Secp256k1.Order }, good with { S = UInt256.MaxValue }, good with { YParity = 2 }, good with { YParity = 255 }, default,
        })
        {
            Assert.False(Secp256k1.TryRecover(hash, bad, out _));
            Assert.False(Secp256k1.Verify(hash, bad, key.Address));
            Assert.Throws<CryptographicException>(() => Secp256k1.Recover(hash, bad));
        }

        // 5 is the x of no point on the curve: 5^3 + 7 = 132 has no square root modulo p.
        Assert.False(Secp256k1.TryRecover(hash, good with { R = 5UL }, out _));
        Assert.False(Secp256k1.Verify(hash, good, key.PublicKey[..63]));
        Assert.False(Secp256k1.Verify(hash, good, new byte[64]));
    }

    [Fact]
    public void The_order_is_what_BigInteger_says()
    {
        BigInteger order = BigInteger.Pow(2, 256) - BigInteger.Parse("432420386565659656852420866394968145599");
        Assert.Equal(order.ToString(), Secp256k1.Order.ToString());
        Assert.Equal(((order - 1) / 2).ToString(), Secp256k1.HalfOrder.ToString());
    }

    [Fact]
    public void Sixty_five_bytes_are_read_back()
    {
        using PrivateKey key = Some(new Random(Seed));
        Signature signature = key.Sign(SomeHash(new Random(1)));
        byte[] bytes = signature.ToBytes();
        Assert.Equal(signature, Signature.Read(bytes));
        bytes[64] -= 27;
        Assert.Equal(signature, Signature.Read(bytes));
        bytes[64] = 29;
        Assert.False(Signature.TryRead(bytes, out _));
        Assert.False(Signature.TryRead(bytes.AsSpan(1), out _));
        Assert.Throws<FormatException>(() => Signature.Read(bytes));
    }

    [Fact]
    public void A_missing_library_is_named_with_the_package_to_install()
    {
        MissingLibraryException e = Assert.Throws<MissingLibraryException>(
            static () => NativeLibraries.Load("libnothing", ["libnothing-bursar.so.1"], "some_function", "Install it: 'apt-get install libnothing-1'."));
        Assert.Equal("libnothing", e.Library);
        Assert.Equal("libnothing is not installed. Install it: 'apt-get install libnothing-1'.", e.Message);
    }

    [Fact]
    public void Many_threads_sign_with_one_key()
    {
        using PrivateKey key = Some(new Random(Seed));
        Hash32[] hashes = [.. Enumerable.Range(0, 200).Select(static i => Keccak256.Hash([(byte)i]))];
        Signature[] expected = [.. hashes.Select(key.Sign)];
        Parallel.For(0, 2000, i => Assert.Equal(expected[i % 200], key.Sign(hashes[i % 200])));
    }

    private static PrivateKey Some(Random random)
    {
        byte[] secret = new byte[32];
        random.NextBytes(secret);
        secret[0] &= 0x7f;
        return PrivateKey.FromBytes(secret);
    }

    private static Hash32 SomeHash(Random random)
    {
        byte[] bytes = new byte[32];
        random.NextBytes(bytes);
        return new Hash32(bytes);
    }

    private static ECDsa Independent(ReadOnlySpan<byte> publicKey) => ECDsa.Create(new ECParameters
    {
        Curve = ECCurve.CreateFromValue("1.3.132.0.10"),
        Q = new ECPoint { X = publicKey[..32].ToArray(), Y = publicKey[32..].ToArray() },
    });

    private static BigInteger Big(UInt256 value) => new(value.ToBigEndian(), isUnsigned: true, isBigEndian: true);

    private static UInt256 Small(BigInteger value) => new(value.ToByteArray(isUnsigned: true, isBigEndian: true));
}
