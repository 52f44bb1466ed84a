using System.Text.Json;
using System.Text.Json.Serialization;
using Bursar.Evm.Primitives;

namespace Bursar.Evm.Json;

/// <summary>An address as text: written with its EIP-55 checksum; read with the right checksum or with none.</summary>
public sealed class AddressJsonConverter : JsonConverter<Address>
{
    /// <inheritdoc/>
    /// <exception cref="JsonException">No address, or a wrong checksum.</exception>
    public override Address Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        AddressError error = AddressError.Shape;
        if (reader.TokenType == JsonTokenType.String && Address.TryParse(reader.GetString(), out Address address, out error))
            return address;
        throw new JsonException(error == AddressError.Checksum ? "the address has a wrong EIP-55 checksum" : "expected an address: 0x and 40 hexadecimal digits");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Address value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
