using Bursar.Evm.Primitives;
using Bursar.Evm.Rlp;
using Xunit;

namespace Bursar.Evm.Tests.Rlp;

public sealed class RlpTests
{
    private delegate bool Attempt(ref RlpReader reader);

    [Theory]
    [InlineData("", RlpError.End)]
    [InlineData("8100", RlpError.NotCanonical)]
    [InlineData("817f", RlpError.NotCanonical)]
    [InlineData("b800", RlpError.NotCanonical)]
    [InlineData("b837", RlpError.NotCanonical)]
    [InlineData("b90038", RlpError.NotCanonical)]
    [InlineData("b8", RlpError.Truncated)]
    [InlineData("b838", RlpError.Truncated)]
    [InlineData("82aa", RlpError.Truncated)]
    [InlineData("bb7fffffff", RlpError.Truncated)]
    [InlineData("bbffffffff", RlpError.Truncated)]
    [InlineData("bf8000000000000000", RlpError.Truncated)]
    [InlineData("bfffffffffffffffff", RlpError.Truncated)]
    [InlineData("c0", RlpError.NotBytes)]
    [InlineData("c1", RlpError.Truncated)]
    [InlineData("ffffffffffffffffff", RlpError.Truncated)]
    public void Refuses_bytes_that_are_not_canonical(string hex, RlpError error) =>
        Refused(Hex.Decode(hex), error, static (ref RlpReader r) => r.TryReadBytes(out _));

    [Theory]
    [InlineData("00", RlpError.LeadingZero)]
    [InlineData("820001", RlpError.LeadingZero)]
    [InlineData("89010000000000000000", RlpError.WrongLength)]
    [InlineData("c0", RlpError.NotBytes)]
    public void Refuses_integers_with_leading_zeros_or_too_many_bytes(string hex, RlpError error) =>
        Refused(Hex.Decode(hex), error, static (ref RlpReader r) => r.TryReadUInt64(out _));

    [Fact]
    public void Refuses_wrong_lengths_lists_and_trailing_bytes()
    {
        Refused(Hex.Decode("a1" + new string('1', 66)), RlpError.WrongLength, static (ref RlpReader r) => r.TryReadUInt256(out _));
        Refused(Hex.Decode("93" + new string('1', 38)), RlpError.WrongLength, static (ref RlpReader r) => r.TryReadAddress(out _));
        Refused(Hex.Decode("9f" + new string('1', 62)), RlpError.WrongLength, static (ref RlpReader r) => r.TryReadHash32(out _));
        Refused(Hex.Decode("80"), RlpError.NotAList, static (ref RlpReader r) => r.TryReadList(out _));
        Refused(Hex.Decode("80"), RlpError.Trailing, static (ref RlpReader r) => r.TryReadEnd());
    }

    [Fact]
    public void Refuses_lists_nested_deeper_and_inputs_longer_than_the_limits()
    {
        byte[] three = Hex.Decode("c2c1c0");
        var limits = new RlpLimits(16, 2);
        var reader = new RlpReader(three, limits);
        RlpReader inner = reader.ReadList().ReadList();
        Assert.False(inner.TryReadList(out _));
        Assert.Equal(RlpError.TooDeep, inner.Error);
        var longer = new RlpReader(new byte[17], limits);
        Assert.False(longer.TryReadBytes(out _));
        Assert.Equal(RlpError.TooLong, longer.Error);
    }

    [Fact]
    public void The_twins_throw_what_the_attempts_report()
    {
        Assert.Equal(RlpError.LeadingZero, Assert.Throws<RlpException>(static () => new RlpReader([0]).ReadUInt64()).Error);
        Assert.Equal(RlpError.LeadingZero, Assert.Throws<RlpException>(static () => new RlpReader([0]).ReadUInt256()).Error);
        Assert.Equal(RlpError.NotBytes, Assert.Throws<RlpException>(static () => new RlpReader([0xc0]).ReadBytes()).Error);
        Assert.Equal(RlpError.NotAList, Assert.Throws<RlpException>(static () => new RlpReader([0]).ReadList()).Error);
        Assert.Equal(RlpError.WrongLength, Assert.Throws<RlpException>(static () => new RlpReader([0]).ReadAddress()).Error);
        Assert.Equal(RlpError.WrongLength, Assert.Throws<RlpException>(static () => new RlpReader([0]).ReadOptionalAddress()).Error);
        Assert.Equal(RlpError.WrongLength, Assert.Throws<RlpException>(static () => new RlpReader([0]).ReadHash32()).Error);
        Assert.Equal(RlpError.Trailing, Assert.Throws<RlpException>(static () => new RlpReader([0]).ReadEnd()).Error);
    }

