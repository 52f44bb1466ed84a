using System.Text;
using System.Text.Json;
using Bursar.Evm.Crypto;
using Bursar.Evm.HdKeys;
using Bursar.Evm.Primitives;
using Bursar.Evm.Tests.Vectors;
using Xunit;

namespace Bursar.Evm.Tests.HdKeys;

public sealed class MnemonicTests
{
    private const string Known = "test test test test test test test test test test test junk";

    [Fact]
    public void English_mnemonics_give_the_published_seeds_and_keys()
    {
        (int seeds, int keys, int passphrases) = (0, 0, 0);
        Span<byte> seed = stackalloc byte[64];
        foreach (JsonElement test in EthersVectors.Load("hdnode").Where(static t => t.Text("locale") == "en"))
        {
            using Mnemonic mnemonic = Mnemonic.Parse(test.Text("mnemonic"));
            using Mnemonic same = Mnemonic.FromEntropy(Hex.Decode(test.Text("entropy")));
            Assert.Equal(test.Text("mnemonic"), Text(same));
            Assert.Equal(test.Text("mnemonic"), Text(mnemonic));
            string passphrase = test.TryGetProperty("password", out JsonElement given) ? given.GetString() ?? "" : "";
            mnemonic.WriteSeed(passphrase, seed);
            Assert.Equal(test.Text("seed"), Hex.Encode(seed));
            seeds++;
            passphrases += Ascii.IsValid(passphrase) ? 0 : 1;
            using HdKey root = HdKey.FromSeed(seed);
            foreach (JsonElement node in test.GetProperty("hdnodes").EnumerateArray())
            {
                using HdKey key = root.Derive(HdPath.Parse(node.Text("path")));
                Assert.Equal(Address.Parse(node.Text("address")), key.Address);
                Assert.Equal(node.Text("privateKey"), Secret(key));
                keys++;
            }
        }

        EthersVectors.Ran("seeds of mnemonics", seeds, 1094);
        EthersVectors.Ran("passphrases outside ASCII", passphrases, 45);
        EthersVectors.Ran("keys of paths", keys, 6289);
    }

    [Fact]
    public void The_word_list_is_the_published_one()
    {
        string published = EthersVectors.Load("wordlists").Single(static t => t.Text("locale") == "en").Text("content");
        Assert.Equal(published, string.Concat(Enumerable.Range(0, EnglishWords.Count).Select(static i => EnglishWords.Word(i) + "\n")));
        for (int i = 0; i < EnglishWords.Count; i++)
            Assert.Equal(i, EnglishWords.IndexOf(EnglishWords.Word(i)));
        Assert.True(EnglishWords.IndexOf("bitcoin") < 0);
    }

    [Fact]
    public void Mnemonics_of_other_languages_are_refused()
    {
        int refused = 0;
        foreach (JsonElement test in EthersVectors.Load("hdnode").Where(static t => t.Text("locale") != "en"))
        {
            Assert.False(Mnemonic.TryParse(test.Text("mnemonic"), out _, out MnemonicError error, out _), test.Text("name"));
            Assert.NotEqual(MnemonicError.None, error);
            refused++;
        }

        EthersVectors.Ran("mnemonics that are not English", refused, 315);
    }

    [Theory]
    [InlineData("")]
    [InlineData("test")]
    [InlineData("test test test test test test test test test test junk")]
    [InlineData("test test test test test test test test test test test test junk")]
    [InlineData("abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon art")]
    public void Refuses_a_wrong_number_of_words(string text)
    {
        Assert.False(Mnemonic.TryParse(text, out _, out MnemonicError error, out int position));
        Assert.Equal((MnemonicError.WordCount, 0), (error, position));
    }

