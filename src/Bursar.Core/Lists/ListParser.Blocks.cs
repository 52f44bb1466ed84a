using System.Runtime.ExceptionServices;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Lists;

/// <summary>The rows behind the header, block by block, on all processors. What a block found is taken in the order of the text.</summary>
internal sealed partial class ListParser
{
    /// <summary>Bytes of text that are read at once.</summary>
    internal const int UsualBlock = 512 * 1024;

    private readonly Lock _reading = new();
    private readonly object _taking = new();
    private readonly Dictionary<int, RowBlock> _waiting = [];
    private readonly int _workers = Math.Clamp(Environment.ProcessorCount, 1, 16);
    private Exception? _failure;
    private bool _ended;
    private int _next;
    private int _taken; // rows of the block at hand that were taken already

    /// <summary>Bytes of text that are read at once; 0 reads line by line.</summary>
    internal int BlockBytes { get; init; } = UsualBlock;

    private void ParseBlocks(BoundedSource source, LineReader lines, CancellationToken cancellationToken)
    {
        var reader = new RowBlockReader(source, options.MaxLineBytes, BlockBytes);
        reader.Start(lines.TakeRest(out bool skipLineFeed), skipLineFeed);

        // A short list needs no second thread.
        if (ParseBlock(reader, NewParser(), cancellationToken) && !_ended)
        {
            Parallel.For(0, _workers, new ParallelOptions { MaxDegreeOfParallelism = _workers }, _ =>
            {
                RowBlockParser parser = NewParser();
                while (ParseBlock(reader, parser, cancellationToken))
                {
                    // until the text ends
                }
            });
        }

        if (_failure is not null)
            ExceptionDispatchInfo.Throw(_failure);
    }

    private RowBlockParser NewParser() => new(_separator, _columns, options.Decimals, options.MaxLineBytes);

    // False when there is nothing more to do.
    private bool ParseBlock(RowBlockReader reader, RowBlockParser parser, CancellationToken cancellationToken)
    {
        try
        {
            if (Read(reader, cancellationToken) is not { } block)
                return false;
            parser.Parse(block);
            if (block.Odd.Count == 0)
                reader.Recycle(block);
            return TakeInOrder(reader, block);
        }
        catch (Exception e)
        {
            lock (_taking)
            {
                _failure = e;
                _stopped = true;
                Monitor.PulseAll(_taking); // nobody shall wait for this block
            }

            return false;
        }
    }

    private RowBlock? Read(RowBlockReader reader, CancellationToken cancellationToken)
    {
        lock (_reading)
        {
            if (_ended || Volatile.Read(ref _stopped))
                return null;
            cancellationToken.ThrowIfCancellationRequested();
            RowBlock? block = reader.Next(out Exception? failure);
            _failure = failure ?? _failure;
            _ended = failure is not null || reader.IsAtEnd;
            return block;
        }
    }

    private bool TakeInOrder(RowBlockReader reader, RowBlock block)
    {
        lock (_taking)
        {
            while (block.Sequence >= _next + (2 * _workers) && !_stopped)
                Monitor.Wait(_taking);
            _waiting.Add(block.Sequence, block);
            while (!_stopped && _waiting.Remove(_next, out RowBlock? ready))
            {
                TakeBlock(ready);
                reader.Recycle(ready);
                _next++;
            }

            Monitor.PulseAll(_taking);
            return !_stopped;
        }
    }

    private void TakeBlock(RowBlock block)
    {
        block.LinesBefore = Line;
        int end = checked(Line + block.Lines);
        bool fits = block.Odd.Count == 0 && _blankFrom == 0 && _store.Count + (long)block.Count <= options.MaxRows;
        if (fits && _total is { } total && block.Total is { } more && UInt256.TryAdd(total, more, out UInt256 sum))
        {
            _total = sum;
            Line = end;
        }
        else
        {
            TakeRows(block);
            if (!_stopped)
                Line = end;
        }

        _store.Add(block);
    }

    // Line by line, for what has to be told in that order.
    private void TakeRows(RowBlock block)
    {
        int odd = 0;
        for (_taken = 0; !_stopped && (_taken < block.Count || odd < block.Odd.Count);)
        {
            int rowLine = _taken < block.Count ? block.LineOf(_taken) : int.MaxValue;
            if (odd < block.Odd.Count && block.LinesBefore + block.Odd[odd].Line < rowLine)
            {
                RowBlock.OddLine line = block.Odd[odd++];
                Line = block.LinesBefore + line.Line;
                ReadOnlySpan<byte> text = block.Text.AsSpan(line.Start, line.Length);
                bool tooLong = text.Length > options.MaxLineBytes;
                Take(tooLong ? text[..options.MaxLineBytes] : text, tooLong);
                continue;
            }

            Line = rowLine;
            CheckBlanks();
            if (!HasRoom())
                break;
            RowRules.Add(ref _total, block.Rows[_taken].Amount, Line, _columns.AmountName, log);
            _taken++;
        }

        block.Count = _taken;
        block.Odd.Clear();
        _taken = 0;
    }
}
