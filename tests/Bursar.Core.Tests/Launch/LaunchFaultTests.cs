using System.Text;
using Bursar.Core.Faults;
using Bursar.Core.Launch;
using Xunit;

namespace Bursar.Core.Tests.Launch;

public sealed class LaunchFaultTests
{
    [Theory]
    [InlineData("bursar: 1", "bursar: ¦2", "launch.version")]
    [InlineData("spring-2026", "¦Spring_2026", "launch.bad-name")]
    [InlineData("spring-2026", "¦2026", "launch.wrong-type")]
    [InlineData("title: Spring airdrop", "¦title:", "launch.no-value")]
    [InlineData("title: Spring airdrop", "title: ¦[a, b]", "launch.wrong-type")]
    [InlineData("title: Spring airdrop", "title: ¦\"a\\nb\"", "launch.bad-text")]
    [InlineData("title: Spring airdrop", "¦titel: Spring", "launch.unknown-key")]
    [InlineData("\"0x00000000000000000000000000000000000000a1\"", "¦0x00000000000000000000000000000000000000a1", "launch.wrong-type")]
    [InlineData("\"0x00000000000000000000000000000000000000a1\"", "¦\"0x00000000000000000000000000000000000000a\"", "launch.bad-address")]
    [InlineData("\"0x00000000000000000000000000000000000000a1\"", "¦\"0x5aaeb6053F3E94C9b9A09f33669435E7Ef1BeAed\"", "launch.bad-address")]
    [InlineData("\"0x00000000000000000000000000000000000000a1\"", "¦\"0x0000000000000000000000000000000000000000\"", "launch.zero-address")]
    [InlineData("name: Spring Coin", "name: ¦'   '", "launch.bad-text")]
    [InlineData("name: Spring Coin", "name: ¦\"Spring \\u202eCoin\"", "launch.bad-text")]
    [InlineData("symbol: SPR", "symbol: ¦S P", "launch.bad-text")]
    [InlineData("symbol: SPR", "symbol: ¦ABCDEFGHIJKLMNOPQRSTU", "launch.bad-text")]
    [InlineData("symbol: SPR", "symbol: ¦true", "launch.wrong-type")]
    [InlineData("decimals: 18", "decimals: ¦78", "launch.bad-number")]
    [InlineData("decimals: 18", "decimals: ¦'18'", "launch.wrong-type")]
    [InlineData("decimals: 18", "decimals: ¦-1", "launch.bad-number")]
    [InlineData("supply: 1_000_000", "supply: ¦1e6", "launch.bad-amount")]
    [InlineData("supply: 1_000_000", "supply: ¦1,000,000", "launch.bad-amount")]
    [InlineData("supply: 1_000_000", "supply: ¦0", "launch.bad-amount")]
    [InlineData("supply: 1_000_000", "supply: ¦-5", "launch.bad-amount")]
    [InlineData("supply: 1_000_000", "supply: ¦1.0000000000000000001", "launch.bad-amount")]
    [InlineData("supply: 1_000_000", "supply: ¦120000000000000000000000000000000000000000000000000000000000", "launch.bad-amount")]
    [InlineData("supply: 1_000_000", "supply: ¦true", "launch.wrong-type")]
    [InlineData("{ to: operator, amount: 900_000.5, label: distribution }", "{ to: ¦me, amount: 900_000.5 }", "launch.bad-address")]
    [InlineData("{ to: operator, amount: 900_000.5, label: distribution }", "¦{ to: operator }", "launch.missing-key")]
    [InlineData("{ to: operator, amount: 900_000.5, label: distribution }", "{ to: operator, amount: 900_000.5, ¦lable: x }", "launch.unknown-key")]
    [InlineData("{ to: operator, amount: 900_000.5, label: distribution }", "¦operator", "launch.wrong-type")]
    [InlineData("decimals: 6 }", "decimals: 6, ¦name: Dollar }", "launch.unknown-key")]
    [InlineData("domain: Example.ORG.", "domain: ¦https://example.org/a", "site.bad-domain")]
    [InlineData("domain: Example.ORG.", "domain: ¦localhost", "site.bad-domain")]
    [InlineData("{ domain: Example.ORG., token: coin }", "{ domain: a.org, product: ¦b, token: coin }", "launch.site-kind")]
    [InlineData("{ domain: Example.ORG., token: coin }", "¦{ token: coin }", "launch.site-kind")]
    [InlineData("primary: true", "primary: ¦yes", "launch.wrong-type")]
    [InlineData("product: shop/coffee, token: coin", "product: shop/coffee, token: ¦coins", "launch.unknown-token")]
    [InlineData("product: shop/coffee", "product: ¦Shop", "site.bad-product")]
    [InlineData("list: lists/people.csv.gz", "list: ¦/etc/passwd", "launch.bad-path")]
    [InlineData("list: lists/people.csv.gz", "list: ¦../people.csv", "launch.bad-path")]
    [InlineData("list: lists/people.csv.gz", "list: ¦lists/../../people.csv", "launch.bad-path")]
    [InlineData("list: lists/people.csv.gz", "list: ¦C:/people.csv", "launch.bad-path")]
    [InlineData("list: lists/people.csv.gz", "list: ¦lists\\people.csv", "launch.bad-path")]
    [InlineData("list: lists/people.csv.gz", "list: ¦https://example.org/people.csv", "launch.bad-path")]
    [InlineData("list: lists/people.csv.gz", "list: ¦''", "launch.bad-path")]
    [InlineData("list: lists/people.csv.gz", "list: ¦[people.csv]", "launch.wrong-type")]
    [InlineData("list: lists/people.csv.gz", "list: ¦{ format: safe }", "launch.missing-key")]
    [InlineData("list: lists/people.csv.gz", "list: { file: ¦../people.csv }", "launch.bad-path")]
    [InlineData("list: lists/people.csv.gz", "list: { file: people.csv, format: ¦excel }", "launch.bad-choice")]
    [InlineData("list: lists/people.csv.gz", "list: { file: people.csv, token: ¦DAI }", "launch.bad-address")]
    [InlineData("list: lists/people.csv.gz", "list: { file: people.csv, zone: ¦Paris }", "launch.bad-choice")]
    [InlineData("list: lists/people.csv.gz", "list: { file: people.csv, digits: ¦octal }", "launch.bad-choice")]
    [InlineData("list: lists/people.csv.gz", "list: { file: people.csv, leave-out: ¦zero }", "launch.bad-choice")]
    [InlineData("list: lists/people.csv.gz", "list: { file: people.csv, ignore: [schedule, ¦token] }", "launch.bad-choice")]
    [InlineData("list: lists/people.csv.gz", "list: { file: people.csv, ¦unit: base }", "launch.unknown-key")]
    [InlineData("unit: base", "unit: ¦wei", "launch.bad-choice")]
    [InlineData("format: sharded:2", "format: ¦sharded:5", "launch.bad-choice")]
    [InlineData("format: sharded:2", "format: ¦unswap", "launch.bad-choice")]
    [InlineData("format: sharded:2", "format: ¦uniswap", "launch.tree-not-claimable")]
    [InlineData("allow: [zero-amount, duplicates]", "allow: [zero-amount, ¦duplicate]", "launch.bad-choice")]
    [InlineData("allow: [zero-amount, duplicates]", "allow: ¦duplicates", "launch.wrong-type")]
    [InlineData("starts: 2026-03-01T12:00:00+02:00", "starts: ¦2026-03-01T12:00:00", "launch.no-zone")]
    [InlineData("starts: 2026-03-01T12:00:00+02:00", "starts: ¦2026-03-01 12:00", "launch.no-zone")]
    [InlineData("starts: 2026-03-01T12:00:00+02:00", "starts: ¦2026-02-30", "launch.bad-date")]
    [InlineData("starts: 2026-03-01T12:00:00+02:00", "starts: ¦01.03.2026", "launch.bad-date")]
    [InlineData("starts: 2026-03-01T12:00:00+02:00", "starts: ¦1969-12-31", "launch.bad-date")]
    [InlineData("starts: 2026-03-01T12:00:00+02:00", "starts: ¦2026-03-01T12:00:00.5Z", "launch.bad-date")]
    [InlineData("expires: 90d", "expires: ¦2026-03-01", "launch.expires-too-early")]
    [InlineData("expires: 90d", "expires: ¦90days", "launch.bad-duration")]
    [InlineData("expires: 90d", "expires: ¦0d", "launch.bad-duration")]
    [InlineData("expires: 90d", "expires: ¦101y", "launch.bad-duration")]
    [InlineData("expires: 90d", "expires: ¦90", "launch.wrong-type")]
    [InlineData("    starts: 2026-03-01T12:00:00+02:00\n    expires: 90d", "    expires: ¦90d", "launch.expires-needs-starts")]
    [InlineData("claim-for: true", "claim-for: ¦\"true\"", "launch.wrong-type")]
    [InlineData("uri: ipfs://bafy/people.csv", "uri: ¦ipfs://bafy/the people.csv", "launch.bad-text")]
    [InlineData("batch: 150", "batch: ¦0", "launch.bad-number")]
    [InlineData("batch: 150", "batch: ¦501", "launch.bad-number")]
    [InlineData("batch: 150", "batch: ¦1.5", "launch.wrong-type")]
    [InlineData("on-failure: skip", "on-failure: ¦ignore", "launch.bad-choice")]
    [InlineData("  team:\n", "  ¦Team:\n", "launch.bad-name")]
    [InlineData("name: Spring Coin", "name: ¦&n Spring Coin", "launch.alias")]
    [InlineData("name: Spring Coin", "name: ¦*n", "launch.alias")]
    [InlineData("name: Spring Coin", "name: ¦!!str Spring Coin", "launch.tag")]
    [InlineData("name: Spring Coin", "name: Spring¦: Coin", "launch.syntax")]
    public void Points_at_the_line_and_column_of_a_fault(string old, string marked, string code) => LaunchText.OnlyFault(LaunchText.With(old, marked), code);

