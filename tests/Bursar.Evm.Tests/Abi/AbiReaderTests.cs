using Bursar.Evm.Abi;
using Bursar.Evm.Primitives;
using Bursar.Evm.Tests.Abi.Dynamic;
using Xunit;

namespace Bursar.Evm.Tests.Abi;

public sealed class AbiReaderTests
{
    [Theory]
    [InlineData("bool", "0000000000000000000000000000000000000000000000000000000000000002")]
    [InlineData("bool", "0100000000000000000000000000000000000000000000000000000000000001")]
    [InlineData("address", "0000000000000000000000010123456789012345678901234567890123456789")]
    [InlineData("uint8", "0000000000000000000000000000000000000000000000000000000000000100")]
    [InlineData("uint64", "0000000000000000000000000000000000000000000000010000000000000000")]
    [InlineData("uint40", "0000000000000000000000000000000000000000000000000000010000000000")]
    [InlineData("uint128", "0000000000000000000000000000000100000000000000000000000000000000")]
    [InlineData("int8", "0000000000000000000000000000000000000000000000000000000000000080")]
    [InlineData("int8", "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("int8", "00000000000000000000000000000000000000000000000000000000000000ff")]
    [InlineData("int64", "0000000000000000000000000000000000000000000000008000000000000000")]
    [InlineData("int128", "0000000000000000000000000000000080000000000000000000000000000000")]
    [InlineData("int128", "ffffffffffffffffffffffffffffffff7fffffffffffffffffffffffffffffff")]
    [InlineData("bytes4", "0102030405000000000000000000000000000000000000000000000000000000")]
    [InlineData("uint256", "00000000000000000000000000000000000000000000000000000000000001")]
    [InlineData("uint256[2]", "0000000000000000000000000000000000000000000000000000000000000001")]
    public void Refuses_bits_that_a_type_does_not_have_and_data_that_is_too_short(string type, string data)
    {
        DynamicType tuple = DynamicType.TupleOf([type]);
        byte[] bytes = Hex.Decode(data);
        Assert.Throws<AbiException>(() => DynamicCodec.Decode(tuple, bytes.AsSpan(0, Math.Min(bytes.Length, tuple.BodySize)), AbiLayout.FollowOffsets));
    }

    [Theory]
    [InlineData("int8", "000000000000000000000000000000000000000000000000000000000000007f", "127")]
    [InlineData("int8", "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff80", "-128")]
    [InlineData("int64", "ffffffffffffffffffffffffffffffffffffffffffffffff8000000000000000", "-9223372036854775808")]
    [InlineData("int128", "ffffffffffffffffffffffffffffffff80000000000000000000000000000000", "-170141183460469231731687303715884105728")]
    [InlineData("int256", "8000000000000000000000000000000000000000000000000000000000000000", "-57896044618658097711785492504343953926634992332820282019728792003956564819968")]
    [InlineData("uint64", "000000000000000000000000000000000000000000000000ffffffffffffffff", "18446744073709551615")]
    public void Reads_the_ends_of_the_ranges(string type, string data, string value) =>
        Assert.Equal(value, DynamicCodec.Decode(DynamicType.TupleOf([type]), Hex.Decode(data), AbiLayout.Exact)[0].ToString());

    [Theory]
    [InlineData(0x40, 1, "an offset outside the data")]
    [InlineData(0x20, 33, "a length above the data")]
    [InlineData(0x20, int.MaxValue, "a length near the end of int")]
    [InlineData(int.MaxValue, 0, "an offset near the end of int")]
    public void Refuses_offsets_and_lengths_outside_the_data(int offset, int length, string what)
    {
        foreach (string type in new[] { "bytes", "string", "uint256[]", "bytes[]", "string[3]" })
        {
            byte[] data = [.. Word(offset), .. Word(length), .. new byte[32]];
            DynamicType tuple = DynamicType.TupleOf([type]);
            Assert.True(Throws(() => DynamicCodec.Decode(tuple, data.AsSpan(0, offset == 0x40 ? 64 : 96), AbiLayout.FollowOffsets)), $"{type}: {what}");
        }
    }

    [Fact]
    public void Refuses_an_offset_or_length_whose_high_bytes_are_set()
    {
        byte[] data = [.. Word(0x20), .. Word(0)];
        DynamicType tuple = DynamicType.TupleOf(["bytes"]);
        Assert.Empty((byte[])DynamicCodec.Decode(tuple, data, AbiLayout.Exact)[0]);
        foreach (int at in new[] { 0, 27, 28, 32, 59, 60 })
        {
            byte[] wrong = [.. data];
            wrong[at] = 0x80;
            Assert.Throws<AbiException>(() => DynamicCodec.Decode(tuple, wrong, AbiLayout.FollowOffsets));
        }
    }

    [Fact]
    public void Refuses_padding_that_is_missing_or_not_zero()
    {
        DynamicType tuple = DynamicType.TupleOf(["bytes"]);
        byte[] data = [.. Word(0x20), .. Word(3), 1, 2, 3, .. new byte[29]];
        Assert.Equal([1, 2, 3], (byte[])DynamicCodec.Decode(tuple, data, AbiLayout.Exact)[0]);
        byte[] dirty = [.. data];
        dirty[^1] = 1;
        Assert.Throws<AbiException>(() => DynamicCodec.Decode(tuple, dirty, AbiLayout.FollowOffsets));
        Assert.Throws<AbiException>(() => DynamicCodec.Decode(tuple, data.AsSpan(0, 67), AbiLayout.FollowOffsets));
    }

    [Theory]
    [InlineData("c328")]
    [InlineData("eda080")]
    [InlineData("f4908080")]
    [InlineData("c0af")]
    [InlineData("ff")]
    public void Refuses_text_that_is_not_UTF_8(string bytes)
    {
        var writer = new AbiWriter(32);
        writer.WriteBytes(Hex.Decode(bytes));
        byte[] data = writer.Finish();
        Assert.Throws<AbiException>(() => DynamicCodec.Decode(DynamicType.TupleOf(["string"]), data, AbiLayout.FollowOffsets));
    }

    [Fact]
    public void The_exact_layout_refuses_gaps_overlaps_other_orders_and_bytes_behind()
    {
        DynamicType tuple = DynamicType.TupleOf(["bytes", "bytes"]);
        byte[] first = [.. Word(1), 0xaa, .. new byte[31]];
        byte[] second = [.. Word(1), 0xbb, .. new byte[31]];
        byte[] exact = [.. Word(0x40), .. Word(0x80), .. first, .. second];
        byte[] gap = [.. Word(0x60), .. Word(0xa0), .. Word(0), .. first, .. second];
        byte[] swapped = [.. Word(0x80), .. Word(0x40), .. second, .. first];
        byte[] behind = [.. exact, .. Word(0)];
        byte[] shared = [.. Word(0x40), .. Word(0x40), .. first];
        object[] expected = DynamicCodec.Decode(tuple, exact, AbiLayout.Exact);
        foreach (byte[] other in new[] { gap, swapped, behind })
        {
            Assert.Throws<AbiException>(() => DynamicCodec.Decode(tuple, other, AbiLayout.Exact));
            Assert.True(DynamicCodec.Same(expected, DynamicCodec.Decode(tuple, other, AbiLayout.FollowOffsets)));
        }

        Assert.Throws<AbiException>(() => DynamicCodec.Decode(tuple, shared, AbiLayout.Exact));
        Assert.Throws<AbiException>(() => DynamicCodec.Decode(tuple, shared, AbiLayout.FollowOffsets));
    }

    /// <summary>A thousand offsets that all lead to the same tail, level by level, would ask for 1000^depth elements.</summary>
    [Theory]
    [InlineData("bytes[]")]
    [InlineData("uint256[][]")]
    [InlineData("string[][][]")]
    [InlineData("uint256[][][][][]")]
    public void Overlapping_tails_cannot_multiply_what_is_decoded(string type)
    {
        const int Width = 1000;
        var data = new List<byte>();
        data.AddRange(Word(0x20));
        int levels = type.Count(c => c == '[') - (type.StartsWith("uint", StringComparison.Ordinal) ? 1 : 0);
        for (int level = 0; level < levels; level++)
        {
            data.AddRange(Word(Width));
            for (int i = 0; i < Width; i++)
                data.AddRange(Word(Width * 32));
        }

        data.AddRange(Word(Width));
        data.AddRange(new byte[Width * 32]);
        byte[] bytes = [.. data];
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<AbiException>(() => DynamicCodec.Decode(DynamicType.TupleOf([type]), bytes, AbiLayout.FollowOffsets));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8L * bytes.Length);
    }

    [Fact]
    public void A_reader_that_is_not_read_to_its_end_says_so()
    {
        Assert.Throws<InvalidOperationException>(() =>
        {
            var reader = new AbiReader(new byte[64], 64);
            reader.ReadBool();
            reader.Finish();
        });
        Assert.Throws<InvalidOperationException>(() =>
        {
            var reader = new AbiReader(new byte[64], 32);
            reader.ReadBool();
            reader.ReadBool();
        });
    }

    private static byte[] Word(int value) => ((UInt256)value).ToBigEndian();

    private static bool Throws(Action action)
    {
        try
        {
            action();
            return false;
        }
        catch (AbiException)
        {
            return true;
        }
    }
}
