using System.Globalization;
using System.Text;
using Bursar.Core.Faults;
using Bursar.Core.Lists;
using Bursar.Evm.Primitives;
using Bursar.Tests.Shared;
using Xunit;

namespace Bursar.Core.Tests.Lists;

/// <summary>A list that is read in blocks on several threads is the list that is read line by line: the same rows, lines, sums and faults.</summary>
public sealed class RowBlockTests
{
    private static readonly string[] LineEnds = ["\n", "\r\n", "\r"];

    [Fact]
    public void Blocks_of_any_size_give_what_single_lines_give()
    {
        int seed = Seeds.Next("RowBlockTests");
        var random = new Random(seed);
        for (int round = 0; round < 600; round++)
        {
            (byte[] text, ListReadOptions options) = RandomList(random);
            string expected = Describe(Read(text, options, 0));
            foreach (int block in (ReadOnlySpan<int>)[1, 300 + random.Next(2_000), ListParser.UsualBlock])
            {
                string found = Describe(Read(text, options, block));
                Assert.True(expected == found, $"seed {seed}, round {round}, block {block}, {options}\n{Encoding.UTF8.GetString(text)}\n--- expected\n{expected}\n--- found\n{found}");
            }
        }
    }

    [Fact]
    public void Many_rows_come_out_in_canonical_order_with_their_lines()
    {
        int seed = Seeds.Next("RowBlockTests");
        var random = new Random(seed);
        var rows = new (RecipientRow Row, int Line)[60_000];
        var text = new StringBuilder("address,amount\n");
        for (int i = 0; i < rows.Length; i++)
        {
            // Most accounts anywhere, some in one narrow place, so that buckets are uneven; some doubled.
            byte[] account = new byte[20];
            random.NextBytes(account.AsSpan(i % 3 == 0 ? 16 : 0));
            if (i > 0 && random.Next(50) == 0)
                rows[random.Next(i)].Row.Account.CopyTo(account);
            var row = new RecipientRow(new Address(account), (UInt256)(ulong)random.Next(1, 4));
            rows[i] = (row, i + 2);
            text.Append(CultureInfo.InvariantCulture, $"{(random.Next(2) == 0 ? row.Account.ToString() : row.Account.ToLowerHex())},{row.Amount}\n");
        }

        RecipientList list = Read(Encoding.ASCII.GetBytes(text.ToString()), new ListReadOptions { FileName = "x", Allow = AllowedRows.All }, 20_000).Value;
        (RecipientRow Row, int Line)[] expected = [.. rows.OrderBy(r => r.Row.Account).ThenBy(r => r.Row.Amount).ThenBy(r => r.Line)];
        for (int i = 0; i < expected.Length; i++)
            Assert.True(expected[i].Row == list.Rows[i] && expected[i].Line == list.LineOf(i), $"row {i}, seed {seed}");
    }

