using Bursar.Evm.Abi;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Evm.Tests.Abi;

/// <summary>The worked examples of the contract ABI specification.</summary>
public sealed class SpecificationExamplesTests
{
    private static readonly string[] Numbers = ["one", "two", "three"];

    [Fact]
    public void Writes_baz_of_a_number_and_a_bool()
    {
        var writer = new AbiWriter(Prefix("baz(uint32,bool)"), 64);
        writer.WriteUInt64(69, 32);
        writer.WriteBool(true);
        Equal(
            """
            cdcd77c0
            0000000000000000000000000000000000000000000000000000000000000045
            0000000000000000000000000000000000000000000000000000000000000001
            """,
            writer.Finish());
    }

    [Fact]
    public void Writes_sam_of_bytes_a_bool_and_an_array()
    {
        var writer = new AbiWriter(Prefix("sam(bytes,bool,uint256[])"), 96);
        writer.WriteBytes("dave"u8);
        writer.WriteBool(true);
        AbiFrame frame = writer.BeginArray(3, 32);
        for (uint i = 1; i <= 3; i++)
            writer.WriteUInt256(i);
        writer.End(frame);
        Equal(
            """
            a5643bf2
            0000000000000000000000000000000000000000000000000000000000000060
            0000000000000000000000000000000000000000000000000000000000000001
            00000000000000000000000000000000000000000000000000000000000000a0
            0000000000000000000000000000000000000000000000000000000000000004
            6461766500000000000000000000000000000000000000000000000000000000
            0000000000000000000000000000000000000000000000000000000000000003
            0000000000000000000000000000000000000000000000000000000000000001
            0000000000000000000000000000000000000000000000000000000000000002
            0000000000000000000000000000000000000000000000000000000000000003
            """,
            writer.Finish());
    }

    [Fact]
    public void Writes_f_of_static_and_dynamic_values_mixed()
    {
        var writer = new AbiWriter(Prefix("f(uint256,uint32[],bytes10,bytes)"), 128, tailHint: 1);
        writer.WriteUInt256(0x123);
        AbiFrame frame = writer.BeginArray(2, 32);
        writer.WriteUInt64(0x456, 32);
        writer.WriteUInt64(0x789, 32);
        writer.End(frame);
        writer.WriteFixedBytes(new FixedBytes("1234567890"u8), 10);
        writer.WriteBytes("Hello, world!"u8);
        Equal(
            """
            8be65246
            0000000000000000000000000000000000000000000000000000000000000123
            0000000000000000000000000000000000000000000000000000000000000080
            3132333435363738393000000000000000000000000000000000000000000000
            00000000000000000000000000000000000000000000000000000000000000e0
            0000000000000000000000000000000000000000000000000000000000000002
            0000000000000000000000000000000000000000000000000000000000000456
            0000000000000000000000000000000000000000000000000000000000000789
            000000000000000000000000000000000000000000000000000000000000000d
            48656c6c6f2c20776f726c642100000000000000000000000000000000000000
            """,
            writer.Finish());
    }

    [Fact]
    public void Writes_and_reads_g_of_nested_arrays()
    {
        const string Encoded =
            """
            2289b18c
            0000000000000000000000000000000000000000000000000000000000000040
            0000000000000000000000000000000000000000000000000000000000000140
            0000000000000000000000000000000000000000000000000000000000000002
            0000000000000000000000000000000000000000000000000000000000000040
            00000000000000000000000000000000000000000000000000000000000000a0
            0000000000000000000000000000000000000000000000000000000000000002
            0000000000000000000000000000000000000000000000000000000000000001
            0000000000000000000000000000000000000000000000000000000000000002
            0000000000000000000000000000000000000000000000000000000000000001
            0000000000000000000000000000000000000000000000000000000000000003
            0000000000000000000000000000000000000000000000000000000000000003
            0000000000000000000000000000000000000000000000000000000000000060
            00000000000000000000000000000000000000000000000000000000000000a0
            00000000000000000000000000000000000000000000000000000000000000e0
            0000000000000000000000000000000000000000000000000000000000000003
            6f6e650000000000000000000000000000000000000000000000000000000000
            0000000000000000000000000000000000000000000000000000000000000003
            74776f0000000000000000000000000000000000000000000000000000000000
            0000000000000000000000000000000000000000000000000000000000000005
            7468726565000000000000000000000000000000000000000000000000000000
            """;
        uint[][] rows = [[1, 2], [3]];
        var writer = new AbiWriter(Prefix("g(uint256[][],string[])"), 64);
        AbiFrame outer = writer.BeginArray(rows.Length, 32);
        foreach (uint[] row in rows)
        {
            AbiFrame inner = writer.BeginArray(row.Length, 32);
            foreach (uint value in row)
                writer.WriteUInt256(value);
            writer.End(inner);
        }

        writer.End(outer);
        AbiFrame texts = writer.BeginArray(Numbers.Length, 32);
        foreach (string number in Numbers)
            writer.WriteString(number);
        writer.End(texts);
        byte[] encoded = writer.Finish();
        Equal(Encoded, encoded);

        var reader = new AbiReader(encoded.AsSpan(4), 64, AbiLayout.Exact);
        AbiFrame back = reader.EnterArray(32, out int rowCount);
        uint[][] read = new uint[rowCount][];
        for (int i = 0; i < rowCount; i++)
        {
            AbiFrame inner = reader.EnterArray(32, out int count);
            read[i] = new uint[count];
            for (int j = 0; j < count; j++)
                read[i][j] = (uint)(ulong)reader.ReadUInt256();
            reader.Leave(inner);
        }

        reader.Leave(back);
        AbiFrame stringsBack = reader.EnterArray(32, out int stringCount);
        string[] strings = new string[stringCount];
        for (int i = 0; i < stringCount; i++)
            strings[i] = reader.ReadString();
        reader.Leave(stringsBack);
        reader.Finish();
        Assert.Equal(rows, read);
        Assert.Equal(Numbers, strings);
    }

    /// <summary>The specification's example of the packed mode: int16(-1), bytes1(0x42), uint16(0x03), string("Hello, world!").</summary>
    [Fact]
    public void Packs_plain_values()
    {
        Assert.Equal(
            "0xffff42000348656c6c6f2c20776f726c6421",
            Hex.Encode(new AbiPacked(32).Append((Int256)(-1L), 16).Append(new FixedBytes([0x42])).Append((UInt256)3u, 16).Append("Hello, world!").ToArray()));
    }

    private static byte[] Prefix(string signature)
    {
        byte[] bytes = new byte[4];
        Selector.Of(signature).Write(bytes);
        return bytes;
    }

    private static void Equal(string words, byte[] encoded) =>
        Assert.Equal("0x" + words.ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal), Hex.Encode(encoded));
}