    /// <summary>Random bytes, biased to heads: whatever is read is written back to the same bytes.</summary>
    [Fact]
    public void Whatever_is_read_is_written_back_to_the_same_bytes()
    {
        const int Seed = 20261;
        var random = new Random(Seed);
        int read = 0;
        for (int round = 0; round < 200_000; round++)
        {
            byte[] bytes = new byte[random.Next(2, 90)];
            random.NextBytes(bytes);
            if (random.Next(2) == 0)
                bytes[0] = (byte)(bytes.Length <= 56 ? 0xc0 + bytes.Length - 1 : 0xf8);
            if (bytes[0] == 0xf8)
                bytes[1] = (byte)(bytes.Length - 2);
            for (int i = 1; i < bytes.Length; i++)
            {
                if (random.Next(3) != 0)
                    bytes[i] = random.Next(4) == 0 ? (byte)(0xc0 + random.Next(4)) : (byte)random.Next(0x84);
            }

            var reader = new RlpReader(bytes);
            var writer = new RlpWriter([]);
            if (TryCopy(ref reader, ref writer) && reader.IsAtEnd)
            {
                Assert.True(bytes.AsSpan().SequenceEqual(writer.Written), $"seed {Seed}, round {round}: {Hex.Encode(bytes)}");
                read++;
            }

            writer.Dispose();
        }

        Assert.True(read > 1000, $"seed {Seed}: only {read} inputs were RLP");
    }

    [Fact]
    public void Numbers_and_strings_of_every_length_survive()
    {
        const int Seed = 77;
        var random = new Random(Seed);
        foreach (int length in Enumerable.Range(0, 300).Concat([65_534, 65_535, 65_536, 65_537]))
        {
            byte[] bytes = new byte[length];
            random.NextBytes(bytes);
            var number = new UInt256(bytes.AsSpan(0, Math.Min(32, length)));
            ulong small = length == 0 ? ulong.MaxValue : (ulong)random.NextInt64() >> (length % 64);
            var writer = new RlpWriter([]);
            int list = writer.BeginList();
            writer.WriteBytes(bytes);
            writer.WriteUInt256(number);
            writer.WriteUInt64(small);
            writer.EndList(list);
            byte[] encoded = writer.ToArray();
            writer.Dispose();

            var reader = new RlpReader(encoded);
            RlpReader items = reader.ReadList();
            reader.ReadEnd();
            Assert.True(bytes.AsSpan().SequenceEqual(items.ReadBytes()), $"seed {Seed}, length {length}");
            Assert.Equal(number, items.ReadUInt256());
            Assert.Equal(small, items.ReadUInt64());
            items.ReadEnd();
        }
    }

    private static bool TryCopy(ref RlpReader reader, ref RlpWriter writer)
    {
        if (!reader.IsList)
        {
            if (!reader.TryReadBytes(out ReadOnlySpan<byte> bytes))
                return false;
            writer.WriteBytes(bytes);
            return true;
        }

        if (!reader.TryReadList(out RlpReader items))
            return false;
        int list = writer.BeginList();
        while (!items.IsAtEnd)
        {
            if (!TryCopy(ref items, ref writer))
                return false;
        }

        writer.EndList(list);
        return true;
    }

    private static void Refused(byte[] bytes, RlpError error, Attempt attempt)
    {
        // Twice, since a reader that refused must stay where it was.
        var reader = new RlpReader(bytes);
        Assert.False(attempt(ref reader));
        Assert.Equal(error, reader.Error);
        Assert.False(attempt(ref reader));
        Assert.Equal(error, reader.Error);
    }
}