    [Fact]
    public void Names_the_place_of_an_unknown_word_and_never_the_word()
    {
        const string Wrong = "test test test tesst test test test test test test test junk";
        Assert.False(Mnemonic.TryParse(Wrong, out _, out MnemonicError error, out int position));
        Assert.Equal((MnemonicError.UnknownWord, 4), (error, position));
        Assert.DoesNotContain("tesst", Assert.Throws<FormatException>(() => Mnemonic.Parse(Wrong)).Message, StringComparison.Ordinal);
        Assert.False(Mnemonic.TryParse(Known.Replace("junk", "junkjunkjunk", StringComparison.Ordinal), out _, out error, out position));
        Assert.Equal((MnemonicError.UnknownWord, 12), (error, position));
    }

    [Fact]
    public void Refuses_a_wrong_checksum()
    {
        Assert.False(Mnemonic.TryParse("test test test test test test test test test test test test", out _, out MnemonicError error, out _));
        Assert.Equal(MnemonicError.Checksum, error);
        int accepted = 0;
        for (int i = 0; i < EnglishWords.Count; i++)
            accepted += Mnemonic.TryParse(Known.Replace("junk", EnglishWords.Word(i), StringComparison.Ordinal), out _, out _, out _) ? 1 : 0;
        Assert.Equal(128, accepted); // 12 words have 4 bits of checksum
    }

    [Fact]
    public void Takes_upper_case_and_line_breaks()
    {
        using Mnemonic mnemonic = Mnemonic.Parse("  TEST test\ttest\ntest\r\ntest test test test test test Test  junk \n");
        Assert.Equal(Known, Text(mnemonic));
        using HdKey root = mnemonic.ToRootKey();
        using HdKey account = root.Derive(HdPath.Ethereum(0));
        Assert.Equal("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266", account.Address.ToString());
    }

    [Theory]
    [InlineData(12)]
    [InlineData(15)]
    [InlineData(18)]
    [InlineData(21)]
    [InlineData(24)]
    public void A_generated_mnemonic_can_be_read_again(int words)
    {
        using Mnemonic made = Mnemonic.Generate(words);
        Assert.Equal(words, made.WordCount);
        using Mnemonic read = Mnemonic.Parse(Text(made));
        Assert.Equal(Text(made), Text(read));
        Assert.Equal(words, Text(read).Split(' ').Length);
    }

    [Fact]
    public void Never_prints_a_secret()
    {
        using Mnemonic mnemonic = Mnemonic.Parse(Known);
        using HdKey root = mnemonic.ToRootKey();
        Assert.Equal("12 words", mnemonic.ToString());
        Assert.Equal(root.Address.ToString(), root.ToString());
        Assert.DoesNotContain(Secret(root)[2..], $"{root} {mnemonic}", StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Is_of_no_use_after_it_is_disposed()
    {
        Mnemonic mnemonic = Mnemonic.Parse(Known);
        HdKey root = mnemonic.ToRootKey();
        mnemonic.Dispose();
        root.Dispose();
        Assert.Throws<ObjectDisposedException>(() => mnemonic.ToRootKey());
        Assert.Throws<ObjectDisposedException>(() => Text(mnemonic));
        Assert.Throws<ObjectDisposedException>(() => root.ToPrivateKey());
        Assert.Throws<ObjectDisposedException>(() => root.Derive(HdPath.Ethereum(0)));
    }

    [Fact]
    public void Refuses_passphrases_whose_normal_form_nobody_can_know()
    {
        using Mnemonic mnemonic = Mnemonic.Parse(Known);
        Assert.Throws<FormatException>(() => mnemonic.ToRootKey("\ud800"));
        Assert.Throws<FormatException>(() => mnemonic.ToRootKey("\U000e0fff"));
    }

    private static string Text(Mnemonic mnemonic)
    {
        char[] text = new char[Mnemonic.MaxTextLength];
        return new string(text, 0, mnemonic.CopyTextTo(text));
    }

    private static string Secret(HdKey key)
    {
        using PrivateKey plain = key.ToPrivateKey();
        byte[] secret = new byte[32];
        plain.CopySecretTo(secret);
        return Hex.Encode(secret);
    }
}
