using System.IO.Compression;
using System.Text;
using Bursar.Core.Faults;
using Bursar.Core.Lists;
using Bursar.Core.Lists.Formats;
using Xunit;
using static Bursar.Core.Tests.Lists.Formats.Foreign;

namespace Bursar.Core.Tests.Lists.Formats;

/// <summary>Files that are made to harm: each ends in a fault, in bounded memory.</summary>
public sealed class HostileFormatTests
{
    private const long Gigabyte = 1L << 30;

    [Theory]
    [InlineData(ListFormat.Safe, "token_address,receiver,amount\n", "0")]
    [InlineData(ListFormat.Indexed, "index,account,amount\n", "x,")]
    [InlineData(ListFormat.SablierStreams, "address,amount,duration\n", ",,,,")]
    [InlineData(ListFormat.Uniswap, "{\"", "x")]
    [InlineData(ListFormat.Uniswap, "{\"0x00000000000000000000000000000000000000a1\":\"", "\\u0041")]
    [InlineData(ListFormat.UniswapArray, "[", "{\"address\":")]
    [InlineData(ListFormat.UniswapArray, "", "[")]
    [InlineData(ListFormat.Merkl, "{\"rewardToken\":", " ")]
    [InlineData(ListFormat.Json, "[{\"address\":", "7")]
    [InlineData(ListFormat.UniswapClaims, "{\"claims\":{\"0x00000000000000000000000000000000000000a1\":{\"index\":1,\"amount\":\"0x1\",\"proof\":[", "\"0x\",")]
    public void A_file_without_end_stops_at_a_limit(ListFormat format, string start, string again)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        using var endless = new Endless(start, again, 64 * 1024 * 1024);
        Result<ListDocument> read = ListDocumentReader.Read(endless, Options with { Decimals = 18, Format = format, MaxBytes = 16 * 1024 * 1024 }, TestContext.Current.CancellationToken);
        Assert.False(read.IsOk);
        Assert.All(read.Faults, f => Assert.StartsWith("list.", f.Code, StringComparison.Ordinal));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 * 1024 * 1024);
    }

    [Theory]
    [InlineData("{\"0x00000000000000000000000000000000000000a1\":")]
    [InlineData("index,account,amount\n")]
    public void A_gzip_bomb_ends_in_a_fault(string start)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(start));
            byte[] blanks = new byte[1024 * 1024];
            blanks.AsSpan().Fill((byte)' ');
            for (int i = 0; i < 64; i++)
                gzip.Write(blanks);
        }

        Assert.Contains("list.compression-ratio", Read(packed.ToArray()).Faults.Select(f => f.Code));
    }

    [Fact]
    public void Depth_is_limited()
    {
        Assert.Equal("list.bad-json", Read($"{{\"{A}\":{new string('[', 100)}1{new string(']', 100)}}}").Faults[^1].Code);
        Assert.Equal("list.json-shape", OnlyFault(new string('[', 100_000)).Code);
    }

    [Fact]
    public void Rows_are_limited_in_every_shape()
    {
        ListReadOptions two = Options with { MaxRows = 2 };
        Assert.Equal("list.too-many-rows", OnlyFault($"{{\"{A}\":1,\"{B}\":1,\"{ListText.C}\":1,\"{Dai}\":1}}", two).Code);
        Assert.Equal("list.too-many-rows", OnlyFault($"index,account,amount\n1,{A},1\n2,{B},1\n3,{ListText.C},1\n", two).Code);
    }

    [Fact]
    public void Of_many_problems_the_first_are_shown_and_all_are_counted()
    {
        string text = "{" + string.Join(",", Enumerable.Range(0, 5_000).Select(i => $"\"name{i}.eth\":1")) + "}";
        IReadOnlyList<Fault> faults = Read(text, Options with { MaxFaults = 10 }).Faults;
        Assert.Equal(11, faults.Count);
        Assert.Contains("5,000 problems", faults[^1].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"0x00000000000000000000000000000000000000a1\":1")]
    [InlineData("{\"0x00000000000000000000000000000000000000a1\" 1}")]
    [InlineData("{/*c*/\"0x00000000000000000000000000000000000000a1\":1}")]
    [InlineData("{\"0x00000000000000000000000000000000000000a1\":01}")]
    [InlineData("{\"0x00000000000000000000000000000000000000a1\":NaN}")]
    public void Refuses_text_that_is_no_json(string text) => Assert.Equal("list.bad-json", OnlyFault(text).Code);

    [Fact]
    public void Refuses_text_that_is_not_utf_8()
    {
        byte[] bytes = Encoding.UTF8.GetBytes("[{\"address\":\"0x00000000000000000000000000000000000000a1\",\"amount\":\"1\",\"reason\":\"?\"}]");
        bytes[Array.IndexOf(bytes, (byte)'?')] = 0xff;
        Assert.Contains(Read(bytes).Faults, f => f.Code is "list.bad-utf8" or "list.bad-json");
    }

    [Fact]
    public void Values_in_messages_cannot_act_on_a_terminal()
    {
        Fault fault = OnlyFault("{\"\\u001b[2J\\u202e0x12\":1}", Options with { Format = ListFormat.Uniswap });
        Assert.DoesNotContain('\u001b', fault.Message + fault.Field);
        Assert.DoesNotContain('\u202e', fault.Message + fault.Field);
    }

    /// <summary>Text that repeats itself for many gigabytes.</summary>
    private sealed class Endless(string start, string again, int block) : Stream
    {
        private readonly byte[] _start = Encoding.UTF8.GetBytes(start);
        private readonly byte[] _again = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(again, (64 * 1024 / again.Length) + 1)));
        private long _given;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            Assert.True(_given < 4 * Gigabyte, "the reader does not stop");
            int count = Math.Min(buffer.Length, block);
            if (_given < _start.Length)
            {
                count = Math.Min(count, _start.Length - (int)_given);
                _start.AsSpan((int)_given, count).CopyTo(buffer);
            }
            else
            {
                int at = (int)((_given - _start.Length) % _again.Length);
                count = Math.Min(count, _again.Length - at);
                _again.AsSpan(at, count).CopyTo(buffer);
            }

            _given += count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
