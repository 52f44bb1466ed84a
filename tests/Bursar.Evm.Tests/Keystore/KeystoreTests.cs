using System.Text.Json;
using Bursar.Evm.Crypto;
using Bursar.Evm.Keystore;
using Bursar.Evm.Primitives;
using Bursar.Evm.Tests.Vectors;
using Xunit;

namespace Bursar.Evm.Tests.Keystore;

public sealed class KeystoreTests
{
    private const string Secret = "7a28b5ba57c53603b0b07b56bba752f7784bf506fa95edc395f5cf6c7514fe9d";

    /// <summary>The PBKDF2 file of the Web3 secret storage definition.</summary>
    private const string Pbkdf2 = """
        {"crypto":{"cipher":"aes-128-ctr","cipherparams":{"iv":"6087dab2f9fdbbfaddc31a909735c1e6"},
        "ciphertext":"5318b4d5bcd28de64ee5559e671353e16f075ecae9f99c7a79a38af5f869aa46","kdf":"pbkdf2",
        "kdfparams":{"c":262144,"dklen":32,"prf":"hmac-sha256","salt":"ae3cd4e7013836a3df6bd7241b12db061dbe2c6785853cce422d148a624ce0bd"},
        "mac":"517ead924a9d0dc3124507e3393d175ce3ff7c1e96529c6c555ce9e51205e9b2"},"id":"3198bc9c-6672-5ab3-d995-4942343ae5b6","version":3}
        """;

    /// <summary>The scrypt file of the Web3 secret storage definition.</summary>
    private const string Scrypt = """
        {"crypto":{"cipher":"aes-128-ctr","cipherparams":{"iv":"83dbcc02d8ccb40e466191a123791e0e"},
        "ciphertext":"d172bf743a674da9cdad04534d56926ef8358534d458fffccd4e6ad2fbde479c","kdf":"scrypt",
        "kdfparams":{"dklen":32,"n":262144,"p":8,"r":1,"salt":"ab0c7876052600dd703518d6fc3fe8984592145b591fc8fb5c6d43190334ba19"},
        "mac":"2103ac29920d71da29f15d75b4a16dbe95cfd7ff8faea1056c33131d846e3097"},"id":"3198bc9c-6672-5ab3-d995-4942343ae5b6","version":3}
        """;

    [Theory]
    [InlineData(Pbkdf2)]
    [InlineData(Scrypt)]
    public void Opens_the_files_of_the_definition(string json)
    {
        using PrivateKey expected = PrivateKey.Parse(Secret);
        using PrivateKey key = KeystoreFile.Parse(json).Unlock("testpassword");
        Assert.Equal(expected.Address, key.Address);
        Assert.Equal(expected.Sign(Hash32.Zero), key.Sign(Hash32.Zero));
    }

    [Fact]
    public void Opens_the_published_wallets()
    {
        int count = 0;
        foreach (JsonElement test in EthersVectors.Load("wallets"))
        {
            if (test.Text("type") != "secret-storage")
                continue;
            KeystoreFile file = KeystoreFile.Parse(test.Text("json"));
            Address expected = Address.Parse(test.Text("address").ToLowerInvariant());
            KeystoreLimits limits = KeystoreLimits.Default;
            if (test.Text("name") == "life")
            {
                // N = 1,024: a toy, which the default limits refuse.
                Assert.Equal(KeystoreError.Weak, Assert.Throws<KeystoreException>(() => file.Unlock(test.Text("password"))).Error);
                limits = KeystoreLimits.AllowWeak;
            }

            Assert.Equal(limits == KeystoreLimits.AllowWeak, file.Weakness is not null);
            using PrivateKey key = file.Unlock(test.Text("password"), limits);
            using PrivateKey same = PrivateKey.Parse(test.Text("privateKey"));
            Assert.Equal(expected, key.Address);
            Assert.Equal(same.Address, key.Address);
            count++;
        }

        EthersVectors.Ran("keystores", count, 7);
    }

    [Theory]
    [InlineData("correct horse battery staple")]
    [InlineData("")]
    [InlineData("pässwörd 🔑")]
    public void Opens_what_it_writes_and_only_with_the_password(string password)
    {
        using PrivateKey key = PrivateKey.Generate();
        string json = KeystoreFile.Encrypt(key, password, ScryptCost.Light);
        KeystoreFile file = KeystoreFile.Parse(json);
        Assert.Equal(key.Address, file.Address);
        using PrivateKey again = file.Unlock(password);
        Assert.Equal(key.Sign(Hash32.Zero), again.Sign(Hash32.Zero));
        Assert.Equal(KeystoreError.WrongPassword, Assert.Throws<KeystoreException>(() => file.Unlock(password + " ")).Error);
        Assert.NotEqual(json, KeystoreFile.Encrypt(key, password, ScryptCost.Light));
    }

