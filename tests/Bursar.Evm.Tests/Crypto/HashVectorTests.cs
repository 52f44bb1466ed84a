using System.Text.Json;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using Bursar.Evm.Tests.Vectors;
using Xunit;

namespace Bursar.Evm.Tests.Crypto;

public sealed class HashVectorTests
{
    [Fact]
    public void Keccak_whole_and_streamed_gives_the_published_hashes()
    {
        int count = 0;
        foreach (JsonElement test in EthersVectors.Load("hashes"))
        {
            byte[] data = Hex.Decode(test.Text("data"));
            Assert.Equal(test.Text("keccak256"), Keccak256.Hash(data).ToString());
            var stream = new Keccak256Stream();
            stream.Append(data.AsSpan(0, data.Length / 3));
            stream.Append(data.AsSpan(data.Length / 3));
            Assert.Equal(test.Text("keccak256"), stream.Finish().ToString());
            count++;
        }

        EthersVectors.Ran("Keccak-256", count, 516);
    }

    [Fact]
    public void Keys_give_the_published_addresses_and_checksums()
    {
        int texts = 0;
        int keys = 0;
        foreach (JsonElement test in EthersVectors.Load("accounts"))
        {
            string text = test.Text("checksumAddress");
            Assert.Equal(text, Address.Parse(test.Text("address").ToLowerInvariant()).ToString());
            Assert.Equal(text, Address.Parse(text).ToString());
            texts++;
            if (test.TryGetProperty("privateKey", out JsonElement secret))
            {
                using PrivateKey key = PrivateKey.Parse(secret.GetString());
                Assert.Equal(text, key.Address.ToString());
                keys++;
            }
        }

        EthersVectors.Ran("address checksums", texts, 1038);
        EthersVectors.Ran("addresses of keys", keys, 1031);
    }

    /// <summary>The vectors of RFC 7914 §12, but for the last, which needs 1 GiB.</summary>
    [Theory]
    [InlineData("", "", 16, 1, 1, "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906")]
    [InlineData("password", "NaCl", 1024, 8, 16, "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640")]
    [InlineData("pleaseletmein", "SodiumChloride", 16384, 8, 1, "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887")]
    public void Scrypt_gives_the_vectors_of_RFC_7914(string password, string salt, int n, int r, int p, string expected)
    {
        byte[] key = new byte[64];
        Scrypt.Derive(System.Text.Encoding.ASCII.GetBytes(password), System.Text.Encoding.ASCII.GetBytes(salt), n, r, p, key);
        Assert.Equal(expected, Convert.ToHexStringLower(key));
    }
}
