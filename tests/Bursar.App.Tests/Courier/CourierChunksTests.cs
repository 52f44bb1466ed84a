using Bursar.App.Courier;
using Bursar.Core.Faults;
using Bursar.Evm.Crypto;
using Xunit;

namespace Bursar.App.Tests.Courier;

public sealed class CourierChunksTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(299)]
    [InlineData(300)]
    [InlineData(5_000)]
    public void A_file_comes_back_from_its_texts_in_any_order_and_with_repetitions(int length)
    {
        byte[] file = [.. Enumerable.Range(0, length).Select(i => (byte)(i * i * 31 / 7 % 256))];
        IReadOnlyList<string> texts = CourierChunks.Cut(file);
        string scanned = "something else\r\n" + string.Join("\r\n", texts.Reverse().Concat(texts)) + "\r\nhttps://example.org\r\n";
        Assert.Equal(file, CourierChunks.Join(scanned).Value);
        Assert.Equal(file, CourierChunks.Join(scanned.ToLowerInvariant()).Value);
        Assert.All(texts, t => Assert.True(t.All(c => "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".Contains(c, StringComparison.Ordinal))));
    }

    [Fact]
    public void What_is_missing_damaged_or_of_another_file_is_told()
    {
        byte[] file = [.. Enumerable.Range(0, 125).SelectMany(i => Keccak256.Hash(BitConverter.GetBytes(i)).ToArray())];
        string[] texts = [.. CourierChunks.Cut(file)];
        Assert.Contains("2 of", Why([.. texts.Where((_, i) => i is not (1 or 3))]), StringComparison.Ordinal);
        Assert.Contains(": 2, 4", Why([.. texts.Where((_, i) => i is not (1 or 3))]), StringComparison.Ordinal);
        Assert.Contains("no text", Why([]), StringComparison.Ordinal);
        file[0] ^= 1;
        Assert.Contains("different files", Why([.. texts.Skip(1), CourierChunks.Cut(file)[0]]), StringComparison.Ordinal);
        string data = texts[2][(texts[2].LastIndexOf(':') + 1)..];
        string other = texts[2].Replace(data, (data[0] == 'A' ? "B" : "A") + data[1..], StringComparison.Ordinal);
        Assert.Contains("do not give", Why([.. texts[..2], other, .. texts[3..]]), StringComparison.Ordinal);
        Assert.Contains("two versions", Why([.. texts, other]), StringComparison.Ordinal);
        Assert.Contains("damaged", Why(["BURSAR:12345678:3:2:AAAA"]), StringComparison.Ordinal);
        Assert.Contains("damaged", Why(["BURSAR:12345678:1:999999999:AAAA"]), StringComparison.Ordinal);
    }

    private static string Why(string[] texts)
    {
        Result<byte[]> joined = CourierChunks.Join(string.Join('\n', texts));
        Assert.Equal("courier.bad-chunks", Assert.Single(joined.Faults).Code);
        return joined.Faults[0].Message;
    }
}
