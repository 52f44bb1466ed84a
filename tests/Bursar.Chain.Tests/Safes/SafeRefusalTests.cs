using System.Text.Json;
using System.Text.Json.Nodes;
using Bursar.App.LocalChain;
using Bursar.Chain.Tests.Cli;
using Bursar.Contracts;
using Bursar.Core.Safes;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Chain.Tests.Safes;

/// <summary>Whatever is wrong with a proposal, its signatures or the Safe is said by name, and nothing moves.</summary>
public sealed class SafeRefusalTests(CliChain chain) : IClassFixture<CliChain>
{
    private static readonly Address First = Address.Parse("0x0000000000000000000000000000000000000001");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Signatures_of_too_few_of_strangers_or_of_something_else_move_nothing()
    {
        SafeTrial trial = await SafeTrial.ProposedAsync(chain, "signatures", 20, 20);
        await chain.RefusedAsync(4, "safe.not-an-owner", "safe", "sign", trial.Proposal, "--from", "local:5");
        await trial.SignAsync(1);
        await trial.SignAsync(2);
        await chain.RefusedAsync(4, "safe.too-few-signatures", "safe", "execute", trial.Proposal, "--with", trial.FileOf(1));
        await chain.RefusedAsync(4, "safe.too-few-signatures", "safe", "execute", trial.Proposal, "--with", trial.FileOf(1), trial.FileOf(1));

        // Another owner's name over a signature that is not his; a signature that was changed; one of another chain, another Safe, another number.
        await RefusedAsync(trial, "safe.signature-wrong", file => Signature(file)["owner"] = CliChain.Account(3).ToString());
        await RefusedAsync(trial, "safe.signature-wrong", file => Signature(file)["signature"] = Flip(Signature(file)["signature"]!.GetValue<string>()));
        await RefusedAsync(trial, "safe.signature-wrong", file => file["chainId"] = "1");
        await RefusedAsync(trial, "safe.signature-wrong", file => file["safe"] = CliChain.Account(4).ToString());
        await RefusedAsync(trial, "safe.signature-wrong", file => Signature(file)["safeTxHash"] = Hash32.Zero.ToString());
        await RefusedAsync(trial, "safe.signature-malformed", file => file.Remove("signatures"));

        // The same plan under another number: those signatures are no good for it, and its number is not the next.
        string later = Path.Combine(chain.Folder, "later.safe.json");
        await chain.ExpectAsync(0, "safe", "propose", trial.Plan, "--nonce", "5", "--out", later);
        await chain.RefusedAsync(4, "safe.signature-wrong", "safe", "execute", later, "--with", trial.FileOf(1), trial.FileOf(2));
        await chain.ExpectAsync(0, "safe", "sign", later, "--from", "local:1");
        await chain.ExpectAsync(0, "safe", "sign", later, "--from", "local:2");
        await chain.RefusedAsync(4, "safe.nonce-gap", "safe", "execute", later);
        Assert.True(await trial.NothingMovedAsync());
    }

    [Fact]
    public async Task Packed_signatures_are_taken_in_their_order_only()
    {
        SafeTrial trial = await SafeTrial.PlannedAsync(chain, "packed", 5, 5);
        // One transaction: all contracts that it needs are there already.
        SafeTrial before = await SafeTrial.ProposedAsync(chain, "packed-before", 1, 1);
        await before.SignAsync(1);
        await before.SignAsync(2);
        await chain.ExpectAsync(0, "safe", "execute", before.Proposal);
        await chain.ExpectAsync(0, "plan", trial.Launch);
        JsonElement proposed = await chain.JsonAsync(0, "safe", "propose", trial.Plan);
        Assert.Equal(1, proposed.GetProperty("transactions").GetArrayLength());
        await trial.SignAsync(1);
        await trial.SignAsync(3);
        string[] parts = [.. (from owner in (int[])[1, 3] orderby CliChain.Account(owner) select JsonNode.Parse(File.ReadAllText(trial.FileOf(owner)))!["signatures"]![0]!["signature"]!.GetValue<string>()[2..])];
        string file = Path.Combine(chain.Folder, "packed.hex");
        await File.WriteAllTextAsync(file, $"0x{parts[1]}{parts[0]}\n", Cancel);
        await chain.RefusedAsync(4, "safe.signature-order", "safe", "execute", trial.Proposal, "--with", file);
        await File.WriteAllTextAsync(file, $"0x{parts[0]}{parts[0]}\n", Cancel);
        await chain.RefusedAsync(4, "safe.signature-order", "safe", "execute", trial.Proposal, "--with", file);
        await File.WriteAllTextAsync(file, $"0x{parts[0]}{parts[1][..40]}\n", Cancel);
        await chain.RefusedAsync(3, "safe.signature-malformed", "safe", "execute", trial.Proposal, "--with", file);
        Assert.True(await trial.NothingMovedAsync());
        await File.WriteAllTextAsync(file, $"0x{parts[0]}{parts[1]}\n", Cancel);
        await chain.ExpectAsync(0, "safe", "execute", trial.Proposal, "--with", file);
        await trial.PaidExactlyAsync(5);
    }

