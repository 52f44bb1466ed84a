using System.Text.Json;
using Bursar.Chain.Tests.Accounts;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Chain.Tests.Cli;

/// <summary>NFTs of both standards from a launch file to <c>bursar report</c>.</summary>
public sealed class NftPayoutTests(CliChain chain) : IClassFixture<CliChain>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sends_nfts_once_and_verifies_and_reports_them()
    {
        Address singles = await CollectionAsync("SingleCollection", (100, 7));
        Address many = await CollectionAsync("ManyCollection", (5, 30), (6, 10));
        await ListAsync("singles.csv", Enumerable.Range(0, 7).Select(i => $"nft,{singles},{Recipient(i)},,{100 + i}"));
        await ListAsync("many.csv", Enumerable.Range(0, 4).Select(i => $"erc1155,{many},{Recipient(i)},{i + 1},{5 + (i % 2)}"));
        string launch = await LaunchAsync("badges", $$"""
            payouts:
              ones: { nft: "{{singles}}", standard: erc721, list: singles.csv, batch: 3 }
              lots: { nft: "{{many}}", standard: erc1155, list: many.csv, on-failure: skip }
            """);
        JsonElement plan = await chain.JsonAsync(0, "plan", launch);
        Assert.Equal(["contracts/payout", "payouts.ones/approve-all", "payouts.ones/batch-0", "payouts.ones/batch-1", "payouts.ones/batch-2", "payouts.lots/approve-all", "payouts.lots/batch-0"],
            plan.GetProperty("steps").EnumerateArray().Select(s => s.GetProperty("id").GetString()));
        await chain.ExpectAsync(0, "apply", Path.ChangeExtension(launch, ".plan.json"));
        Assert.Equal(Recipient(6), await chain.Client.CallAsync(singles, new Contracts.Nft.OwnerOfCall((UInt256)106UL), cancellationToken: Cancel));
        Assert.Equal((UInt256)4UL, await chain.Client.CallAsync(many, new Contracts.Nft.BalanceOfCall(Recipient(3), (UInt256)6UL), cancellationToken: Cancel));
        await chain.ExpectAsync(0, "verify", launch);
        await chain.ExpectAsync(0, "report", launch);
        Assert.Equal(0, (await chain.JsonAsync(0, "plan", launch)).GetProperty("steps").GetArrayLength());

        await ListAsync("singles.csv", Enumerable.Range(0, 7).Select(i => $"nft,{singles},{Recipient(i + 1)},,{100 + i}"));
        await chain.RefusedAsync(4, "plan.payout-changed", "plan", launch);
        Assert.Contains("rows of every sent batch", (await chain.ExpectAsync(4, "verify", launch)).Output, StringComparison.Ordinal);
        await ListAsync("coins.csv", [$",,{Recipient(1)},1,"]);
        await chain.RefusedAsync(4, "plan.payout-changed", "plan", await LaunchAsync("badges", "payouts:\n  ones: { token: native, list: coins.csv }"));
    }

    [Fact]
    public async Task Names_every_row_that_cannot_be_right_or_cannot_be_sent()
    {
        Address singles = await CollectionAsync("SingleCollection", (1, 3));
        Address other = await CollectionAsync("ManyCollection", (1, 3));
        await ListAsync("wrong.csv", [$"nft,{singles},{Recipient(1)},,1", $"nft,{singles},{Recipient(2)},,1", $"nft,{other},{Recipient(3)},,2", $"nft,{singles},{Recipient(3)},,"]);
        string launch = await LaunchAsync("wrong", $$"""
            payouts:
              ones: { nft: "{{singles}}", standard: erc721, list: wrong.csv }
            """);
        await chain.RefusedAsync(3, "list.empty-id", "plan", launch);
        await ListAsync("wrong.csv", [$"nft,{singles},{Recipient(1)},,1", $"nft,{singles},{Recipient(2)},,1", $"nft,{other},{Recipient(3)},,2"]);
        CliResult both = await chain.ExpectAsync(3, "plan", launch);
        Assert.Contains("list.duplicate-id", both.Error, StringComparison.Ordinal);
        Assert.Contains("list.other-token", both.Error, StringComparison.Ordinal);

        // Nobody minted 9, and a contract without onERC721Received takes none.
        await ListAsync("wrong.csv", [$"nft,{singles},{Recipient(1)},,1", $"nft,{singles},{Recipient(2)},,9", $"nft,{singles},{singles},,2"]);
        CliResult refused = await chain.ExpectAsync(4, "plan", launch);
        Assert.Contains("wrong.csv:3", refused.Error, StringComparison.Ordinal);
        Assert.Contains("wrong.csv:4", refused.Error, StringComparison.Ordinal);
        Assert.Contains("token.nft-refused", refused.Error, StringComparison.Ordinal);
        string skipping = await LaunchAsync("skipping", $$"""
            payouts:
              ones: { nft: "{{singles}}", standard: erc721, list: wrong.csv, on-failure: skip }
            """);
        Assert.Contains("2 of 3 NFTs", (await chain.JsonAsync(0, "plan", skipping)).GetProperty("warnings").GetRawText(), StringComparison.Ordinal);
        await chain.ExpectAsync(0, "apply", Path.ChangeExtension(skipping, ".plan.json"));
        Assert.Contains("NFTs that could not be sent", (await chain.ExpectAsync(4, "verify", skipping)).Output, StringComparison.Ordinal);

        await ListAsync("wrong.csv", [$"erc1155,{other},{Recipient(1)},2,1", $"erc1155,{other},{Recipient(2)},2,1"]);
        await chain.RefusedAsync(4, "plan.insufficient-tokens", "plan", await LaunchAsync("poor", $$"""
            payouts:
              lots: { nft: "{{other}}", standard: erc1155, list: wrong.csv }
            """));
        await chain.RefusedAsync(4, "plan.not-a-collection", "plan", await LaunchAsync("kind", $$"""
            payouts:
              lots: { nft: "{{await chain.TokenAsync("TOK")}}", standard: erc1155, list: kind.csv }
            """, "kind.csv"));
    }

    private static Address Recipient(int number) => Address.Parse($"0x{0xba5e0000000 + number:x40}");

    private async Task<Address> CollectionAsync(string name, params (ulong First, ulong Count)[] minted)
    {
        Address collection = await chain.DeployAsync(chain.Signer(0), (await TestContracts.CompileFilesAsync("test/mocks/Collections.sol"))[name]);
        foreach ((ulong first, ulong count) in minted)
            Assert.True((await chain.SendAsync(chain.Signer(0), collection, TestContracts.Call("mint(uint256,uint256)", Word(first), Word(count)))).Status);
        return collection;
    }

    private static Hash32 Word(ulong value) => new(((UInt256)value).ToBigEndian());

    private async Task ListAsync(string file, IEnumerable<string> rows) =>
        await File.WriteAllLinesAsync(Path.Combine(chain.Folder, file), rows.Prepend("token_type,token_address,receiver,amount,id"), Cancel);

    private async Task<string> LaunchAsync(string name, string resources, string? list = null)
    {
        if (list is not null)
            await ListAsync(list, [$"erc1155,{Address.Parse(resources.Split('"')[1])},{Recipient(1)},2,1"]);
        string launch = Path.Combine(chain.Folder, $"{name}.yaml");
        await File.WriteAllTextAsync(launch, $"""
            bursar: 1
            name: {name}
            network: local
            operator: "{CliChain.Account(0)}"
            {resources}

            """, Cancel);
        return launch;
    }
}
