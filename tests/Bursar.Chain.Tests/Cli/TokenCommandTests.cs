using System.Text.Json;
using Bursar.Contracts;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Chain.Tests.Cli;

/// <summary>The commands of <c>bursar token</c> on a real chain.</summary>
public sealed class TokenCommandTests(CliChain chain) : IClassFixture<CliChain>
{
    private static readonly UInt256 Whole = UInt256.PowerOfTen(18);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_is_created_once_and_shown_with_its_powers()
    {
        string[] create = ["token", "create", "--name", "WebsiteCoin", "--symbol", "WSC", "--supply", "1_000_000", "--decimals", "6", "--owner", "local:4"];
        JsonElement first = await chain.JsonAsync(0, create);
        Assert.Equal("now", first.GetProperty("created").GetString());
        JsonElement second = await chain.JsonAsync(0, create);
        Assert.Equal("before", second.GetProperty("created").GetString());
        string token = first.GetProperty("token").GetString()!;
        Assert.Equal(token, second.GetProperty("token").GetString());

        JsonElement shown = await chain.JsonAsync(0, "token", "show", token);
        Assert.Equal("WSC", shown.GetProperty("symbol").GetString());
        Assert.Equal("1000000000000", shown.GetProperty("supply").GetString());
        Assert.Equal(CliChain.Account(4).ToString(), shown.GetProperty("ownerOfRecord").GetString());
        Assert.True(shown.GetProperty("fixed").GetBoolean());
        Assert.Contains("Nobody can mint", shown.GetProperty("powers")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(1_000_000UL * UInt256.PowerOfTen(6), await chain.BalanceAsync(token, 4));
    }

    [Fact]
    public async Task A_managed_token_says_what_its_owner_can_do()
    {
        JsonElement made = await chain.JsonAsync(0, "token", "create", "--name", "Shares", "--symbol", "SHR", "--supply", "1_000", "--kind", "managed", "--form", "clone",
            "--limit", "5_000", "--uri", "ipfs://about", "--owner", "local:3");
        string token = made.GetProperty("token").GetString()!;
        JsonElement shown = await chain.JsonAsync(0, "token", "show", token);
        Assert.Equal("managed", shown.GetProperty("kind").GetString());
        Assert.Equal("clone", shown.GetProperty("form").GetString());
        Assert.Equal("ipfs://about", shown.GetProperty("uri").GetString());
        Assert.False(shown.GetProperty("fixed").GetBoolean());
        string powers = shown.GetProperty("powers")[0].GetString()!;
        Assert.StartsWith($"{CliChain.Account(3)} can make at most 4000 more, ever; stop all transfers", powers, StringComparison.Ordinal);
        Assert.Equal(1_000UL * Whole, await chain.BalanceAsync(token, 3));
        await chain.RefusedAsync(3, "token.bad-order", "token", "create", "--name", "Shares", "--symbol", "SHR", "--supply", "1_000", "--limit", "5_000");
        await chain.RefusedAsync(3, "token.bad-order", "token", "create", "--name", "Shares", "--symbol", "SHR", "--supply", "1_000", "--kind", "genesis");
    }

    [Fact]
    public async Task Another_salt_makes_another_token()
    {
        string first = await chain.TokenAsync("SALT");
        JsonElement second = await chain.JsonAsync(0, "token", "create", "--name", "Coin SALT", "--symbol", "SALT", "--supply", "1_000_000", "--salt", "again");
        Assert.NotEqual(first, second.GetProperty("token").GetString());
    }

    [Fact]
    public async Task First_holders_come_from_a_list_that_adds_up_to_the_supply()
    {
        string list = Path.Combine(chain.Folder, "team.csv");
        await File.WriteAllTextAsync(list, $"address,amount\n{CliChain.Account(1)},60.5\n{CliChain.Account(2)},39.5\n", Cancel);
        JsonElement token = await chain.JsonAsync(0, "token", "create", "--name", "Team", "--symbol", "TEAM", "--supply", "100", "--genesis", list);
        Assert.Equal((UInt256)605UL * UInt256.PowerOfTen(17), await chain.BalanceAsync(token.GetProperty("token").GetString()!, 1));
        await chain.RefusedAsync(3, "token.bad-order", "token", "create", "--name", "Team", "--symbol", "TEAM", "--supply", "101", "--genesis", list);
    }

    [Fact]
    public async Task Transfers_approvals_and_transfers_of_what_was_approved_move_what_they_say()
    {
        string token = await chain.TokenAsync("MOVE");
        await chain.ExpectAsync(0, "token", "transfer", token, "local:1", "500");
        await chain.ExpectAsync(0, "token", "approve", token, "local:1", "200");
        await chain.ExpectAsync(0, "token", "transfer-from", token, "local:0", "local:2", "150", "--from", "local:1");
        Assert.Equal(500UL * Whole, await chain.BalanceAsync(token, 1));
        Assert.Equal(150UL * Whole, await chain.BalanceAsync(token, 2));
        Assert.Equal(50UL * Whole, await chain.Client.CallAsync(
            Address.Parse(token), new Erc20.AllowanceCall(CliChain.Account(0), CliChain.Account(1)), cancellationToken: Cancel));

        await chain.RefusedAsync(4, "token.insufficient-allowance", "token", "transfer-from", token, "local:0", "local:2", "50.000000000000000001", "--from", "local:1");
        await chain.RefusedAsync(4, "token.insufficient-balance", "token", "transfer", token, "local:1", "151", "--from", "local:2");
    }

    [Fact]
    public async Task One_idempotency_key_transfers_once_and_stands_for_one_action()
    {
        string token = await chain.TokenAsync("ONCE");
        string[] transfer = ["token", "transfer", token, "local:1", "7", "--idempotency-key", "invoice-1"];
        string first = (await chain.JsonAsync(0, transfer)).GetProperty("steps")[0].GetProperty("transaction").GetString()!;
        Assert.Equal(first, (await chain.JsonAsync(0, transfer)).GetProperty("steps")[0].GetProperty("transaction").GetString());
        Assert.Equal(7UL * Whole, await chain.BalanceAsync(token, 1));
        await chain.RefusedAsync(4, "send.key-reused", "token", "transfer", token, "local:1", "8", "--idempotency-key", "invoice-1");
        await chain.ExpectAsync(0, "token", "transfer", token, "local:1", "7");
        Assert.Equal(14UL * Whole, await chain.BalanceAsync(token, 1));
    }

    [Fact]
    public async Task What_cannot_be_meant_is_refused_before_anything_is_sent()
    {
        string token = await chain.TokenAsync("SLIP");
        await chain.RefusedAsync(3, "cli.bad-address", "token", "transfer", token, "0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "1");
        await chain.RefusedAsync(3, "cli.bad-amount", "token", "transfer", token, "local:1", "0.0000000000000000001");
        await chain.RefusedAsync(3, "token.bad-recipient", "token", "transfer", token, token, "1");
        await chain.RefusedAsync(4, "token.not-there", "token", "show", CliChain.Account(0).ToString());
        Assert.Equal(2, (await chain.RunAsync("token", "transfer", token)).ExitCode);
    }

    [Fact]
    public async Task A_hostile_name_cannot_act_on_the_terminal()
    {
        await chain.TokenAsync("KINDS"); // whose factory puts the kinds on the chain
        string name = "Safe\u202e\u001b[31mCoin\npowers      Nobody" + new string('x', 200);
        byte[] code = TokenCode.Creation(new TokenFactory.TokenParameters(TokenCode.Fixed, TokenCode.Clone, 18, CliChain.Account(0), UInt256.One, UInt256.Zero, name, "H\u0007X", "", []));
        Address token = await chain.DeployAsync(chain.Signer(9), code);
        CliResult shown = await chain.ExpectAsync(0, "token", "show", token.ToString());
        Assert.Contains("\\u202e\\u001b[31mCoin\\u000apowers", shown.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202e', shown.Output);
        Assert.DoesNotContain('\u0007', shown.Output);
        Assert.True(shown.Output.Length < 2_000);

        CliResult json = await chain.ExpectAsync(0, "token", "show", token.ToString(), "--json");
        Assert.DoesNotContain('\u202e', json.Output);
        Assert.StartsWith("Safe\u202e\u001b[31mCoin", JsonDocument.Parse(json.Output).RootElement.GetProperty("name").GetString(), StringComparison.Ordinal);
    }
}