    [Fact]
    public async Task A_changed_proposal_is_neither_signed_nor_executed()
    {
        SafeTrial trial = await SafeTrial.ProposedAsync(chain, "tampered", 20, 20);
        await trial.SignAsync(1);
        await trial.SignAsync(2);
        string whole = await File.ReadAllTextAsync(trial.Proposal, Cancel);
        string stranger = CliChain.Account(6).ToString();
        Action<JsonObject>[] changes =
        [
            root => Last(root)["to"] = stranger,
            root => Last(root)["data"] = Flip(Last(root)["data"]!.GetValue<string>()),
            root => Last(root)["value"] = "1",
            root => Last(root)["operation"] = 1 - Last(root)["operation"]!.GetValue<int>(),
            root => root["safe"] = stranger,
            root => root["planHash"] = Hash32.Zero.ToString(),
            root => Last(root)["steps"]!.AsArray().RemoveAt(0),
        ];
        foreach (Action<JsonObject> change in changes)
        {
            // Once as it is, once with a hash that fits what was made of it.
            foreach (bool careful in (bool[])[false, true])
            {
                await File.WriteAllTextAsync(trial.Proposal, whole, Cancel);
                SafeTrial.Change(trial.Proposal, root =>
                {
                    change(root);
                    if (careful)
                        Rehash(root);
                });
                await chain.RefusedAsync(4, "safe.tampered", "safe", "sign", trial.Proposal, "--from", "local:3");
                await chain.RefusedAsync(4, "safe.tampered", "safe", "execute", trial.Proposal);
            }
        }

        Assert.False(File.Exists(trial.FileOf(3)));
        await File.WriteAllTextAsync(trial.Proposal, whole, Cancel);
        // The plan itself, and the list behind it.
        string plan = await File.ReadAllTextAsync(trial.Plan, Cancel);
        await File.WriteAllTextAsync(trial.Plan, plan.Replace("batch-0", "batch-9", StringComparison.Ordinal), Cancel);
        await chain.RefusedAsync(3, "plan.hash-mismatch", "safe", "sign", trial.Proposal, "--from", "local:3");
        await File.WriteAllTextAsync(trial.Plan, plan, Cancel);
        string list = Path.ChangeExtension(trial.Launch, ".csv");
        string rows = await File.ReadAllTextAsync(list, Cancel);
        await File.WriteAllTextAsync(list, rows.Replace(",1.5", ",2.5", StringComparison.Ordinal), Cancel);
        await chain.RefusedAsync(4, "safe.plan-moved", "safe", "sign", trial.Proposal, "--from", "local:3");
        await chain.RefusedAsync(4, "apply.list-changed", "safe", "execute", trial.Proposal);
        Assert.True(await trial.NothingMovedAsync());
    }

    [Fact]
    public async Task An_owner_removed_in_between_no_longer_counts_and_a_number_used_for_something_else_voids_the_proposal()
    {
        SafeTrial trial = await SafeTrial.ProposedAsync(chain, "removed", 20, 20);
        // The proposal begins behind the removal.
        await chain.ExpectAsync(0, "safe", "propose", trial.Plan, "--nonce", "1");
        await trial.SignAsync(1);
        await trial.SignAsync(2);
        string later = await File.ReadAllTextAsync(trial.Proposal, Cancel);
        IReadOnlyList<Address> owners = await chain.Client.CallAsync(trial.Safe, new SafeAccount.GetOwnersCall(), cancellationToken: Cancel);
        Address gone = CliChain.Account(2);
        int at = owners.ToList().IndexOf(gone);
        await trial.CallItselfAsync(trial.Safe, new SafeAccount.RemoveOwnerCall(at == 0 ? First : owners[at - 1], gone, 2UL).Encode());
        CliResult refused = await chain.ExpectAsync(4, "safe", "execute", trial.Proposal);
        Assert.Contains("safe.not-an-owner", refused.Error, StringComparison.Ordinal);
        Assert.Contains("safe.too-few-signatures", refused.Error, StringComparison.Ordinal);
        await chain.RefusedAsync(4, "safe.not-an-owner", "safe", "sign", trial.Proposal, "--from", "local:2");

        // Somebody uses number 1 for something else.
        await trial.CallItselfAsync(CliChain.Account(0), []);
        await trial.SignOfflineAsync(3);
        await chain.RefusedAsync(4, "safe.nonce-taken", "safe", "execute", trial.Proposal);
        await chain.RefusedAsync(4, "safe.nonce-taken", "safe", "sign", trial.Proposal, "--from", "local:3");
        Assert.Equal(later, await File.ReadAllTextAsync(trial.Proposal, Cancel));
        Assert.True(await trial.NothingMovedAsync());
    }