    [Fact]
    public void Refuses_to_write_with_a_weak_or_absurd_cost()
    {
        using PrivateKey key = PrivateKey.Parse(Secret);
        Assert.Equal(KeystoreError.Weak, Assert.Throws<KeystoreException>(() => KeystoreFile.Encrypt(key, "p", new ScryptCost(1024, 8, 1))).Error);
        Assert.Equal(KeystoreError.Absurd, Assert.Throws<KeystoreException>(() => KeystoreFile.Encrypt(key, "p", new ScryptCost(1 << 20, 8, 1))).Error);
        Assert.Throws<ArgumentException>(() => KeystoreFile.Encrypt(key, "p", new ScryptCost(100_000, 8, 1)));
    }

    [Theory]
    [InlineData("\"n\":262144,\"p\":8,\"r\":1", "\"n\":1024,\"p\":1,\"r\":8", KeystoreError.Weak)]
    [InlineData("\"n\":262144,\"p\":8,\"r\":1", "\"n\":1048576,\"p\":1,\"r\":8", KeystoreError.Absurd)]
    [InlineData("\"n\":262144,\"p\":8,\"r\":1", "\"n\":1073741824,\"p\":1,\"r\":1073741823", KeystoreError.Absurd)]
    [InlineData("\"n\":262144,\"p\":8,\"r\":1", "\"n\":2,\"p\":1000000000,\"r\":1", KeystoreError.Absurd)]
    [InlineData("\"n\":262144,\"p\":8,\"r\":1", "\"n\":1048576,\"p\":100,\"r\":1", KeystoreError.Absurd)]
    [InlineData("ab0c7876052600dd703518d6fc3fe8984592145b591fc8fb5c6d43190334ba19", "ab0c", KeystoreError.Weak)]
    public void Refuses_weak_and_absurd_derivations_before_it_starts_them(string part, string replacement, KeystoreError error)
    {
        KeystoreFile file = KeystoreFile.Parse(Replace(Scrypt, part, replacement));
        Assert.Equal(error, Assert.Throws<KeystoreException>(() => file.Unlock("testpassword")).Error);
    }

    [Theory]
    [InlineData("1000", KeystoreError.Weak)]
    [InlineData("2147483647", KeystoreError.Absurd)]
    public void Refuses_weak_and_absurd_iterations(string iterations, KeystoreError error)
    {
        KeystoreFile file = KeystoreFile.Parse(Replace(Pbkdf2, "262144", iterations));
        Assert.Equal(error, Assert.Throws<KeystoreException>(() => file.Unlock("testpassword")).Error);
    }

