using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Bursar.Core.Lists;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Trees;

/// <summary>Writes rows as messages of one length and hashes them to leaves.</summary>
internal sealed class LeafWriter
{
    private const int Batch = 64;
    private const int DigestLength = 66;

    private readonly LeafEncoding _leaf;
    private readonly TreeTable _table;
    private readonly int[]? _ranks;
    private readonly byte[] _template;
    private readonly Part[] _parts;
    private readonly Hash32? _separator;

    /// <summary>Prepares the leaves of <paramref name="table"/>, which has all columns that the encoding names.</summary>
    /// <param name="leaf">The encoding.</param>
    /// <param name="table">The rows.</param>
    /// <param name="ranks">The index of each row where it is no column; null for the column.</param>
    internal LeafWriter(LeafEncoding leaf, TreeTable table, int[]? ranks)
    {
        _leaf = leaf;
        _table = table;
        _ranks = ranks;
        _separator = leaf.Domain?.Separator;
        bool packed = leaf.Form == LeafForm.Packed;
        var template = new ArrayBufferWriter<byte>();
        if (leaf.Form == LeafForm.TypedData)
            template.Write(Keccak256.Hash(System.Text.Encoding.ASCII.GetBytes(leaf.EncodedType)).Span);
        var parts = new List<Part>();
        foreach (LeafField field in leaf.Fields)
        {
            int width = packed ? field.Type.Width : 32;
            int skip = packed && !field.Type.IsLeftAligned ? 32 - width : 0; // bytes of the word that are not written
            if (field.Constant is { } word)
            {
                template.Write(word.Span.Slice(skip, width));
                continue;
            }

            Source source = field.Name switch
            {
                LeafField.Account => Source.Account,
                LeafField.Amount => Source.Amount,
                LeafField.Index when ranks is not null => Source.Rank,
                _ => Source.Column,
            };
            parts.Add(new Part(source, template.WrittenCount, width, skip, source == Source.Column ? table.Find(field.Name) : null));
            template.Write(new byte[width]);
        }

        _template = template.WrittenSpan.ToArray();
        _parts = [.. parts];
    }

    private enum Source
    {
        Account,
        Amount,
        Rank,
        Column,
    }

    /// <summary>Hashes rows <paramref name="from"/> and following, as many as <paramref name="leaves"/> has room for.</summary>
    internal void Hash(int from, Span<Hash32> leaves)
    {
        if (_leaf.Form == LeafForm.Ready)
        {
            _parts[0].Column!.Words.Slice(from, leaves.Length).CopyTo(leaves);
            return;
        }

        byte[] buffer = ArrayPool<byte>.Shared.Rent(Batch * (DigestLength + _template.Length));
        Span<byte> digests = buffer.AsSpan(Batch * _template.Length);
        try
        {
            for (int i = 0; i < Math.Min(Batch, leaves.Length); i++)
                _template.CopyTo(buffer.AsSpan(i * _template.Length));
            for (int at = 0; at < leaves.Length; at += Batch)
            {
                Span<Hash32> batch = leaves.Slice(at, Math.Min(Batch, leaves.Length - at));
                Span<byte> messages = buffer.AsSpan(0, batch.Length * _template.Length);
                Write(from + at, messages);
                NodeHash.Messages(messages, _template.Length, batch);
                if (_leaf.Hashes == 2)
                    NodeHash.Again(batch);
                else if (_separator is { } separator)
                    Digest(separator, digests, batch);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The leaf of one row.</summary>
    internal Hash32 LeafOf(int row)
    {
        Span<Hash32> leaf = stackalloc Hash32[1];
        Hash(row, leaf);
        return leaf[0];
    }

    // What is signed for a struct in a domain (EIP-712): 0x1901, the domain's separator, the struct's hash.
    private static void Digest(Hash32 separator, Span<byte> buffer, Span<Hash32> hashes)
    {
        for (int i = 0; i < hashes.Length; i++)
        {
            Span<byte> message = buffer.Slice(i * DigestLength, DigestLength);
            message[0] = 0x19;
            message[1] = 0x01;
            separator.CopyTo(message[2..]);
            hashes[i].CopyTo(message[34..]);
        }

        NodeHash.Messages(buffer[..(hashes.Length * DigestLength)], DigestLength, hashes);
    }

    // Part by part, over what the messages have in common.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Write(int row, Span<byte> messages)
    {
        int length = _template.Length;
        int count = messages.Length / length;
        ReadOnlySpan<RecipientRow> recipients = _table.Recipients.IsEmpty ? [] : _table.Recipients.Slice(row, count);
        foreach (ref readonly Part part in _parts.AsSpan())
        {
            switch (part.Source)
            {
                case Source.Account:
                    for (int i = 0, at = part.At + part.Width - Address.Length; i < recipients.Length; i++, at += length)
                    {
                        Address account = recipients[i].Account;
                        MemoryMarshal.Write(messages[at..], in account);
                    }

                    break;
                case Source.Amount when part.Width == 32:
                    for (int i = 0, at = part.At; i < recipients.Length; i++, at += length)
                        recipients[i].Amount.WriteBigEndian(messages.Slice(at, 32));
                    break;
                default:
                    WriteWords(part, row, count, messages);
                    break;
            }
        }
    }

    private void WriteWords(in Part part, int row, int count, Span<byte> messages)
    {
        Span<byte> word = stackalloc byte[32];
        for (int i = 0, at = part.At; i < count; i++, at += _template.Length)
        {
            switch (part.Source)
            {
                case Source.Amount:
                    _table.Recipients[row + i].Amount.WriteBigEndian(word);
                    break;
                case Source.Rank:
                    word.Clear();
                    BinaryPrimitives.WriteInt32BigEndian(word[28..], _ranks![row + i]);
                    break;
                default:
                    part.Column!.Words[row + i].CopyTo(word);
                    break;
            }

            word.Slice(part.Skip, part.Width).CopyTo(messages[at..]);
        }
    }

    private readonly record struct Part(Source Source, int At, int Width, int Skip, TreeColumn? Column);
}