    [Fact]
    public async Task A_module_or_a_guard_stops_everything_until_it_is_accepted_by_its_address()
    {
        SafeTrial trial = await SafeTrial.ProposedAsync(chain, "module", 20, 20);
        await trial.SignAsync(1);
        Address module = SafeRelease.V150.MultiSend.Address;
        await trial.CallItselfAsync(trial.Safe, new SafeAccount.EnableModuleCall(module).Encode());
        CliResult shown = await chain.ExpectAsync(0, "safe", "show", trial.Safe.ToString());
        Assert.Contains("ATTENTION", shown.Output, StringComparison.Ordinal);
        Assert.Contains("without a signature of any owner", shown.Output, StringComparison.Ordinal);
        Assert.Contains(module.ToString(), (await chain.ExpectAsync(0, "plan", trial.Launch, "--out", Path.Combine(chain.Folder, "module-again.plan.json"))).Output, StringComparison.Ordinal);
        await chain.RefusedAsync(4, "safe.others-have-power", "safe", "propose", trial.Plan);
        await chain.RefusedAsync(4, "safe.others-have-power", "safe", "sign", trial.Proposal, "--from", "local:2");
        await chain.RefusedAsync(4, "safe.others-have-power", "safe", "execute", trial.Proposal);
        Assert.True(await trial.NothingMovedAsync());
        await chain.ExpectAsync(0, "safe", "propose", trial.Plan, "--accept", module.ToString());
        foreach (int owner in (int[])[1, 2])
            await trial.SignAsync(owner, "--accept", module.ToString());
        await chain.ExpectAsync(0, "safe", "execute", trial.Proposal, "--accept", module.ToString());
        await trial.PaidExactlyAsync(20);
    }

    [Fact]
    public async Task Owners_that_approve_on_the_chain_count()
    {
        SafeTrial trial = await SafeTrial.ProposedAsync(chain, "approved", 20, 20);
        await trial.SignAsync(1);
        await chain.RefusedAsync(4, "safe.not-an-owner", "safe", "approve", trial.Proposal, "--from", "local:5");
        await chain.ExpectAsync(0, "safe", "approve", trial.Proposal, "--from", "local:3");
        await chain.ExpectAsync(0, "safe", "execute", trial.Proposal, "--from", "local:9");
        await trial.PaidExactlyAsync(20);
    }

    private static JsonObject Signature(JsonObject file) => file["signatures"]![0]!.AsObject();

    private static JsonObject Last(JsonObject root) => root["transactions"]!.AsArray()[^1]!.AsObject();

    private static string Flip(string hex) => string.Concat(hex.AsSpan(0, 20), hex[20] == '0' ? "1" : "0", hex.AsSpan(21));

    private static void Rehash(JsonObject root)
    {
        foreach (JsonObject? one in root["transactions"]!.AsArray().Select(t => t!.AsObject()))
        {
            one["safeTxHash"] = new SafeTransaction
            {
                Chain = LocalNodeOptions.LocalChainId,
                Safe = Address.Parse(root["safe"]!.GetValue<string>()),
                Nonce = UInt256.Parse(one["nonce"]!.GetValue<string>()),
                To = Address.Parse(one["to"]!.GetValue<string>()),
                Value = UInt256.Parse(one["value"]!.GetValue<string>()),
                Data = Hex.Decode(one["data"]!.GetValue<string>()),
                Operation = (SafeOperation)one["operation"]!.GetValue<int>(),
            }.Hash.ToString();
        }
    }

    private async Task RefusedAsync(SafeTrial trial, string code, Action<JsonObject> change)
    {
        string file = Path.Combine(chain.Folder, "changed.json");
        File.Copy(trial.FileOf(2), file, overwrite: true);
        SafeTrial.Change(file, change);
        await chain.RefusedAsync(code == "safe.signature-malformed" ? 3 : 4, code, "safe", "execute", trial.Proposal, "--with", trial.FileOf(1), file);
    }
}
