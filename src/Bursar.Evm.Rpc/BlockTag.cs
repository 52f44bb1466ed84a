using System.Text.Json;
using Bursar.Evm.Primitives;

namespace Bursar.Evm.Rpc;

/// <summary>Names a block: by number, by hash, or by where the chain stands. The default value is the latest block.</summary>
/// <remarks>A block by hash is written as EIP-1898 says, so that a read cannot land on another branch than the caller looked at.</remarks>
public readonly struct BlockTag : IEquatable<BlockTag>
{
    private readonly Form _form;
    private readonly ulong _number;
    private readonly Hash32 _hash;

    private BlockTag(Form form, ulong number = 0, Hash32 hash = default)
    {
        _form = form;
        _number = number;
        _hash = hash;
    }

    private enum Form
    {
        Latest,
        Pending,
        Safe,
        Finalized,
        Earliest,
        Number,
        Hash,
        CanonicalHash,
    }

    /// <summary>The head of the chain as the node sees it.</summary>
    public static BlockTag Latest => default;

    /// <summary>The head and what the node would put on top of it.</summary>
    public static BlockTag Pending => new(Form.Pending);

    /// <summary>The newest block that the chain's consensus calls safe.</summary>
    public static BlockTag Safe => new(Form.Safe);

    /// <summary>The newest block that the chain's consensus calls final.</summary>
    public static BlockTag Finalized => new(Form.Finalized);

    /// <summary>The first block that the node knows.</summary>
    public static BlockTag Earliest => new(Form.Earliest);

    /// <summary>The number, when the block is named by one.</summary>
    public ulong? Number => _form == Form.Number ? _number : null;

    /// <summary>The hash, when the block is named by one.</summary>
    public Hash32? Hash => _form is Form.Hash or Form.CanonicalHash ? _hash : null;

    /// <summary>The block of that height on the node's branch.</summary>
    public static BlockTag At(ulong number) => new(Form.Number, number);

    /// <summary>The block with that hash.</summary>
    /// <param name="hash">Hash of the block.</param>
    /// <param name="requireCanonical">True to have the node refuse when the block is no longer on its branch.</param>
    public static BlockTag At(Hash32 hash, bool requireCanonical = false) => new(requireCanonical ? Form.CanonicalHash : Form.Hash, 0, hash);

    /// <summary>The block of that height.</summary>
    public static implicit operator BlockTag(ulong number) => At(number);

    /// <summary>Equality of the name, not of the block that it names.</summary>
    public static bool operator ==(BlockTag left, BlockTag right) => left.Equals(right);

    /// <summary>Inequality of the name.</summary>
    public static bool operator !=(BlockTag left, BlockTag right) => !left.Equals(right);

    /// <summary>The tag, number or hash as text.</summary>
    public override string ToString() => _form switch
    {
        Form.Latest => "latest",
        Form.Pending => "pending",
        Form.Safe => "safe",
        Form.Finalized => "finalized",
        Form.Earliest => "earliest",
        Form.Number => _number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => _hash.ToString(),
    };

    /// <inheritdoc/>
    public bool Equals(BlockTag other) => _form == other._form && _number == other._number && _hash == other._hash;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BlockTag other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_form, _number, _hash);

    internal void Write(Utf8JsonWriter writer)
    {
        switch (_form)
        {
            case Form.Number:
                writer.WriteStringValue(((UInt256)_number).ToHexQuantity());
                break;
            case Form.Hash or Form.CanonicalHash:
                writer.WriteStartObject();
                writer.WriteString("blockHash"u8, _hash.ToString());
                if (_form == Form.CanonicalHash)
                    writer.WriteBoolean("requireCanonical"u8, true);
                writer.WriteEndObject();
                break;
            default:
                writer.WriteStringValue(ToString());
                break;
        }
    }
}
