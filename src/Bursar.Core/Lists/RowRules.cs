using Bursar.Core.Faults;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Lists;

/// <summary>What a row must keep to, whatever it was read from.</summary>
internal static class RowRules
{
    internal static string Place(long line, string column) => $"row {line}, column {column}";

    internal static Fault Empty() => new Fault("list.empty", "The list has no rows.", null, "Check that this is the right file; a list has at least one row.");

    /// <summary>Zero address and zero amount.</summary>
    internal static void Check(in RecipientRow row, int line, string accountColumn, string amountColumn, AllowedRows allow, FaultLog log)
    {
        CheckAccount(row.Account, line, accountColumn, allow, log, 0);
        CheckAmount(row.Amount, line, amountColumn, allow, log, 0);
    }

    internal static void CheckAccount(Address account, int line, string column, AllowedRows allow, FaultLog log, int position)
    {
        if (account.IsZero && !allow.HasFlag(AllowedRows.ZeroAddress))
        {
            log.Add(new Fault("list.zero-address", "The recipient is the zero address: what it gets is lost.", Place(line, column),
                "Remove the row, or name zero-address in --allow.")
            { Line = line, Column = position });
        }
    }

    internal static void CheckAmount(UInt256 amount, int line, string column, AllowedRows allow, FaultLog log, int position)
    {
        if (amount.IsZero && !allow.HasFlag(AllowedRows.ZeroAmount))
        {
            log.Add(new Fault("list.zero-amount", "The amount is 0.", Place(line, column), "Remove the row, or name zero-amount in --allow.")
            {
                Line = line,
                Column = position,
            });
        }
    }

    /// <summary>Adds to a sum, which is null once it went beyond 256 bits; the row that takes it there is a fault.</summary>
    internal static void Add(ref UInt256? total, UInt256 amount, int line, string column, FaultLog log)
    {
        if (total is not { } sum)
            return;
        if (UInt256.TryAdd(sum, amount, out UInt256 more))
        {
            total = more;
            return;
        }

        total = null;
        log.Add(new Fault("list.total-overflow", "With this row the sum of all amounts is above 2^256 − 1.", Place(line, column),
            "Check the unit of the amounts.")
        { Line = line });
    }

    /// <summary>Accounts that have more than one row; <paramref name="rows"/> are in canonical order.</summary>
    internal static void CheckDuplicates(RecipientRow[] rows, int[] lines, string column, AllowedRows allow, FaultLog log)
    {
        if (allow.HasFlag(AllowedRows.Duplicates))
            return;
        var found = new List<(int Line, int First, int Row)>();
        for (int start = 0; start < rows.Length;)
        {
            int end = start + 1;
            while (end < rows.Length && rows[end].Account == rows[start].Account)
                end++;
            if (end - start > 1)
            {
                int first = lines.AsSpan(start, end - start)[IndexOfLeast(lines.AsSpan(start, end - start))];
                for (int i = start; i < end; i++)
                {
                    if (lines[i] != first)
                        found.Add((lines[i], first, i));
                }
            }

            start = end;
        }

        if (found.Count == 0)
            return;
        found.Sort();
        log.Merge(found.Take(log.Keep).Select(d => new Fault("list.duplicate", $"{rows[d.Row].Account} already has row {d.First}.",
            Place(d.Line, column), $"Merge it with row {d.First}, or name duplicates in --allow.")
        { Line = d.Line }), found.Count);
    }

    private static int IndexOfLeast(ReadOnlySpan<int> values)
    {
        int least = 0;
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] < values[least])
                least = i;
        }

        return least;
    }
}
