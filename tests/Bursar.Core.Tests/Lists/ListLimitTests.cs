using System.Text;
using Bursar.Core.Faults;
using Bursar.Core.Lists;
using Bursar.Evm.Primitives;
using Bursar.Tests.Shared;
using Xunit;
using static Bursar.Core.Tests.Lists.ListText;

namespace Bursar.Core.Tests.Lists;

/// <summary>Every limit ends in a fault; nothing that a file holds ends in an exception.</summary>
public sealed class ListLimitTests
{
    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Passes_over_a_line_that_is_too_long_and_reads_on(string end)
    {
        string longest = $"{A},{new string('0', 65_536 - 44)}1"; // 65,536 bytes: just short enough
        Assert.Equal(1UL, Read(longest + end).Value.Total);
        byte[] text = Encoding.UTF8.GetBytes($"{longest}2{end}{new string('x', 1_000_000)}{end}{B},zero{end}");
        foreach (Stream stream in new Stream[] { new MemoryStream(text), new Dribble(text, 777) })
        {
            Assert.Equal(
                [(1L, "list.line-too-long"), (2L, "list.line-too-long"), (3L, "list.bad-amount")],
                Read(stream).Faults.Select(f => (f.Line, f.Code)));
        }
    }

    [Fact]
    public void Stops_at_too_many_rows()
    {
        Assert.Equal(2, Read($"{A},1\n{B},1\n", o => o with { MaxRows = 2 }).Value.Count);
        Fault fault = OnlyFault(Read($"{A},1\n{B},1\n{C},1\nnever looked at\n", o => o with { MaxRows = 2 }));
        Assert.Equal(("list.too-many-rows", 3L), (fault.Code, fault.Line));
    }

