using System.Text.Json;
using System.Text.Json.Nodes;
using Bursar.App.LocalChain;
using Bursar.Chain.Tests.Accounts;
using Bursar.Evm.Crypto;
using Bursar.Evm.Eip712;
using Bursar.Evm.Primitives;
using Bursar.Evm.Signing;
using Bursar.Tests.Shared;
using Xunit;

namespace Bursar.Chain.Tests.Cli;

/// <summary>Approvers whose wallets Bursar does not reach, contracts among them; tokens under limits; allowed recipients.</summary>
public sealed class ApproverKindTests(CliChain chain) : IClassFixture<CliChain>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_contract_wallet_approves_by_a_signature_that_its_code_takes()
    {
        IReadOnlyDictionary<string, byte[]> code = await TestContracts.CompileAsync("Accounts.sol");
        using PrivateKeySigner owner = LocalAccounts.Signer(3);
        Address wallet = await chain.DeployAsync(chain.Signer(0), [.. code["OwnedAccount"], .. TestContracts.Word(owner.Address).Span]);
        string plan = await PlanAsync("wallet", 4, $$"""
            bursar-policy: 1
            name: a wallet
            approvers: { desk: "{{wallet}}", bob: "{{CliChain.Account(2)}}" }
            rules: [{ approvals: 1, of: [desk] }]
            """, "native", 1);
        string words = Path.Combine(Path.GetDirectoryName(plan)!, "words.json");
        await chain.ExpectAsync(0, "approve", plan, "--from", "desk", "--document", words);
        TypedData document = TypedData.Parse(await File.ReadAllTextAsync(words, Cancel));
        Assert.Contains("pay: 1 ETH (the chain's coin) to 1 recipient", document.Json, StringComparison.Ordinal);

        JsonElement judged = NodeOracle.Ok((await NodeOracle.AskAsync([new JsonObject { ["op"] = "typed.hash", ["document"] = JsonNode.Parse(document.Json) }]))[0], "words");
        Assert.Equal(document.Hash.SigningHash.ToString(), judged.GetProperty("viem").GetString());
        Assert.Equal(document.Hash.SigningHash.ToString(), judged.GetProperty("ethers").GetString());

        using PrivateKeySigner stranger = LocalAccounts.Signer(5);
        Signature wrong = await stranger.SignTypedDataAsync(document.Hash, Cancel);
        await chain.ExpectAsync(0, "approve", plan, "--from", "desk", "--document", words, "--signature", Hex.Encode(wrong.ToBytes()));
        await chain.RefusedAsync(4, "approval.missing", "apply", plan);
        Signature right = await owner.SignTypedDataAsync(document.Hash, Cancel);
        await chain.ExpectAsync(0, "approve", plan, "--from", "desk", "--document", words, "--signature", Hex.Encode(right.ToBytes()));
        Assert.True((await chain.JsonAsync(0, "approve", plan, "--show")).GetProperty("allowed").GetBoolean());
        await chain.ExpectAsync(0, "apply", plan);
        Assert.Equal(UInt256.PowerOfTen(18), await chain.Client.GetBalanceAsync(Recipient("wallet"), cancellationToken: Cancel));
    }

    [Fact]
    public async Task A_limit_of_a_token_counts_transfers_of_other_programs()
    {
        string token = await chain.TokenAsync("LIM");
        string policy = $$"""
            bursar-policy: 1
            name: limited
            approvers: { alice: "{{CliChain.Account(1)}}" }
            tokens: { coin: { address: "{{token}}", decimals: 18 } }
            rules: [{ approvals: 0 }]
            limits: [{ token: coin, per-day: 10 }]
            """;
        await chain.ExpectAsync(0, "token", "transfer", token, "local:6", "7");
        string plan = await PlanAsync("limited", 0, policy, token, 4);
        await chain.RefusedAsync(4, "approval.over-limit", "apply", plan);
        plan = await PlanAsync("limited-less", 0, policy, token, 3);
        await chain.ExpectAsync(0, "apply", plan);
        await chain.ExpectAsync(0, "apply", plan);
    }

    [Fact]
    public async Task Only_listed_recipients_get_something_and_the_list_is_bound_by_its_hash()
    {
        string list = $"address,who\n{Recipient("listed")},a partner\n";
        string Policy(Hash32 hash) => $$"""
            bursar-policy: 1
            name: partners
            approvers: { alice: "{{CliChain.Account(1)}}" }
            rules: [{ approvals: 0 }]
            recipients: [{ list: partners.csv, hash: "{{hash}}" }]
            """;
        string folder = Path.Combine(chain.Folder, "listed");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "partners.csv"), list, Cancel);
        Hash32 hash = Keccak256.Hash(System.Text.Encoding.UTF8.GetBytes(list));
        string plan = await PlanAsync("listed", 7, Policy(hash), "native", 1);
        await chain.ExpectAsync(0, "apply", plan);

        await File.WriteAllTextAsync(Path.Combine(folder, "partners.csv"), list + $"{CliChain.Account(9)},a thief\n", Cancel);
        await chain.RefusedAsync(4, "policy.list-changed", "apply", plan);
        await File.WriteAllTextAsync(Path.Combine(folder, "partners.csv"), "address\n0x00000000000000000000000000000000000a11ce\n", Cancel);
        await File.WriteAllTextAsync(Path.Combine(folder, "policy.yaml"), Policy(Keccak256.Hash("address\n0x00000000000000000000000000000000000a11ce\n"u8)), Cancel);
        await chain.RefusedAsync(4, "apply.policy-changed", "apply", plan);
        string launch = Path.Combine(folder, "launch.yaml");
        await File.WriteAllTextAsync(launch, (await File.ReadAllTextAsync(launch, Cancel)).Replace("name: listed", "name: listed-again", StringComparison.Ordinal), Cancel);
        await chain.ExpectAsync(0, "plan", launch);
        await chain.RefusedAsync(4, "approval.recipient", "apply", plan);
    }

    private async Task<string> PlanAsync(string name, int from, string policy, string token, int amount)
    {
        string folder = Path.Combine(chain.Folder, name);
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "policy.yaml"), policy, Cancel);
        await File.WriteAllTextAsync(Path.Combine(folder, "people.csv"), $"address,amount\n{Recipient(name)},{amount}\n", Cancel);
        string tokens = token == "native" ? "" : $"tokens: {{ coin: {{ address: \"{token}\", decimals: 18 }} }}\n";
        string launch = Path.Combine(folder, "launch.yaml");
        await File.WriteAllTextAsync(launch, $"""
            bursar: 1
            name: {name}
            network: local
            operator: "{CliChain.Account(from)}"
            policy: policy.yaml
            {tokens}payouts:
              team: {"{"} token: {(token == "native" ? token : "coin")}, list: people.csv {"}"}

            """.ReplaceLineEndings("\n"), Cancel);
        await chain.ExpectAsync(0, "plan", launch);
        return Path.Combine(folder, "launch.plan.json");
    }

    private static Address Recipient(string name) => new(Keccak256.Hash(System.Text.Encoding.UTF8.GetBytes(name)).Span[12..]);
}
