using Bursar.Evm.Abi;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Evm.Tests.Abi;

public sealed class AbiWriterTests
{
    [Fact]
    public void Refuses_values_that_do_not_fit_their_type()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Write((ref AbiWriter writer) => writer.WriteUInt64(256, 8)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Write((ref AbiWriter writer) => writer.WriteUInt256(UInt256.One << 96, 96)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Write((ref AbiWriter writer) => writer.WriteInt64(128, 8)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Write((ref AbiWriter writer) => writer.WriteInt64(-129, 8)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Write((ref AbiWriter writer) => writer.WriteInt256(Int256.MinValue, 248)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Write((ref AbiWriter writer) => writer.WriteFixedBytes(new FixedBytes([1, 2]), 3)));
        Assert.Throws<ArgumentException>(() => Write((ref AbiWriter writer) => writer.WriteString("half a pair: \ud83d")));
    }

    [Fact]
    public void Refuses_a_head_with_a_value_too_many_or_too_few()
    {
        Assert.Throws<InvalidOperationException>(() => Write((ref AbiWriter writer) =>
        {
            writer.WriteBool(true);
            writer.WriteBool(true);
        }));
        Assert.Throws<InvalidOperationException>(() => Write((ref AbiWriter _) => { }));
        Assert.Throws<InvalidOperationException>(() => Write((ref AbiWriter writer) =>
        {
            AbiFrame frame = writer.BeginArray(2, 32);
            writer.WriteBool(true);
            writer.End(frame);
        }));
    }

    [Fact]
    public void Grows_over_many_tails_and_keeps_them_all()
    {
        var writer = new AbiWriter([1, 2, 3, 4], 32, 1);
        AbiFrame frame = writer.BeginArray(5_000, 32);
        for (int i = 0; i < 5_000; i++)
            writer.WriteString($"number {i}");
        writer.End(frame);
        byte[] encoded = writer.Finish();

        var reader = new AbiReader(encoded.AsSpan(4), 32, AbiLayout.Exact);
        AbiFrame back = reader.EnterArray(32, out int count);
        for (int i = 0; i < count; i++)
            Assert.Equal($"number {i}", reader.ReadString());
        reader.Leave(back);
        reader.Finish();
        Assert.Equal(5_000, count);
    }

    [Fact]
    public void A_static_call_allocates_its_result_only()
    {
        byte[] prefix = [1, 2, 3, 4];
        Encode(prefix);
        long before = GC.GetAllocatedBytesForCurrentThread();
        byte[] encoded = Encode(prefix);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(68, encoded.Length);
        Assert.InRange(allocated, 68, 68 + 32);
    }

    private static byte[] Encode(byte[] prefix)
    {
        var writer = new AbiWriter(prefix, 64);
        writer.WriteAddress(Address.Zero);
        writer.WriteUInt256(UInt256.MaxValue);
        return writer.Finish();
    }

    private delegate void Fill(ref AbiWriter writer);

    private static void Write(Fill fill)
    {
        var writer = new AbiWriter(32);
        fill(ref writer);
        writer.Finish();
    }
}
