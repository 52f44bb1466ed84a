using System.Text.Json;
using System.Text.Json.Serialization;
using Bursar.Evm.Json;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Evm.Tests.Json;

public sealed class JsonConverterTests
{
    private static readonly Address Someone = Address.Parse("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed");

    [Fact]
    public void Values_are_text_on_the_wire_and_read_back()
    {
        var sample = new Sample(UInt256.MaxValue, Someone, Hash32.Parse("0x" + new string('a', 64)), [1, 0xff]);
        string json = JsonSerializer.Serialize(sample, SampleContext.Default.Sample);
        Assert.Equal(
            "{\"Amount\":\"115792089237316195423570985008687907853269984665640564039457584007913129639935\","
            + "\"Account\":\"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed\","
            + $"\"Root\":\"0x{new string('a', 64)}\",\"Data\":\"0x01ff\"}}",
            json);
        Sample read = JsonSerializer.Deserialize(json, SampleContext.Default.Sample)!;
        Assert.Equal(sample.Amount, read.Amount);
        Assert.Equal(sample.Account, read.Account);
        Assert.Equal(sample.Root, read.Root);
        Assert.Equal(sample.Data, read.Data);
    }

    [Theory]
    [InlineData("Amount", "5")]
    [InlineData("Amount", "\"05\"")]
    [InlineData("Amount", "\"0x5\"")]
    [InlineData("Amount", "\"-5\"")]
    [InlineData("Amount", "\"1.0\"")]
    [InlineData("Amount", "\" 1\"")]
    [InlineData("Amount", "\"\"")]
    [InlineData("Amount", "null")]
    [InlineData("Amount", "\"115792089237316195423570985008687907853269984665640564039457584007913129639936\"")]
    [InlineData("Amount", "\"\\ud800\"")]
    [InlineData("Account", "\"0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed\"")]
    [InlineData("Account", "\"5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed\"")]
    [InlineData("Account", "null")]
    [InlineData("Account", "7")]
    [InlineData("Root", "\"0x00\"")]
    [InlineData("Root", "null")]
    [InlineData("Data", "\"0x0\"")]
    [InlineData("Data", "\"00\"")]
    [InlineData("Data", "\"AQ==\"")]
    [InlineData("Data", "[1]")]
    public void Refuses_anything_else(string name, string value) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize($"{{\"{name}\":{value}}}", SampleContext.Default.Sample));
}

internal sealed record Sample(
    UInt256 Amount,
    Address Account,
    Hash32 Root,
    [property: JsonConverter(typeof(HexBytesJsonConverter))] byte[] Data);

[JsonSerializable(typeof(Sample))]
internal sealed partial class SampleContext : JsonSerializerContext;
