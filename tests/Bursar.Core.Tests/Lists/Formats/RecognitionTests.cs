using Bursar.Core.Faults;
using Bursar.Core.Lists.Formats;
using Xunit;
using static Bursar.Core.Tests.Lists.Formats.Foreign;

namespace Bursar.Core.Tests.Lists.Formats;

public sealed class RecognitionTests
{
    [Theory]
    [InlineData("address,amount\n", ListFormat.Plain)]
    [InlineData("receiver,value\n", ListFormat.Plain)]
    [InlineData("0x00000000000000000000000000000000000000a1,1\n", ListFormat.Plain)]
    [InlineData("", ListFormat.Plain)]
    [InlineData("index,account,amount\n", ListFormat.Indexed)]
    [InlineData("\uFEFFaccount;amount;index\r\n", ListFormat.Indexed)]
    [InlineData("token_type,token_address,receiver,amount,id\n", ListFormat.Safe)]
    [InlineData("token_address,receiver,value", ListFormat.Safe)]
    [InlineData("receiver,amount,id", ListFormat.Safe)]
    [InlineData("address,quantity\n", ListFormat.Thirdweb)]
    [InlineData("\"Address\"\t\"Quantity\"\n", ListFormat.Thirdweb)]
    [InlineData("address,maxClaimable\n", ListFormat.ThirdwebSnapshot)]
    [InlineData("address,maxClaimable,price,currencyAddress\n", ListFormat.ThirdwebSnapshot)]
    [InlineData("address,amount,duration\n", ListFormat.SablierStreams)]
    [InlineData("address,amount,start,end,cliffEnd\n", ListFormat.SablierStreams)]
    [InlineData("address,amount,start,months,initial\n", ListFormat.SablierStreams)]
    [InlineData("user,token,cumulative_amount\n", ListFormat.MerklCsv)]
    [InlineData("user,token,amount\n", ListFormat.MerklCsv)]
    [InlineData("{\"rewardToken\":\"0x\",\"rewards\":{}}", ListFormat.Merkl)]
    [InlineData("\n {\"rewards\":{\"0x\":{\"a\":\"1\"}}", ListFormat.Merkl)]
    [InlineData("{\"0x00000000000000000000000000000000000000a1\":1}", ListFormat.Uniswap)]
    [InlineData("{\"vitalik.eth\":1}", ListFormat.Uniswap)]
    [InlineData("[{\"address\":\"0x\",\"earnings\":\"0x1\",\"reasons\":\"\"}]", ListFormat.UniswapArray)]
    [InlineData("{\"merkleRoot\":\"0x\",\"tokenTotal\":\"0x1\",\"claims\":{}}", ListFormat.UniswapClaims)]
    [InlineData("[{\"address\":\"0x\",\"amount\":\"1\"}]", ListFormat.Json)]
    public void Recognises_a_format_by_its_content(string text, ListFormat format)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        ListFormatChoice choice = ListDocumentReader.Recognize(stream, Options).Value;
        Assert.Equal(format, choice.Format);
        Assert.True(choice.IsRecognized);
        Assert.Equal(0, stream.Position);
    }

    [Theory]
    [InlineData("address\n0x00000000000000000000000000000000000000a1\n", "thirdweb or --list-format thirdweb-snapshot")]
    [InlineData("{\"claims\":{},\"rewards\":{}}", "merkl or --list-format uniswap-claims")]
    [InlineData("[{\"address\":\"0x\",\"earnings\":\"0x1\",\"amount\":\"1\"}]", "uniswap-array or --list-format json")]
    public void Refuses_a_file_that_can_be_two_formats_and_names_them(string text, string hint)
    {
        Fault fault = OnlyFault(text);
        Assert.Equal("list.ambiguous-format", fault.Code);
        Assert.Contains(hint, fault.Hint, StringComparison.Ordinal);
        Assert.Equal("list", fault.File);
    }

    [Theory]
    [InlineData("{\"name\":\"x\",\"version\":1}")]
    [InlineData("[{\"name\":\"x\"}]")]
    [InlineData("{\"format\":\"standard-v1\",\"leafEncoding\":[\"address\"],\"tree\":[]}")]
    public void Refuses_json_of_another_shape(string text) => Assert.Equal("list.format", OnlyFault(text).Code);

    [Fact]
    public void A_chosen_format_is_not_looked_for()
    {
        ListDocument airdrop = Sound($"address\n{A}\n", Whole(0) with { Format = ListFormat.Thirdweb });
        Assert.Equal((ListFormat.Thirdweb, 1UL), (airdrop.Format, (ulong)airdrop.Entries[0].Amount));
        ListDocument snapshot = Sound($"address\n{A}\n", Whole(0) with { Format = ListFormat.ThirdwebSnapshot });
        Assert.Equal(QuantityKind.Unstated, snapshot.Entries[0].Quantity);
    }

    [Fact]
    public void Looks_through_gzip_and_through_streams_that_cannot_seek()
    {
        byte[] packed = ListText.Gzip(System.Text.Encoding.UTF8.GetBytes($"index,account,amount\n7,{A},5\n"));
        Assert.Equal(7UL, Read(packed).Value.Entries[0].Index);
        using var pipe = new OneWay(packed);
        Assert.Equal(ListFormat.Indexed, ListDocumentReader.Read(pipe, Options, TestContext.Current.CancellationToken).Value.Format);
    }

    [Fact]
    public void Names_of_formats_are_read_back()
    {
        Assert.Equal(Enum.GetValues<ListFormat>().Length, ListFormatText.Names.Count);
        foreach (ListFormat format in Enum.GetValues<ListFormat>())
        {
            Assert.True(ListFormatText.TryParse(format.Name(), out ListFormat back));
            Assert.Equal(format, back);
        }
    }

    private sealed class OneWay(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(7, buffer.Length)]);
    }
}