    [Fact]
    public void A_failing_stream_ends_after_the_lines_that_were_read()
    {
        byte[] text = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(1, 40_000).Select(i => $"{RealLists.AddressOf((ulong)i)},{(i == 30_000 ? "x" : "7")}\n")));
        using var stream = new BreakingStream(text);
        IReadOnlyList<Fault> faults = Read(stream, new ListReadOptions { FileName = "x" }, 30_000).Faults;
        Assert.Equal([("list.bad-amount", 30_000L), ("list.unreadable", 40_000L)], faults.Select(f => (f.Code, f.Line)));
    }

    private static Result<RecipientList> Read(byte[] text, ListReadOptions options, int block) => Read(new MemoryStream(text), options, block);

    private static Result<RecipientList> Read(Stream stream, ListReadOptions options, int block) =>
        RecipientListReader.ReadPlain(stream, options, block, TestContext.Current.CancellationToken);

    private static string Describe(Result<RecipientList> result) => result.TryGet(out RecipientList? list)
        ? $"{list.Total}\n" + string.Join('\n', Enumerable.Range(0, list.Count).Select(i => $"{list.LineOf(i)} {list.Rows[i]}"))
        : string.Join('\n', result.Faults.Select(f => f.ToString()));

    private static (byte[] Text, ListReadOptions Options) RandomList(Random random)
    {
        byte? decimals = random.Next(3) switch { 0 => null, 1 => 18, _ => (byte)random.Next(78) };
        string end = LineEnds[random.Next(3)];
        char separator = ",;\t|"[random.Next(4)];
        bool turned = random.Next(5) == 0;
        bool faulty = random.Next(2) == 0;
        var text = new StringBuilder(turned ? $"amount{separator}address{end}" : random.Next(2) == 0 ? $"address{separator}amount{end}" : "");
        int lines = random.Next(1, 60);
        for (int i = 0; i < lines; i++)
        {
            string address = RandomAddress(random);
            string amount = RandomAmount(random, decimals);
            if (faulty && random.Next(12) == 0)
            {
                text.Append(OddLine(random, address, amount, separator));
            }
            else
            {
                if (random.Next(15) == 0)
                    address = $"\"{address}\"";
                if (random.Next(15) == 0)
                    amount = $" {amount}  ";
                text.Append(turned ? amount : address).Append(separator).Append(turned ? address : amount);
            }

            text.Append(random.Next(20) == 0 ? LineEnds[random.Next(3)] : i == lines - 1 && random.Next(2) == 0 ? "" : end);
        }

        var options = new ListReadOptions
        {
            FileName = "x",
            Decimals = decimals,
            MaxLineBytes = 250,
            MaxRows = random.Next(6) == 0 ? random.Next(1, 50) : 1_000,
            Allow = random.Next(2) == 0 ? AllowedRows.All : AllowedRows.None,
            MaxFaults = random.Next(6) == 0 ? 3 : 1_000,
        };
        return (Encoding.UTF8.GetBytes(text.ToString()), options);
    }

    private static string RandomAddress(Random random)
    {
        byte[] bytes = new byte[20];
        random.NextBytes(bytes);
        if (random.Next(6) == 0)
            bytes.AsSpan(0, 19).Clear();
        var address = new Address(bytes);
        return random.Next(3) switch
        {
            0 => address.ToLowerHex(),
            1 => "0x" + address.ToLowerHex()[2..].ToUpperInvariant(),
            _ => address.ToString(),
        };
    }

    private static string RandomAmount(Random random, byte? decimals)
    {
        string digits = random.Next(40) == 0 ? UInt256.MaxValue.ToString() : RandomDigits(random, random.Next(1, random.Next(4) == 0 ? 79 : 25));
        if (decimals is null or 0 || random.Next(2) == 0)
            return digits;
        return $"{digits}.{RandomDigits(random, random.Next(1, decimals.Value + (random.Next(10) == 0 ? 2 : 1)))}";
    }

    private static string RandomDigits(Random random, int count) => string.Concat(Enumerable.Range(0, count).Select(_ => (char)('0' + random.Next(10))));

    private static string OddLine(Random random, string address, string amount, char separator) => random.Next(12) switch
    {
        0 => "",
        1 => "   ",
        2 => address,
        3 => $"{address}{separator}{amount}{separator}more",
        4 => $"{address}{(separator == ';' ? ',' : ';')}{amount}",
        5 => $"{Swap(address)}{separator}{amount}",
        6 => $"{address}{separator}-{amount}",
        7 => $"0x0000000000000000000000000000000000000000{separator}{amount}",
        8 => $"{address}{separator}0",
        9 => $"\"{address}{separator}{amount}",
        10 => $"{address}{separator}{new string('0', random.Next(100, 600))}1",
        _ => $"{address[..^1]}g{separator}é{amount}",
    };

    // Another case of one letter makes a checksum wrong.
    private static string Swap(string address)
    {
        char[] text = address.ToCharArray();
        int at = Array.FindLastIndex(text, char.IsAsciiLetter);
        text[at] = char.IsAsciiLetterLower(text[at]) ? char.ToUpperInvariant(text[at]) : char.ToLowerInvariant(text[at]);
        return new string(text);
    }

    private sealed class BreakingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer) is int read && read > 0 ? read : throw new IOException("the line went dead");
    }
}
