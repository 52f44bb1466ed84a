using System.Text.Json;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rlp;
using Bursar.Evm.Tests.Vectors;
using Xunit;

namespace Bursar.Evm.Tests.Rlp;

public sealed class RlpVectorTests
{
    [Fact]
    public void Items_are_written_and_read_as_published()
    {
        int count = 0;
        foreach (JsonElement test in EthersVectors.Load("rlp-coder"))
        {
            byte[] expected = Hex.Decode(test.Text("encoded"));
            JsonElement decoded = test.GetProperty("decoded");
            var writer = new RlpWriter([]);
            Write(decoded, ref writer);
            Assert.Equal(Hex.Encode(expected), Hex.Encode(writer.Written));
            writer.Dispose();
            var reader = new RlpReader(expected);
            Check(decoded, ref reader);
            Assert.True(reader.TryReadEnd());
            count++;
        }

        EthersVectors.Ran("RLP", count, 61);
    }

    private static void Write(JsonElement item, ref RlpWriter writer)
    {
        if (item.ValueKind == JsonValueKind.String)
        {
            writer.WriteBytes(Hex.Decode(item.GetString()!));
            return;
        }

        int list = writer.BeginList();
        foreach (JsonElement inner in item.EnumerateArray())
            Write(inner, ref writer);
        writer.EndList(list);
    }

    private static void Check(JsonElement item, ref RlpReader reader)
    {
        if (item.ValueKind == JsonValueKind.String)
        {
            Assert.Equal(item.GetString(), Hex.Encode(reader.ReadBytes()));
            return;
        }

        RlpReader inner = reader.ReadList();
        foreach (JsonElement child in item.EnumerateArray())
            Check(child, ref inner);
        inner.ReadEnd();
    }
}
