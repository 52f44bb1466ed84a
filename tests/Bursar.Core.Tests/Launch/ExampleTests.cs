using System.IO.Compression;
using System.Text;
using Bursar.Core.Faults;
using Bursar.Core.Launch;
using Bursar.Core.Lists;
using Bursar.Core.Networks;
using Bursar.Core.Trees;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Core.Tests.Launch;

public sealed class ExampleTests
{
    private static string Folder(string example) => Path.Combine(TestFiles.Root, "examples", example);

    [Fact]
    public void The_example_files_can_be_read()
    {
        string[] files = Directory.GetFiles(Path.Combine(TestFiles.Root, "examples"), "launch.yaml", SearchOption.AllDirectories);
        Assert.True(files.Length >= 2);
        foreach (string file in files)
        {
            Core.Launch.Launch launch = Read(file);
            Assert.True(NetworkCatalog.BuiltIn.Find(launch.Network).IsOk);
            foreach (ListSpec list in launch.Drops.Select(d => d.List).Concat(launch.Payouts.Select(p => p.List)))
                Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(file)!, list.Path)), $"{file} names {list.Path}");
        }
    }

    [Fact]
    public void The_operator_of_the_examples_is_the_first_account_of_the_local_chain()
    {
        using var key = PrivateKey.FromBytes(Keccak256.Hash("bursar local account 0"u8).Span);
        Assert.All(new[] { "ens-2021", "first-token" }, e => Assert.Equal(key.Address, Read(Path.Combine(Folder(e), "launch.yaml")).Operator));
    }

    [Fact]
    public void The_ENS_example_is_the_real_airdrop()
    {
        Core.Launch.Launch launch = Read(Path.Combine(Folder("ens-2021"), "launch.yaml"));
        DropSpec drop = Assert.Single(launch.Drops);
        RecipientList list = ReadList("ens-2021", drop.List, drop.Token);
        Assert.Equal((137_689, "25000000000000001930530982"), (list.Count, list.Total.ToString()));
        Assert.Equal(TreeKind.Sharded(2), drop.Format);
        Assert.Equal("0xaca22207fc31a4c3ecd6ab11ce2df3db64b8afeba4f31db2b9aeb76f1dada659", MerkleTree.Build(drop.Format, list.Rows, TestContext.Current.CancellationToken).Value.Root.ToString());

        RecipientList contributors = ReadList("ens-2021", launch.Payouts[0].List, launch.Payouts[0].Token);
        Assert.Equal((2_000, "20000000000000000000000"), (contributors.Count, contributors.Total.ToString()));
        CreatedTokenSpec ens = Assert.IsType<CreatedTokenSpec>(launch.Tokens[0]);
        Assert.True(ens.Genesis.Rows.Single(r => r.To == launch.Operator).Amount.BaseUnits >= list.Total + contributors.Total + Assert.Single(launch.Vouchers).Total.BaseUnits);

        CreatedTokenSpec voters = Assert.IsType<CreatedTokenSpec>(launch.Tokens[1]);
        RecipientList first = ReadList("ens-2021", voters.Genesis.List!, voters);
        Assert.Equal((10_000, voters.Supply.BaseUnits), (first.Count, first.Total));
    }

    [Fact]
    public void The_contributors_are_those_of_the_largest_rows()
    {
        string expected = "address,amount\n" + string.Concat(Largest(2_000).Select(r => $"{r.Account},10\n"));
        Assert.Equal(expected, File.ReadAllText(Path.Combine(Folder("ens-2021"), "contributors.csv")));
    }

    [Fact]
    public void The_voters_are_the_largest_rows()
    {
        string expected = "account,amount\n" + string.Concat(Largest(10_000).Select(r => $"{r.Account.ToLowerHex()},{r.Amount}\n"));
        Assert.Equal(expected, Unzip("voters.csv.gz"));
    }

    [Fact]
    public void The_first_token_distributes_what_its_operator_has()
    {
        Core.Launch.Launch launch = Read(Path.Combine(Folder("first-token"), "launch.yaml"));
        RecipientList list = ReadList("first-token", launch.Drops[0].List, launch.Drops[0].Token);
        Assert.Equal((10, "3566750000000000000001"), (list.Count, list.Total.ToString()));
        Assert.Equal(["website_123.com", "product_456"], launch.Sites.Select(s => s.Site.Text));
    }

    [Fact]
    public void The_template_of_init_can_be_read()
    {
        var sender = Address.Parse(LaunchText.Operator);
        Core.Launch.Launch launch = LaunchReader.Read(LaunchTemplate.LaunchFile("my-launch", "local", sender, new DateOnly(2026, 12, 1)), "launch.yaml").Value;
        Assert.Equal(("my-launch", "local", sender), (launch.Name, launch.Network, launch.Operator));
        DropSpec drop = Assert.Single(launch.Drops);
        Assert.Equal(new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero), drop.Starts);
        Assert.Equal(LaunchTemplate.ListName, drop.List.Path);
        using var list = new MemoryStream(Encoding.UTF8.GetBytes(LaunchTemplate.List()));
        RecipientList people = RecipientListReader.Read(list, new ListReadOptions { FileName = LaunchTemplate.ListName, Decimals = drop.Token.Decimals }, TestContext.Current.CancellationToken).Value;
        Assert.Equal((4, "487.75"), (people.Count, new Amount(people.Total, 18).ToString()));
        Assert.Throws<ArgumentException>(() => LaunchTemplate.LaunchFile("My Launch", "local", sender, default));
        Assert.Throws<ArgumentException>(() => LaunchTemplate.LaunchFile("a", "local\nx: y", sender, default));
    }

    private static Core.Launch.Launch Read(string file)
    {
        Result<Core.Launch.Launch> result = LaunchReader.Read(File.ReadAllBytes(file), file);
        Assert.True(result.IsOk, string.Join('\n', result.Faults));
        return result.Value;
    }

    private static RecipientList ReadList(string example, ListSpec list, TokenSpec token)
    {
        using FileStream stream = File.OpenRead(Path.Combine(Folder(example), list.Path));
        byte? decimals = list.Unit == ListUnit.Tokens ? token.Decimals : null;
        return RecipientListReader.Read(stream, new ListReadOptions { FileName = list.Path, Decimals = decimals, Allow = list.Allow }, TestContext.Current.CancellationToken).Value;
    }

    private static IEnumerable<(Address Account, UInt256 Amount)> Largest(int count) => Unzip("recipients.csv.gz")
        .Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Trim().Split(','))
        .Select(cells => (Account: Address.Parse(cells[0]), Amount: UInt256.Parse(cells[1])))
        .OrderByDescending(r => r.Amount).ThenBy(r => r.Account).Take(count);

    private static string Unzip(string file)
    {
        using var gzip = new GZipStream(File.OpenRead(Path.Combine(Folder("ens-2021"), file)), CompressionMode.Decompress);
        using var reader = new StreamReader(gzip);
        return reader.ReadToEnd();
    }
}
