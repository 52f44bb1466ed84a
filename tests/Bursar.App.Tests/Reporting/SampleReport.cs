using System.Globalization;
using System.IO.Compression;
using Bursar.App.Reporting;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.App.Tests.Reporting;

/// <summary>Models for tests. Everything in them is invented except the rows of the ENS list.</summary>
internal static class SampleReport
{
    public static readonly Address Token = Account("token");

    private static readonly DateTimeOffset Start = new(2030, 3, 1, 9, 0, 0, TimeSpan.Zero);

    /// <summary>A report with some of everything and small lists.</summary>
    public static ReportModel Small() => Build("Sample distribution", [.. Enumerable.Range(1, 60).Select(static i => Row(i, i * i))], claims: 12);

    /// <summary>A report about the real ENS list of 2021 (examples/ens-2021), with invented claims and payments.</summary>
    public static ReportModel Ens()
    {
        using var gzip = new GZipStream(File.OpenRead(EnsList()), CompressionMode.Decompress);
        using var reader = new StreamReader(gzip);
        var rows = new List<(Address, UInt256)>();
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            string[] cells = line.Split(',');
            rows.Add((Address.Parse(cells[0]), UInt256.Parse(cells[1])));
        }

        return Build("ENS airdrop 2021, with invented claims", rows, claims: 4321);
    }

    public static Address Account(string name) => new(Keccak256.Hash(System.Text.Encoding.UTF8.GetBytes(name)).Span[12..]);

    public static Hash32 Hash(string name) => Keccak256.Hash(System.Text.Encoding.UTF8.GetBytes(name));

    public static UInt256 Coins(long amount) => (UInt256)amount * UInt256.PowerOfTen(18);

    private static (Address Account, UInt256 Amount) Row(int i, long coins) => (Account($"recipient {i}"), Coins(coins));

    private static string EnsList()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Bursar.slnx")))
            folder = folder.Parent;
        Assert.True(folder is not null, "the tests must run inside the repository: Bursar.slnx was not found above them");
        string list = Path.Combine(folder.FullName, "examples", "ens-2021", "recipients.csv.gz");
        Assert.True(File.Exists(list), "examples/ens-2021/recipients.csv.gz is missing from the working copy");
        return list;
    }

    private static ReportModel Build(string title, List<(Address Account, UInt256 Amount)> rows, int claims)
    {
        UInt256 total = rows.Aggregate(UInt256.Zero, static (sum, row) => sum + row.Amount);
        UInt256 supply = total * 4UL;
        ReportDistribution spread = TestSpread.Of(rows.Select(static r => r.Amount));
        ReportClaim[] claimed = [.. Claims(rows, claims)];
        double[] genesis = [total.ToDouble() * 2, total.ToDouble(), total.ToDouble()];
        return new()
        {
            Title = title,
            Summary = "A quarter of the supply goes to those who used the service before the token existed. Every amount below is in the published list, and every claim is on the chain.",
            LaunchName = "sample",
            LaunchHash = Hash("launch"),
            Network = new()
            {
                Name = "Sample network",
                ChainId = new ChainId(424242),
                Consensus = "proof of stake",
                Finality = "the network's own finalized tag: two epochs, about thirteen minutes",
                NativeSymbol = "ETH",
                Explorer = new Uri("https://explorer.example/"),
            },
            GeneratedAt = Start.AddDays(40),
            FromBlock = 18_900_000,
            ToBlock = 19_203_377,
            Operator = new(Account("operator"), "Sample Foundation"),
            Tokens =
            [
                new()
                {
                    Name = "Sample Name Service",
                    Symbol = "SNS",
                    Decimals = 18,
                    TotalSupply = supply,
                    Address = Token,
                    CodeHash = Hash("code"),
                    OwnerOfRecord = Account("operator"),
                    Powers = ["Nobody can mint, pause, freeze or upgrade this token.", "The owner of record is a note in the factory; it has no power over balances."],
                    Allocation =
                    [
                        new("Community treasury", Account("treasury"), total * 2UL),
                        new("Airdrop", Account("airdrop"), total),
                        new("Contributors", Account("contributors"), total - (total / 10UL)),
                        new("Launch advisers", Account("advisers"), total / 10UL),
                    ],
                    Holders = [new("The operator", 1, total), new("Drops, not claimed yet", 1, total), new("First holders", 2, total * 2UL)],
                },
            ],
            Sites =
            [
                new() { Site = "names.example", Kind = "domain", Token = Token, Owner = Account("operator"), Status = "verified", Method = "DNS TXT record", Primary = true, ExpiresAt = Start.AddYears(1) },
                new() { Site = "product_456", Kind = "product", Token = Token, Owner = Account("operator"), Status = "claimed", Primary = true },
            ],
            Vesting = [Vesting()],
            Unlocks = [Unlocks(supply)],
            Drops = [Drop(rows, total, supply, spread, claimed, genesis)],
            Payouts = [Payout()],
            Vouchers = [Vouchers()],
            Programmes = [Programme()],
            Staking = [Staking()],
            Checks = [.. Checks(rows.Count, total)],
            Transactions = [.. Transactions()],
            Reproduce =
            [
                new("./bursar verify examples/sample/launch.yaml --network sample", "Derives everything again from the chain and the inputs, and compares."),
                new("./bursar tree build recipients.csv.gz --format sharded:2 --unit base --json", "Prints the root, the number of rows and their sum."),
            ],
        };
    }

    private static ReportDrop Drop(
        List<(Address Account, UInt256 Amount)> rows, UInt256 total, UInt256 supply, ReportDistribution spread, ReportClaim[] claimed, double[] genesis)
    {
        double held = claimed.Sum(static c => c.Amount.ToDouble());
        return new()
        {
            Name = "early-users",
            Address = Account("drop"),
            Token = Token,
            Root = Hash("root"),
            ListHash = Hash("list"),
            Format = "sharded, 2 nybbles",
            Rows = rows.Count,
            Total = total,
            Escrow = total - claimed.Aggregate(UInt256.Zero, static (sum, claim) => sum + claim.Amount),
            Starts = Start,
            Expires = Start.AddDays(180),
            Uri = "ipfs://bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi/recipients.csv.gz",
            Claims = claimed,
            Distribution = spread,
            Concentration =
            [
                TestSpread.State("At genesis", genesis),
                TestSpread.State("Now", [.. genesis[..2], supply.ToDouble() / 4 - held, .. claimed.Select(static c => c.Amount.ToDouble())]),
                TestSpread.State("When everybody has claimed", [.. genesis[..2], .. rows.Select(static r => r.Amount.ToDouble())]),
            ],
        };
    }

    private static IEnumerable<ReportClaim> Claims(List<(Address Account, UInt256 Amount)> rows, int count)
    {
        var random = new Random(20211108);
        for (int i = 0; i < count; i++)
        {
            (Address account, UInt256 amount) = rows[i * (rows.Count / count)];
            // Many come early, then fewer and fewer.
            double day = -12 * Math.Log(1 - (0.95 * random.NextDouble()));
            yield return new(
                (UInt256.One << 17) + (ulong)i, account, random.Next(10) == 0 ? Account($"new wallet {i}") : account, amount,
                18_900_500 + (ulong)(day * 7200), Start.AddSeconds(Math.Floor(day * 86400)), Hash($"claim {i}"));
        }
    }

    private static ReportPayout Payout()
    {
        UInt256[] amounts = [.. Enumerable.Range(1, 2000).Select(static i => Coins(25 + (i % 40 * 5) + (i % 250 == 0 ? 5000 : 0)))];
        UInt256[][] batches = [.. amounts.Chunk(400)];
        return new()
        {
            Name = "contributors",
            Token = Token,
            Payer = Account("operator"),
            Contract = Account("payout contract"),
            RunId = Hash("run"),
            ListHash = Hash("payout list"),
            Rows = amounts.Length,
            Total = amounts.Aggregate(UInt256.Zero, static (sum, a) => sum + a),
            PlannedBatches = batches.Length,
            Batches =
            [
                .. batches.Select(static (batch, i) => new ReportPayoutBatch(
                    i, batch.Length, i == 3 ? 1 : 0, batch.Skip(i == 3 ? 1 : 0).Aggregate(UInt256.Zero, static (sum, a) => sum + a), Hash($"payout {i}"),
                    18_900_800 + (ulong)i, 10_840_000 + ((ulong)i * 1713))),
            ],
            Failures = [new(3, 0, Account("refuses tokens"), batches[3][0])],
            Distribution = TestSpread.Of(amounts),
        };
    }

    private static ReportVouchers Vouchers()
    {
        ReportVoucherPayment Paid(int i, int? row, long coins) => new(
            Account("signer"), row is null ? (UInt256)(ulong)i : 40UL, row, Account($"invited {i}"), i == 2 ? Account("elsewhere") : Account($"invited {i}"), Coins(coins), 18_900_900 + (ulong)i,
            Start.AddHours(i), Hash(row is null ? $"voucher {i}" : "batch"));
        return new()
        {
            Name = "invites",
            Address = Account("vouchers"),
            Token = Token,
            Owner = Account("operator"),
            Total = Coins(1_000),
            Held = Coins(1_000 - 45 - 27),
            Expires = Start.AddYears(1),
            Signers = [new(Account("signer"), Coins(28), Coins(72), 10), new(Account("lost key"), UInt256.Zero, UInt256.Zero, 0)],
            Payments = [.. Enumerable.Range(1, 9).Select(i => Paid(i, null, i)), .. Enumerable.Range(0, 9).Select(i => Paid(10 + i, i, 3))],
            Revocations = [new(Account("signer"), 100UL, 50UL, Hash("revocation"))],
        };
    }

    private static ReportVesting Vesting() => new()
    {
        Name = "team, first holders of SNS",
        Source = "genesis",
        Token = Token,
        Vault = Account("vault"),
        Revoker = Account("operator"),
        Later = [Start.AddDays(70), Start.AddYears(2)],
        Schedules =
        [
            new(Hash("schedule 1"), "Ada", Account("ada"), true, Coins(400), Coins(100), Coins(40), Start, Start.AddYears(4), null, [Coins(110), Coins(200)]),
            new(Hash("schedule 2"), null, Account("bob"), true, Coins(30), Coins(30), Coins(30), Start, Start.AddYears(4), Start.AddDays(20), [Coins(30), Coins(30)]),
            new(Hash("schedule 3"), "Eva", Account("eva"), false, Coins(9), UInt256.Zero, UInt256.Zero, Start.AddYears(1), Start.AddYears(1), null, [UInt256.Zero, Coins(9)]),
        ],
    };

    private static ReportUnlocks Unlocks(UInt256 supply) => new()
    {
        Token = Token,
        Supply = supply,
        Dates = [new(Start.AddDays(40), Coins(130), Coins(309)), new(Start.AddYears(4), Coins(439), UInt256.Zero)],
        Curve = [new(Start, UInt256.Zero, Coins(439)), new(Start.AddYears(1), Coins(139), Coins(300)), new(Start.AddYears(4), Coins(439), UInt256.Zero)],
    };

    private static ReportProgramme Programme() => new()
    {
        Name = "rewards",
        Address = Account("programme"),
        Owner = Account("operator"),
        WindowSeconds = 172_800,
        Watchers = [Account("first watcher"), Account("second watcher")],
        Lists =
        [
            new(1UL, "former", Hash("list root 1"), Hash("list 1"), "ipfs://bafyone/list.csv", Start.AddDays(2), Start.AddDays(3), null, [new(Token, Coins(100))]),
            new(2UL, "stopped", Hash("list root 2"), Hash("list 2"), "", Start.AddDays(12), null, Account("second watcher"), [new(Token, Coins(900))]),
            new(3UL, "active", Hash("list root 3"), Hash("list 3"), "ipfs://bafythree/list.csv", Start.AddDays(22), Start.AddDays(22), null, [new(Account("unknown token"), 7UL), new(Token, Coins(250))]),
        ],
        Tokens = [new(Token, Coins(500), Coins(250), Coins(130), Coins(120), UInt256.Zero, Coins(370)), new(Account("unknown token"), 9UL, 7UL, 7UL, UInt256.Zero, UInt256.Zero, 2UL)],
        Claims =
        [
            new(Account("earner 1"), Token, Coins(100), 18_920_000, Start.AddDays(4), Hash("earned 1")), new(Account("earner 1"), Token, Coins(30), 18_990_000, Start.AddDays(23), Hash("earned 2")),
            new(Account("earner 2"), Account("unknown token"), 7UL, 18_990_001, Start.AddDays(23), Hash("earned 3")),
        ],
    };

    private static ReportStaking Staking() => new()
    {
        Name = "holders",
        Address = Account("staking"),
        Token = Token,
        Owner = Account("operator"),
        Staked = Coins(120),
        Cooling = Coins(5),
        Supply = Coins(1_000),
        Stakers = 2,
        CooldownSeconds = 604_800,
        Tiers = [new(0, 1, Coins(100)), new(7_776_000, 2, Coins(20))],
        Rewards =
        [
            new(Token, Coins(500), Coins(30), Coins(3), Coins(467), Coins(12), Coins(4), Coins(500), 31_536_000, Start.AddYears(1)),
            new(Account("unknown token"), 9UL, 2UL, UInt256.Zero, 7UL, 1UL, UInt256.Zero, 9UL, 3_600, Start.AddHours(1)),
        ],
        Stakes = [new(Account("staker 1"), 0, Coins(100), null, [Coins(11), 1UL]), new(Account("staker 2"), 1, Coins(20), Start.AddDays(90), [Coins(1), UInt256.Zero])],
        Events =
        [
            new("staked", Account("staker 1"), 0, Token, Coins(105), 18_920_000, Start.AddDays(4), Hash("stake 1")), new("staked", Account("staker 2"), 1, Token, Coins(20), 18_920_001, Start.AddDays(4), Hash("stake 2")),
            new("left", Account("staker 1"), 0, Token, Coins(5), 18_930_000, Start.AddDays(5), Hash("stake 3")), new("paid", Account("staker 1"), 0, Token, Coins(30), 18_930_001, Start.AddDays(5), Hash("stake 4")),
            new("went back", Account("operator"), null, Token, Coins(3), 18_930_002, Start.AddDays(5), Hash("stake 5")),
        ],
    };

    private static IEnumerable<ReportCheck> Checks(int rows, UInt256 total)
    {
        ReportCheck Same(string subject, string what, string value) => new(subject, what, value, value, true);
        yield return Same("token.SNS", "address from its parameters", Token.ToString());
        yield return Same("token.SNS", "code hash", Hash("code").ToString());
        yield return Same("token.SNS", "total supply", (total * 4UL).ToString());
        yield return Same("drop.early-users", "rows in the list", rows.ToString(CultureInfo.InvariantCulture));
        yield return Same("drop.early-users", "Merkle root", Hash("root").ToString());
        yield return Same("drop.early-users", "sum of the list", total.ToString());
        yield return new("drop.early-users", "escrow covers what is left", "at least what is unclaimed", "exactly what is unclaimed", true);
        yield return Same("payout.contributors", "batches used", "5");
        yield return Same("site.names.example", "verified owner", Account("operator").ToString());
    }

    private static IEnumerable<ReportTransaction> Transactions()
    {
        ReportTransaction Sent(int i, string step, string title, ulong gas) => new(
            step, title, Hash($"transaction {i}"), 18_900_000 + ((ulong)i * 3), gas, (UInt256)gas * 7_123_456_789UL, ReportTransactionState.Final);
        yield return Sent(1, "token.SNS/create", "Create the token Sample Name Service and give out its supply", 1_204_332);
        yield return Sent(2, "site.names.example/link", "Link names.example to SNS", 142_118);
        yield return Sent(3, "contracts/drop-factory", "Deploy the factory of drops", 1_654_252);
        yield return Sent(4, "tokens.wsc/approve-drops", "Let the factory of drops take the escrow", 46_372);
        yield return Sent(5, "drop.early-users/open", "Create, fund and open the drop", 1_198_582);
        yield return Sent(6, "payout.contributors/approve", "Let the payout take its total", 46_372);
        for (int i = 0; i < 5; i++)
            yield return Sent(7 + i, $"payout.contributors/batch-{i}", $"Pay batch {i} of contributors", 10_840_000 + ((ulong)i * 1713));
    }
}
