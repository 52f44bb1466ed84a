using Bursar.Evm.Abi;
using Bursar.Evm.Tests.Abi.Dynamic;
using Bursar.Tests.Shared;
using Xunit;

namespace Bursar.Evm.Tests.Abi;

/// <summary>Hostile bytes: a value comes out that encodes to something equal, or an AbiException; nothing else, and never more memory than the bytes justify.</summary>
public sealed class AbiFuzzTests
{
    [Fact]
    public void Random_values_survive_a_round_trip_in_the_exact_layout()
    {
        int seed = Seeds.Next("ABI");
        var random = new Random(seed);
        for (int i = 0; i < Seeds.Count(3_000); i++)
        {
            DynamicType type = RandomAbi.Tuple(random);
            object[] values = (object[])RandomAbi.Value(random, type);
            object[] decoded = DynamicCodec.Decode(type, DynamicCodec.Encode(type, values), AbiLayout.Exact);
            Assert.True(DynamicCodec.Same(values, decoded), $"seed {seed}, round {i}: {DynamicCodec.Print(values)} became {DynamicCodec.Print(decoded)}");
        }
    }

    [Theory]
    [InlineData(AbiLayout.FollowOffsets)]
    [InlineData(AbiLayout.Exact)]
    public void Random_bytes_and_damaged_encodings_give_a_value_or_an_AbiException(AbiLayout layout)
    {
        int seed = Seeds.Next("ABI");
        var random = new Random(seed);
        (int decodedCount, int refusedCount) = (0, 0);
        for (int i = 0; i < Seeds.Count(20_000); i++)
        {
            DynamicType type = RandomAbi.Tuple(random);
            byte[] data = i % 4 == 0 ? RandomAbi.Words(random) : RandomAbi.Damage(random, DynamicCodec.Encode(type, (object[])RandomAbi.Value(random, type)));
            string label = $"seed {seed}, round {i}";
            object[]? values = TryDecode(type, data, layout, label);
            refusedCount += values is null ? 1 : 0;
            decodedCount += values is null ? 0 : 1;
            if (values is null)
                continue;
            byte[] again = DynamicCodec.Encode(type, values);
            Assert.True(layout != AbiLayout.Exact || again.AsSpan().SequenceEqual(data), $"{label}: exact data encodes to other bytes");
            Assert.True(again.Length <= data.Length, $"{label}: {data.Length} bytes became {again.Length}");
            Assert.True(DynamicCodec.Same(values, DynamicCodec.Decode(type, again, AbiLayout.Exact)), $"{label}: the value changes when it is encoded again");
        }

        Assert.True(decodedCount > 500, $"seed {seed}: only {decodedCount} damaged encodings decode");
        Assert.True(refusedCount > 500, $"seed {seed}: only {refusedCount} damaged encodings are refused");
    }

    [Fact]
    public void Error_decoding_never_throws()
    {
        int seed = Seeds.Next("ABI");
        var random = new Random(seed);
        for (int i = 0; i < Seeds.Count(5_000); i++)
        {
            byte[] data = [.. i % 2 == 0 ? [0x08, 0xc3, 0x79, 0xa0] : new byte[] { 0x4e, 0x48, 0x7b, 0x71 }, .. RandomAbi.Words(random)];
            byte[] cut = data[..random.Next(data.Length + 1)];
            Exception? thrown = Record.Exception(() => PanicOrError.Decode(cut));
            Assert.True(thrown is null, $"seed {seed}, round {i}: {thrown}");
        }
    }

    private static object[]? TryDecode(DynamicType type, byte[] data, AbiLayout layout, string label)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            return DynamicCodec.Decode(type, data, layout);
        }
        catch (AbiException)
        {
            return null;
        }
        catch (Exception e) when (e is not Xunit.Sdk.XunitException)
        {
            throw new InvalidOperationException($"{label}: {e.GetType().Name} instead of an AbiException", e);
        }
        finally
        {
            long used = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(used <= 32_768 + (16L * data.Length), $"{label}: {used} bytes allocated for {data.Length}");
        }
    }
}
