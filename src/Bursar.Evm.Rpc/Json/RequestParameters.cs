using System.Text.Json;
using Bursar.Evm.Primitives;

namespace Bursar.Evm.Rpc.Json;

/// <summary>Writes the parameter objects of the execution API.</summary>
internal static class RequestParameters
{
    public static void Call(Utf8JsonWriter writer, CallRequest call)
    {
        writer.WriteStartObject();
        if (call.From is { } from)
            writer.WriteString("from"u8, from.ToLowerHex());
        if (call.To is { } to)
            writer.WriteString("to"u8, to.ToLowerHex());
        if (call.GasLimit is { } gas)
            writer.WriteString("gas"u8, ((UInt256)gas).ToHexQuantity());
        if (call.MaxFeePerGas is { } maxFee)
            writer.WriteString("maxFeePerGas"u8, maxFee.ToHexQuantity());
        if (call.MaxPriorityFeePerGas is { } tip)
            writer.WriteString("maxPriorityFeePerGas"u8, tip.ToHexQuantity());
        if (!call.Value.IsZero)
            writer.WriteString("value"u8, call.Value.ToHexQuantity());
        // "input" is the newer name; there are nodes that know only this one, and none that does not.
        writer.WriteString("data"u8, Hex.Encode(call.Data));
        writer.WriteEndObject();
    }

    /// <summary>What a call pretends, behind the block's name; nothing when it pretends nothing.</summary>
    public static void Overrides(Utf8JsonWriter writer, CallRequest call)
    {
        if (call.CodeOverrides.Count == 0 && call.TimeOverride is null)
            return;
        writer.WriteStartObject();
        foreach ((Address account, byte[] code) in call.CodeOverrides)
        {
            writer.WriteStartObject(account.ToLowerHex());
            writer.WriteString("code"u8, Hex.Encode(code));
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        if (call.TimeOverride is not { } time)
            return;
        writer.WriteStartObject();
        writer.WriteString("time"u8, ((UInt256)time).ToHexQuantity());
        writer.WriteEndObject();
    }

    public static void Filter(Utf8JsonWriter writer, LogFilter filter)
    {
        writer.WriteStartObject();
        if (filter.BlockHash is { } hash)
        {
            writer.WriteString("blockHash"u8, hash.ToString());
        }
        else
        {
            writer.WriteString("fromBlock"u8, ((UInt256)filter.FromBlock).ToHexQuantity());
            writer.WriteString("toBlock"u8, ((UInt256)filter.ToBlock).ToHexQuantity());
        }

        if (filter.Addresses.Count > 0)
        {
            writer.WriteStartArray("address"u8);
            foreach (Address address in filter.Addresses)
                writer.WriteStringValue(address.ToLowerHex());
            writer.WriteEndArray();
        }

        if (filter.Topics.Count > 0)
        {
            writer.WriteStartArray("topics"u8);
            foreach (IReadOnlyList<Hash32> choices in filter.Topics)
                Topic(writer, choices);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    public static void Quantity(Utf8JsonWriter writer, UInt256 value) => writer.WriteStringValue(value.ToHexQuantity());

    private static void Topic(Utf8JsonWriter writer, IReadOnlyList<Hash32> choices)
    {
        if (choices.Count == 0)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartArray();
        foreach (Hash32 choice in choices)
            writer.WriteStringValue(choice.ToString());
        writer.WriteEndArray();
    }
}