    [Fact]
    public void Stops_at_too_many_bytes_before_and_after_decompression()
    {
        byte[] text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(1, 5_000).Select(i => $"{RealLists.AddressOf((ulong)i)},1\n")));
        Assert.Equal(5_000, Read(text, o => o with { MaxBytes = text.Length }).Value.Count);
        Assert.Equal("list.too-many-bytes", OnlyFault(Read(text, o => o with { MaxBytes = text.Length - 1 })).Code);
        Assert.Equal("list.too-many-bytes", OnlyFault(Read(Gzip(text), o => o with { MaxBytes = text.Length - 1 })).Code);
    }

    [Fact]
    public void Stops_at_a_decompression_bomb()
    {
        byte[] bomb = Gzip(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat($"{A},1\n", 200_000))));
        Result<RecipientList> result = Read(bomb, o => o with { Allow = AllowedRows.All });
        Assert.Equal("list.compression-ratio", OnlyFault(result).Code);
    }

    [Fact]
    public void Refuses_a_compressed_list_that_is_cut_off_anywhere()
    {
        byte[] text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(1, 300).Select(i => $"{RealLists.AddressOf((ulong)i * 7919)},{i * 31}\n")));
        byte[] packed = Gzip(text);
        var unseen = new List<int>();
        for (int length = 2; length < packed.Length; length++)
        {
            Result<RecipientList> result = Read(packed[..length]);
            if (result.IsOk || result.Faults.All(f => f.Code != "list.bad-gzip"))
                unseen.Add(length);
        }

        Assert.True(unseen.Count == 0, "not seen when cut at " + string.Join(", ", unseen) + $" of {packed.Length}");
    }

    [Fact]
    public void Refuses_compressed_files_that_were_joined()
    {
        byte[] first = Gzip(Encoding.UTF8.GetBytes($"{A},1\n"));
        byte[] second = Gzip(Encoding.UTF8.GetBytes($"{B},1\n{C},1\n"));
        for (int length = 1; length <= second.Length; length++)
            Assert.Contains(Read([.. first, .. second[..length]]).Faults, f => f.Code == "list.bad-gzip");
    }

    [Fact]
    public void Refuses_a_compressed_list_with_a_changed_byte()
    {
        byte[] packed = Gzip(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(1, 50).Select(i => $"{RealLists.AddressOf((ulong)i)},{i}\n"))));
        string hash = Read(packed).Value.Hash.ToString();
        for (int at = 10; at < packed.Length; at++) // after the header, whose time stamp and flags carry no content
        {
            byte[] changed = [.. packed];
            changed[at] ^= 0x10;
            Result<RecipientList> result = Read(changed);
            Assert.True(!result.IsOk || result.Value.Hash.ToString() == hash, $"a change at byte {at} went unseen");
        }
    }

    [Fact]
    public void Refuses_a_list_that_is_compressed_twice() =>
        Assert.Equal("list.format", OnlyFault(Read(Gzip(Gzip(Encoding.UTF8.GetBytes($"{A},1"))))).Code);

    [Fact]
    public void Keeps_the_first_thousand_faults_by_row_and_counts_all()
    {
        var text = new StringBuilder("address,amount\n");
        for (int i = 0; i < 1_500; i++)
            text.Append(A).Append(",1\n").Append(RealLists.AddressOf((ulong)i + 500)).Append(",x\n");
        Result<RecipientList> result = Read(text.ToString());
        Assert.Equal(1_001, result.Faults.Count);
        Assert.Equal(Enumerable.Range(3, 1_000).Select(i => (long)i), result.Faults.Take(1_000).Select(f => f.Line));
        Assert.Equal("list.more", result.Faults[^1].Code);
        Assert.Contains("2,999 problems", result.Faults[^1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Turns_a_failing_stream_into_a_fault() => Assert.Equal("list.unreadable", OnlyFault(Read(new FailingStream())).Code);

    [Fact]
    public void Refuses_units_that_no_token_can_have() =>
        Assert.Equal("list.bad-decimals", OnlyFault(Read($"{A},1", o => o with { Decimals = 78 })).Code);

    [Fact]
    public void Stops_when_it_is_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        byte[] text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(1, 10_000).Select(i => $"{RealLists.AddressOf((ulong)i)},1\n")));
        Assert.Throws<OperationCanceledException>(
            () => RecipientListReader.Read(new MemoryStream(text), new ListReadOptions { FileName = "x" }, cancelled.Token));
    }

    [Fact]
    public void Survives_random_bytes_and_random_damage()
    {
        int seed = Seeds.Next("ListLimitTests");
        var random = new Random(seed);
        byte[] sound = Encoding.UTF8.GetBytes($"address;amount\r\n\"{A}\";1\r\n{B};2\r\n{C};\"3\"\r\n");
        ReadOnlySpan<byte> alphabet = "0123456789abcdefxX,;\t|\"\r\n .-eE\u00fc\u001f\0"u8;
        for (int round = 0; round < 4_000; round++)
        {
            byte[] text = round % 2 == 0 ? [.. sound] : new byte[random.Next(200)];
            int changes = round % 2 == 0 ? random.Next(1, 5) : text.Length;
            for (int i = 0; i < changes; i++)
                text[round % 2 == 0 ? random.Next(text.Length) : i] = alphabet[random.Next(alphabet.Length)];
            try
            {
                Result<RecipientList> result = Read(text);
                if (result.TryGet(out RecipientList? list))
                {
                    Assert.Equal(list.Hash, Read(Canonical(list)).Value.Hash);
                    UInt256 sum = list.Rows.Aggregate(UInt256.Zero, (total, row) => total + row.Amount);
                    Assert.Equal(sum, list.Total);
                }
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"seed {seed}, round {round}: {Convert.ToHexString(text)}", e);
            }
        }
    }

    private sealed class FailingStream : MemoryStream
    {
        public override int Read(Span<byte> buffer) => throw new IOException("the line went dead");

        public override int Read(byte[] buffer, int offset, int count) => throw new IOException("the line went dead");
    }
}
