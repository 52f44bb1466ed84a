using System.IO.Compression;
using System.Text;
using Bursar.Core.Faults;
using Bursar.Core.Lists;
using Xunit;

namespace Bursar.Core.Tests.Budgets;

/// <summary>Files that are made to exhaust memory end in a fault, and take little of it.</summary>
[Collection(nameof(AloneCollection))]
public sealed class HostileMemoryTests
{
    private const long Most = 64 << 20;
    private const long FourGigabytes = 4_000_000_000;

    [Theory]
    [InlineData("", 'x', "list.line-too-long")] // one line without an end
    [InlineData("address,amount\n", 'x', "list.line-too-long")] // behind the header
    [InlineData("address,amount\n0x00000000000000000000000000000000000000a1,1\n", '7', "list.line-too-long")]
    [InlineData("address,amount\n0x00000000000000000000000000000000000000a1,1\n0x00000000000000000000000000000000000000b2,", '7', "list.line-too-long")]
    public void A_line_of_four_gigabytes_is_passed_over(string start, char filling, string code)
    {
        using var stream = new Endless(Encoding.ASCII.GetBytes(start), (byte)filling, FourGigabytes);
        (IReadOnlyList<Fault> faults, long allocated) = Read(stream, long.MaxValue);
        Assert.Contains(faults, f => f.Code == code);
        Assert.InRange(allocated, 0, Most);
    }

    [Fact]
    public void A_line_of_a_thousand_million_columns_is_passed_over()
    {
        using var stream = new Endless("address,amount\n"u8.ToArray(), (byte)',', 1_000_000_000);
        (IReadOnlyList<Fault> faults, long allocated) = Read(stream, long.MaxValue);
        Assert.Equal(["list.line-too-long"], faults.Select(f => f.Code));
        Assert.InRange(allocated, 0, Most);
    }

    [Fact]
    public void Lines_without_number_end_at_the_limit_of_bytes()
    {
        using var stream = new Endless("address,amount\n"u8.ToArray(), (byte)'\n', FourGigabytes);
        (IReadOnlyList<Fault> faults, long allocated) = Read(stream, 200_000_000);
        Assert.Contains(faults, f => f.Code == "list.too-many-bytes");
        Assert.InRange(allocated, 0, Most);
    }

    [Fact]
    public void A_bomb_of_gzip_ends_at_the_limit_of_its_ratio()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write("address,amount\n"u8);
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 256; i++)
                gzip.Write(zeros);
        }

        packed.Position = 0;
        (IReadOnlyList<Fault> faults, long allocated) = Read(packed, long.MaxValue);
        Assert.Contains(faults, f => f.Code == "list.compression-ratio");
        Assert.InRange(allocated, 0, Most);
    }

    private static (IReadOnlyList<Fault> Faults, long Allocated) Read(Stream stream, long maxBytes)
    {
        long before = GC.GetTotalAllocatedBytes(precise: true);
        Result<RecipientList> result = RecipientListReader.ReadPlain(
            stream, new ListReadOptions { FileName = "list.csv", MaxBytes = maxBytes }, TestContext.Current.CancellationToken);
        return (result.Faults, GC.GetTotalAllocatedBytes(precise: true) - before);
    }

    /// <summary>Some bytes, then one byte again and again.</summary>
    private sealed class Endless(byte[] start, byte filling, long length) : Stream
    {
        private long _given;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            int count = (int)Math.Min(buffer.Length, length - _given);
            buffer[..count].Fill(filling);
            if (_given < start.Length)
                start.AsSpan((int)_given, Math.Min(count, start.Length - (int)_given)).CopyTo(buffer);
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
