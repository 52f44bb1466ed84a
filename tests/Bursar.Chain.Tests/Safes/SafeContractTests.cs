using System.Text.Json.Nodes;
using Bursar.App.LocalChain;
using Bursar.App.Safes;
using Bursar.Chain.Tests.Accounts;
using Bursar.Chain.Tests.Cli;
using Bursar.Core.Faults;
using Bursar.Core.Safes;
using Bursar.Evm.Eip712;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Chain.Tests.Safes;

/// <summary>Contracts around a Safe: as owners, as its guard, as what answers in its name.</summary>
public sealed class SafeContractTests(CliChain chain) : IClassFixture<CliChain>
{
    private const int Rows = 5;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_owner_that_is_a_contract_signs_in_both_releases_as_a_file_and_in_packed_bytes()
    {
        await using BursarClient anybody = await OpenAsync(9);
        await using BursarClient owner = await OpenAsync(1);
        // 1.4.1 asks a contract about the bytes that are hashed; in a file of Bursar's.
        (SafeTrial old, Address contract, SafeReview review) = await ProposedAsync(anybody, "contract-old", SafeRelease.V141);
        await owner.Safes.SignAsync(old.Proposal, Cancel);
        await WriteAsync(old, contract, review, 4);
        Assert.Contains("safe.signature-wrong", await RefusedAsync(anybody, old, null));
        await WriteAsync(old, contract, review, 3);
        await anybody.Safes.ExecuteAsync(old.Proposal, cancellationToken: Cancel);
        await old.PaidExactlyAsync(Rows);

        // 1.5.0 asks about the hash; in bytes that another program packed, for one transaction.
        (SafeTrial trial, contract, review) = await ProposedAsync(anybody, "contract-new", SafeRelease.V150);
        Hash32 hash = Assert.Single(review.Proposal.Transactions).Hash;
        string signed = await File.ReadAllTextAsync(await owner.Safes.SignAsync(trial.Proposal, Cancel), Cancel);
        string key = JsonNode.Parse(signed)!["signatures"]![0]!["signature"]!.GetValue<string>()[2..];
        string packed = Path.Combine(chain.Folder, "packed-contract.txt");
        await File.WriteAllTextAsync(packed, Packed(key, contract, await SignAsync(contract, hash.ToArray(), 4)), Cancel);
        Assert.Contains("safe.signature-wrong", await RefusedAsync(anybody, trial, packed));
        string right = Packed(key, contract, await SignAsync(contract, hash.ToArray(), 3));
        await File.WriteAllTextAsync(packed, right[..^2], Cancel);
        Assert.Contains("safe.signature-malformed", await RefusedAsync(anybody, trial, packed));
        await File.WriteAllTextAsync(packed, right, Cancel);
        await anybody.Safes.ExecuteAsync(trial.Proposal, [packed], Cancel);
        await trial.PaidExactlyAsync(Rows);
    }

    [Fact]
    public async Task A_guard_and_a_foreign_handler_are_said_and_each_has_to_be_accepted()
    {
        IReadOnlyDictionary<string, byte[]> code = await TestContracts.CompileAsync("Accounts.sol");
        Address guard = await chain.DeployAsync(chain.Signer(0), code["Gate"]);
        Address handler = await chain.DeployAsync(chain.Signer(0), code["DirtyAccount"]);
        await using BursarClient anybody = await OpenAsync(8);
        SafeTrial trial = await SafeTrial.PlannedAsync(chain, anybody, new SafeOptions { Name = "guarded", Owners = [.. Enumerable.Range(1, 3).Select(CliChain.Account)], Threshold = 2 }, Rows, Rows);
        await trial.CallItselfAsync(trial.Safe, TestContracts.Call("setGuard(address)", TestContracts.Word(guard)));
        await trial.CallItselfAsync(trial.Safe, TestContracts.Call("setFallbackHandler(address)", TestContracts.Word(handler)));
        string shown = (await chain.ExpectAsync(0, "safe", "show", trial.Safe.ToString())).Output;
        Assert.Contains("can refuse every transaction", shown, StringComparison.Ordinal);
        Assert.Contains("is none of the published ones", shown, StringComparison.Ordinal);

        FaultException both = await Assert.ThrowsAsync<FaultException>(() => anybody.Safes.ProposeAsync(trial.Plan, Cancel));
        Assert.Equal(["safe.others-have-power", "safe.others-have-power"], both.Faults.Select(f => f.Code));
        CliResult refused = await chain.ExpectAsync(4, "safe", "propose", trial.Plan, "--accept", guard.ToString());
        Assert.DoesNotContain($"--accept {guard}", refused.Error, StringComparison.Ordinal);
        Assert.Contains($"--accept {handler}", refused.Error, StringComparison.Ordinal);
        string[] accept = ["--accept", guard.ToString(), "--accept", handler.ToString()];
        await chain.ExpectAsync(0, ["safe", "propose", trial.Plan, .. accept]);
        await trial.SignAsync(1, accept);
        await trial.SignAsync(2, accept);

        // Accepted, it can still refuse: that is said before anything is sent.
        ulong sent = await chain.Client.GetTransactionCountAsync(CliChain.Account(9), cancellationToken: Cancel);
        await chain.SendAsync(chain.Signer(0), guard, TestContracts.Call("close(bool)", new Hash32(UInt256.One.ToBigEndian())));
        refused = await chain.ExpectAsync(4, ["safe", "execute", trial.Proposal, "--from", "local:9", .. accept]);
        Assert.Contains("safe.refuses", refused.Error, StringComparison.Ordinal);
        Assert.Contains("the gate is closed", refused.Error, StringComparison.Ordinal);
        Assert.True(await trial.NothingMovedAsync());
        Assert.Equal(sent, await chain.Client.GetTransactionCountAsync(CliChain.Account(9), cancellationToken: Cancel));
        await chain.SendAsync(chain.Signer(0), guard, TestContracts.Call("close(bool)", Hash32.Zero));
        await chain.ExpectAsync(0, ["safe", "execute", trial.Proposal, "--from", "local:9", .. accept]);
        await trial.PaidExactlyAsync(Rows);
    }