    [Theory]
    [InlineData("¦name: a\n", "launch.version")]
    [InlineData("¦[1, 2]\n", "launch.wrong-type")]
    [InlineData("¦", "launch.empty-file")]
    [InlineData("bursar: 1\n¦---\nname: a\n", "launch.several-documents", 4)]
    [InlineData("bursar: 1\n¦bursar: 1\n", "launch.duplicate-key", 4)]
    [InlineData("bursar: [1,¦", "launch.syntax")]
    [InlineData("bursar: 1\nname: a\ntokens:\n¦\tcoin: x\n", "launch.syntax")]
    public void Points_at_faults_of_the_whole_file(string marked, string code, int faults = 1)
    {
        int at = marked.IndexOf(LaunchText.Mark, StringComparison.Ordinal);
        string before = marked[..at];
        Result<Core.Launch.Launch> result = LaunchReader.Read(marked.Remove(at, 1), "launch.yaml");
        Fault fault = Assert.Single(result.Faults, f => f.Code == code);
        Assert.Equal((before.Count(c => c == '\n') + 1L, at - before.LastIndexOf('\n')), (fault.Line, fault.Column));
        Assert.Equal(faults, result.Faults.Count);
    }

    [Fact]
    public void A_genesis_that_misses_the_supply_says_by_how_much()
    {
        Fault fault = LaunchText.OnlyFault(LaunchText.With("supply: 1_000_000", "supply: 1_000_001").Replace("    genesis:", "    ¦genesis:", StringComparison.Ordinal), "launch.supply-mismatch");
        Assert.Equal("The genesis adds up to 1000000, the supply is 1000001: 1 too little.", fault.Message);
        Assert.Equal("tokens.coin.genesis", fault.Field);
    }