    [Theory]
    [InlineData("\"version\":3", "\"version\":1", KeystoreError.Unsupported)]
    [InlineData("\"version\":3", "\"version\":\"3\"", KeystoreError.Damaged)]
    [InlineData("aes-128-ctr", "aes-128-cbc", KeystoreError.Unsupported)]
    [InlineData("\"kdf\":\"scrypt\"", "\"kdf\":\"argon2\"", KeystoreError.Unsupported)]
    [InlineData("\"dklen\":32", "\"dklen\":64", KeystoreError.Unsupported)]
    [InlineData("\"dklen\":32", "\"dklen\":32.5", KeystoreError.Damaged)]
    [InlineData("\"n\":262144", "\"n\":262143", KeystoreError.Damaged)]
    [InlineData("\"n\":262144", "\"n\":0", KeystoreError.Damaged)]
    [InlineData("\"n\":262144", "\"n\":99999999999", KeystoreError.Damaged)]
    [InlineData("\"n\":262144", "\"n\":-2147483648", KeystoreError.Damaged)]
    [InlineData("\"r\":1", "\"r\":0", KeystoreError.Damaged)]
    [InlineData("\"p\":8", "\"p\":-8", KeystoreError.Damaged)]
    [InlineData("83dbcc02d8ccb40e466191a123791e0e", "83dbcc02d8ccb40e466191a123791e", KeystoreError.Damaged)]
    [InlineData("d172bf743a674da9", "d172bf743a674d", KeystoreError.Damaged)]
    [InlineData("d172bf743a674da9", "d172bf743a674daz", KeystoreError.Damaged)]
    [InlineData("2103ac29920d71da", "", KeystoreError.Damaged)]
    [InlineData("\"mac\"", "\"Mac\"", KeystoreError.Damaged)]
    [InlineData("\"mac\"", "\"iv\":1,\"mac\":\"\",\"mac\"", KeystoreError.Damaged)]
    [InlineData("{\"crypto\"", "{\"address\":\"12\",\"crypto\"", KeystoreError.Damaged)]
    [InlineData("{\"crypto\"", "{\"address\":5,\"crypto\"", KeystoreError.Damaged)]
    [InlineData("{\"crypto\":{", "{\"crypto\":[{", KeystoreError.Damaged)]
    [InlineData("\"kdf\":\"scrypt\"", "\"kdf\":\"\\ud800\"", KeystoreError.Damaged)]
    public void Tells_a_damaged_or_foreign_file_from_a_wrong_password(string part, string replacement, KeystoreError error) =>
        Assert.Equal(error, Assert.Throws<KeystoreException>(() => KeystoreFile.Parse(Replace(Scrypt, part, replacement))).Error);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("3")]
    [InlineData("{}")]
    [InlineData("{\"version\":3}")]
    [InlineData("{\"version\":3,\"crypto\":5}")]
    public void Refuses_what_is_no_keystore(string json) =>
        Assert.Equal(KeystoreError.Damaged, Assert.Throws<KeystoreException>(() => KeystoreFile.Parse(json)).Error);

    [Fact]
    public void Refuses_a_file_that_is_too_long() =>
        Assert.Equal(KeystoreError.Damaged, Assert.Throws<KeystoreException>(() => KeystoreFile.Parse(Scrypt + new string(' ', 70_000))).Error);

    [Fact]
    public void A_changed_ciphertext_does_not_open()
    {
        using PrivateKey key = PrivateKey.Parse(Secret);
        string json = KeystoreFile.Encrypt(key, "p", ScryptCost.Light);
        using JsonDocument document = JsonDocument.Parse(json);
        string cipher = document.RootElement.GetProperty("crypto").Text("ciphertext");
        string changed = (cipher[0] == '0' ? '1' : '0') + cipher[1..];
        KeystoreFile file = KeystoreFile.Parse(Replace(json, cipher, changed));
        Assert.Equal(KeystoreError.WrongPassword, Assert.Throws<KeystoreException>(() => file.Unlock("p")).Error);
    }

    [Fact]
    public void The_stated_address_must_be_the_address_of_the_key()
    {
        using PrivateKey key = PrivateKey.Parse(Secret);
        string json = KeystoreFile.Encrypt(key, "p", ScryptCost.Light);
        string other = Replace(json, key.Address.ToLowerHex()[2..], new string('1', 40));
        KeystoreException e = Assert.Throws<KeystoreException>(() => KeystoreFile.Parse(other).Unlock("p"));
        Assert.Equal(KeystoreError.AddressMismatch, e.Error);
        Assert.Contains(key.Address.ToString(), e.Message, StringComparison.Ordinal);
    }

    /// <summary>The example F.5.1 of NIST SP 800-38A; its counter carries into the next byte.</summary>
    [Fact]
    public void The_cipher_gives_the_example_of_NIST()
    {
        byte[] output = new byte[32];
        KeystoreFile.Crypt(
            Hex.Decode("2b7e151628aed2a6abf7158809cf4f3c"),
            Hex.Decode("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff"),
            Hex.Decode("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"),
            output);
        Assert.Equal("874d6191b620e3261bef6864990db6ce9806f66b7970fdff8617187bb9fffdff", Convert.ToHexStringLower(output));
    }

    [Fact]
    public void Damaged_files_are_read_or_refused()
    {
        const int Seed = 3;
        var random = new Random(Seed);
        int refused = 0;
        for (int round = 0; round < 5000; round++)
        {
            char[] text = Scrypt.ToCharArray();
            for (int i = random.Next(1, 4); i > 0; i--)
                text[random.Next(text.Length)] = random.Next(8) == 0 ? (char)random.Next(0x10000) : (char)random.Next(0x20, 0x7f);
            try
            {
                Assert.NotNull(KeystoreFile.Parse(new string(text)));
            }
            catch (KeystoreException)
            {
                refused++;
            }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"seed {Seed}, round {round}: {e.GetType()} for {new string(text)}");
            }
        }

        Assert.InRange(refused, 1000, 4999);
    }

    [Fact]
    public void Neither_the_file_nor_a_message_shows_the_key()
    {
        using PrivateKey key = PrivateKey.Parse(Secret);
        string json = KeystoreFile.Encrypt(key, "hunter22", ScryptCost.Light);
        Assert.DoesNotContain(Secret[..8], json, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("hunter22", json, StringComparison.Ordinal);
        KeystoreException e = Assert.Throws<KeystoreException>(() => KeystoreFile.Parse(json).Unlock("hunter23"));
        Assert.DoesNotContain("hunter2", e.ToString(), StringComparison.Ordinal);
    }

    private static string Replace(string text, string part, string replacement)
    {
        Assert.Contains(part, text, StringComparison.Ordinal);
        return text.Replace(part, replacement, StringComparison.Ordinal);
    }
}