    private Task<BursarClient> OpenAsync(int account) =>
        BursarClient.OpenAsync(chain.Endpoint.ToString(), chain.Signer(account), new BursarClientOptions { Folder = Path.Combine(chain.Folder, $"home-{account}") }, Cancel);

    /// <summary>A proposal to a Safe of two keys and another Safe, which is local account 3's.</summary>
    private async Task<(SafeTrial Trial, Address Owner, SafeReview Review)> ProposedAsync(BursarClient bursar, string name, SafeRelease release)
    {
        Address owner = (await bursar.Safes.CreateAsync(new SafeOptions { Name = name, Owners = [CliChain.Account(3)], Threshold = 1, Release = release }, Cancel)).Address;
        var options = new SafeOptions { Name = name, Owners = [owner, CliChain.Account(1), CliChain.Account(2)], Threshold = 2, Release = release };
        SafeTrial trial = await SafeTrial.PlannedAsync(chain, bursar, options, Rows, Rows);
        return (trial, owner, await bursar.Safes.CheckAsync(await bursar.Safes.ProposeAsync(trial.Plan, Cancel), Cancel));
    }

    /// <summary>The codes of the faults of executing, after which nothing has moved.</summary>
    private static async Task<IEnumerable<string>> RefusedAsync(BursarClient bursar, SafeTrial trial, string? file)
    {
        FaultException refused = await Assert.ThrowsAsync<FaultException>(() => bursar.Safes.ExecuteAsync(trial.Proposal, file is null ? null : [file], Cancel));
        Assert.True(await trial.NothingMovedAsync());
        return refused.Faults.Select(f => f.Code);
    }

    /// <summary>What the owner of a Safe signs for it to agree to a message (ERC-1271 of its published handler).</summary>
    private async Task<string> SignAsync(Address safe, byte[] message, int account)
    {
        TypedData document = TypedData.Parse($$"""
            {
              "types": {
                "EIP712Domain": [{ "name": "chainId", "type": "uint256" }, { "name": "verifyingContract", "type": "address" }],
                "SafeMessage": [{ "name": "message", "type": "bytes" }]
              },
              "primaryType": "SafeMessage",
              "domain": { "chainId": "{{LocalNodeOptions.LocalChainId}}", "verifyingContract": "{{safe}}" },
              "message": { "message": "{{Hex.Encode(message)}}" }
            }
            """);
        return Hex.Encode((await chain.Signer(account).SignTypedDataAsync(document.Hash, Cancel)).ToBytes())[2..];
    }

    /// <summary>Writes the contract's signatures of a proposal beside it, as whoever speaks for it would: over what is hashed for each transaction (EIP-712).</summary>
    private async Task WriteAsync(SafeTrial trial, Address owner, SafeReview review, int account)
    {
        var signatures = new JsonArray();
        foreach (SafeTransaction transaction in review.Proposal.Transactions)
        {
            signatures.Add(new JsonObject
            {
                ["nonce"] = transaction.Nonce.ToString(),
                ["safeTxHash"] = transaction.Hash.ToString(),
                ["owner"] = owner.ToString(),
                ["kind"] = "contract",
                ["signature"] = $"0x{await SignAsync(owner, [0x19, 0x01, .. transaction.Domain.Separator.Span, .. transaction.StructHash.Span], account)}",
            });
        }

        var file = new JsonObject
        {
            ["bursar"] = "bursar-safe-signatures/1",
            ["chainId"] = LocalNodeOptions.LocalChainId.ToString(),
            ["safe"] = trial.Safe.ToString(),
            ["planHash"] = review.Plan.Hash.ToString(),
            ["signatures"] = signatures,
        };
        await File.WriteAllTextAsync(trial.FileOf(owner), file.ToJsonString(), Cancel);
    }

    /// <summary>A key's signature and a contract's, by hand: 65 bytes for each owner in ascending order, the contract's with owner, place and 0; then its length and bytes.</summary>
    private static string Packed(string key, Address contract, string signature)
    {
        string slot = $"{new string('0', 24)}{contract.ToLowerHex()[2..]}{130:x64}00";
        string both = CliChain.Account(1).CompareTo(contract) < 0 ? key + slot : slot + key;
        return $"0x{both}{signature.Length / 2:x64}{signature}";
    }
}