    [Fact]
    public void A_token_cannot_exist_and_be_created()
    {
        string text = LaunchText.With("decimals: 18", "decimals: 18\n    address: \"0x00000000000000000000000000000000000000c3\"");
        LaunchText.OnlyFault(text.Replace("    supply", "    ¦supply", StringComparison.Ordinal), "launch.token-kind");
    }

    [Fact]
    public void A_link_cannot_stand_twice()
    {
        string text = LaunchText.With("- { product: shop/coffee, token: coin }", "- ¦{ domain: EXAMPLE.org, token: coin }");
        Assert.Contains("line 19", LaunchText.OnlyFault(text, "launch.duplicate-link").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_site_has_one_primary()
    {
        string text = LaunchText.With("{ domain: Example.ORG., token: coin }", "{ domain: Example.ORG., token: coin, primary: true }");
        LaunchText.OnlyFault(text.Replace("{ domain: example.org, token: dollar", "¦{ domain: example.org, token: dollar", StringComparison.Ordinal), "launch.two-primaries");
    }

    [Fact]
    public void A_launch_does_something() =>
        LaunchText.OnlyFault($$"""
            ¦bursar: 1
            name: a
            network: local
            operator: "{{LaunchText.Operator}}"
            tokens:
              dollar: { address: "0x00000000000000000000000000000000000000c3", decimals: 6 }
            """, "launch.nothing-to-do");

    [Fact]
    public void More_than_500_genesis_rows_are_refused()
    {
        string rows = string.Concat(Enumerable.Repeat("      - { to: operator, amount: 1 }\n", 501));
        string text = LaunchText.With("    genesis:\n", "    ¦genesis:\n" + rows);
        Assert.Contains("503 rows", LaunchText.OnlyFault(text, "launch.too-many-holders").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_come_at_once_in_the_order_of_the_file()
    {
        const string Text = """
            bursar: 1
            name: Not A Name
            netwrok: local
            operator: nobody
            tokens:
              coin:
                symbol: C
                decimals: 99
                supply: lots
                genesis: [{ to: operator, amount: 1 }, { to: "0x12", amount: 1.5 }]
            sites:
              - { domain: a_b.example/path, token: coin, primary: perhaps }
            drops:
              one: { token: coin, list: ../a.csv, starts: tomorrow, expires: 3x }
              two: { token: coim, list: a.csv, format: flat }
            payouts:
              pay: { list: b.csv, batch: 1000, allow: [everything] }
            """;
        string[] expected =
        [
            "launch.missing-key 1:1 network",
            "launch.bad-name 2:7 name",
            "launch.unknown-key 3:1 netwrok",
            "launch.bad-address 4:11 operator",
            "launch.missing-key 7:5 tokens.coin.name",
            "launch.bad-number 8:15 tokens.coin.decimals",
            "launch.bad-amount 9:13 tokens.coin.supply",
            "launch.bad-address 10:50 tokens.coin.genesis[1].to",
            "site.bad-domain 12:15 sites[0].domain",
            "launch.wrong-type 12:55 sites[0].primary",
            "launch.bad-path 14:29 drops.one.list",
            "launch.bad-date 14:47 drops.one.starts",
            "launch.bad-duration 14:66 drops.one.expires",
            "launch.unknown-token 15:17 drops.two.token",
            "launch.bad-choice 15:44 drops.two.format",
            "launch.missing-key 17:8 payouts.pay.token",
            "launch.bad-number 17:30 payouts.pay.batch",
            "launch.bad-choice 17:44 payouts.pay.allow",
        ];
        Assert.Equal(expected, LaunchReader.Read(Text, "launch.yaml").Faults.Select(f => $"{f.Code} {f.Line}:{f.Column} {f.Field}"));
    }

    [Theory]
    [InlineData("titel", "title")]
    [InlineData("Network", "network")]
    [InlineData("payout", "payouts")]
    public void A_misspelt_key_gets_the_right_one_as_a_hint(string key, string meant)
    {
        Result<Core.Launch.Launch> result = LaunchReader.Read(LaunchText.Full + $"\n{key}: x\n", "launch.yaml");
        Assert.StartsWith($"Did you mean {meant}?", Assert.Single(result.Faults).Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_over_one_mebibyte_is_refused() =>
        Assert.Equal("launch.too-large", Assert.Single(LaunchReader.Read(LaunchText.Full + "\n#" + new string('x', 1 << 20), "launch.yaml").Faults).Code);

    [Fact]
    public void Text_in_another_encoding_is_refused_where_it_begins()
    {
        Fault fault = Assert.Single(LaunchReader.Read(Encoding.Latin1.GetBytes("bursar: 1\ntitle: é\n"), "launch.yaml").Faults);
        Assert.Equal(("launch.not-utf8", 2L, 8), (fault.Code, fault.Line, fault.Column));
    }

    [Theory]
    [InlineData("[", 1 << 20)]
    [InlineData("{", 1 << 20)]
    [InlineData("- ", 1 << 19)]
    [InlineData("? ", 1 << 19)]
    [InlineData("[a,\n", 1 << 18)]
    [InlineData("{a: ", 1 << 18)]
    public void Deep_nesting_is_refused_after_32_levels(string piece, int count)
    {
        Fault fault = Assert.Single(LaunchReader.Read(string.Concat(Enumerable.Repeat(piece, count)), "launch.yaml").Faults);
        Assert.Equal("launch.syntax", fault.Code);
        Assert.Contains("deeper than 32 levels", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Aliases_are_never_followed()
    {
        const string Bomb = "bursar: 1\na: &a [x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\n";
        IReadOnlyList<Fault> faults = LaunchReader.Read(Bomb, "launch.yaml").Faults;
        Assert.Equal(9, faults.Count(f => f.Code == "launch.alias"));
    }

    [Fact]
    public void Thousands_of_faults_are_cut_and_counted()
    {
        string text = LaunchText.Full + "\n" + string.Concat(Enumerable.Range(0, 5000).Select(i => $"zz{i}: 1\n"));
        IReadOnlyList<Fault> faults = LaunchReader.Read(text, "launch.yaml").Faults;
        Assert.Equal(201, faults.Count);
        Assert.Equal(("launch.too-many-faults", "There are 4800 more faults."), (faults[^1].Code, faults[^1].Message));
    }

    [Fact]
    public void Damaged_files_give_faults_and_never_exceptions()
    {
        const int Seed = 20260301;
        var random = new Random(Seed);
        const string Noise = "{}[]:,-?&*!|>'\"%@`#~ \n\t\u0000\u00e9\ud83d0x1_.";
        for (int round = 0; round < 1000; round++)
        {
            var text = new StringBuilder(LaunchText.Full);
            for (int change = random.Next(1, 5); change > 0 && text.Length > 0; change--)
            {
                int at = random.Next(text.Length);
                switch (random.Next(4))
                {
                    case 0: text.Remove(at, Math.Min(random.Next(1, 30), text.Length - at)); break;
                    case 1: text.Insert(at, Noise[random.Next(Noise.Length)]); break;
                    case 2: text[at] = Noise[random.Next(Noise.Length)]; break;
                    default: text.Length = Math.Max(at, 1); break;
                }
            }

            string damaged = text.ToString();
            try
            {
                Result<Core.Launch.Launch> result = LaunchReader.Read(damaged, "launch.yaml");
                Assert.All(result.Faults, f => Assert.True(f.Line >= 1 && f.Column >= 1 && f.File == "launch.yaml", f.ToString()));
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"seed {Seed}, round {round}:\n{damaged}", e);
            }
        }
    }
}
