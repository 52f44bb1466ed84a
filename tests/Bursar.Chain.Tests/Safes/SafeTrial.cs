using System.Text.Json;
using System.Text.Json.Nodes;
using Bursar.App.LocalChain;
using Bursar.App.Planning;
using Bursar.App.Safes;
using Bursar.Chain.Tests.Cli;
using Bursar.Contracts;
using Bursar.Core.Networks;
using Bursar.Core.Safes;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Bursar.Evm.Signing;
using Xunit;

namespace Bursar.Chain.Tests.Safes;

/// <summary>A Safe of local accounts 1 to 3 (or others), two of whom have to sign, and a list that it pays.</summary>
internal sealed class SafeTrial
{
    private readonly CliChain _chain;

    private SafeTrial(CliChain chain, string name, Address safe)
    {
        _chain = chain;
        Safe = safe;
        Launch = Path.Combine(chain.Folder, $"{name}.yaml");
    }

    public Address Safe { get; }

    public string Launch { get; }

    public string Plan => Path.ChangeExtension(Launch, ".plan.json");

    public string Proposal => Path.ChangeExtension(Launch, ".safe.json");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Makes the Safe, plans the launch and proposes it.</summary>
    public static async Task<SafeTrial> ProposedAsync(CliChain chain, string name, int rows, int batch, string? release = null)
    {
        SafeTrial trial = await PlannedAsync(chain, name, rows, batch, release);
        await chain.ExpectAsync(0, "safe", "propose", trial.Plan);
        return trial;
    }

    /// <summary>Makes the Safe and plans the launch.</summary>
    public static async Task<SafeTrial> PlannedAsync(CliChain chain, string name, int rows, int batch, string? release = null)
    {
        string[] which = release is null ? [] : ["--release", release];
        JsonElement made = await chain.JsonAsync(0, ["safe", "create", "--name", name, "--owners", "local:1,local:2,local:3", "--threshold", "2", .. which]);
        SafeTrial trial = await OfAsync(chain, name, Address.Parse(made.GetProperty("safe").GetProperty("address").GetString()!), rows, batch);
        await chain.ExpectAsync(0, "plan", trial.Launch);
        return trial;
    }

    /// <summary>Makes the Safe and plans the launch in this process, which is quicker.</summary>
    public static async Task<SafeTrial> PlannedAsync(CliChain chain, BursarClient bursar, SafeOptions options, int rows, int batch)
    {
        SafeTrial trial = await OfAsync(chain, options.Name, (await bursar.Safes.CreateAsync(options, Cancel)).Address, rows, batch);
        await (await bursar.Launches.PlanAsync(trial.Launch, Cancel)).SaveAsync(trial.Plan, Cancel);
        return trial;
    }

    /// <summary>Writes the launch of a Safe and its list.</summary>
    private static async Task<SafeTrial> OfAsync(CliChain chain, string name, Address safe, int rows, int batch)
    {
        var trial = new SafeTrial(chain, name, safe);
        await File.WriteAllLinesAsync(Path.Combine(chain.Folder, $"{name}.csv"), Enumerable.Range(0, rows).Select(i => $"{Recipient(i)},{i + 1}.5").Prepend("address,amount"), Cancel);
        await File.WriteAllTextAsync(trial.Launch, $$"""
            bursar: 1
            name: {{name}}
            title: Pay of {{name}}
            network: local
            safe: "{{trial.Safe}}"
            operator: safe
            tokens:
              coin: { name: Coin {{name}}, symbol: SAFC, decimals: 18, supply: 1_000_000, kind: managed, owner: safe, genesis: [{ to: operator, amount: 1_000_000 }] }
            payouts:
              team: { token: coin, list: {{name}}.csv, batch: {{batch}} }
            """, Cancel);
        return trial;
    }

    public static Address Recipient(int number) => Address.Parse($"0x{0x5afe00000000 + number:x40}");

    /// <summary>What a recipient is owed.</summary>
    public static UInt256 Due(int number) => (UInt256.PowerOfTen(18) * (UInt256)(ulong)(number + 1)) + (UInt256.PowerOfTen(17) * 5UL);

    public Task SignAsync(int owner, params string[] options) => _chain.ExpectAsync(0, ["safe", "sign", Proposal, "--from", $"local:{owner}", .. options]);

    public Task SignOfflineAsync(int owner) => SignAsync(owner, "--offline");

    /// <summary>The signatures that an owner wrote.</summary>
    public string FileOf(int owner) => FileOf(CliChain.Account(owner));

    public string FileOf(Address owner) => Path.ChangeExtension(Launch, $".{owner}.json");

    public Blueprint Load() => BlueprintBuilder.Build(new LaunchLoader(NetworkCatalog.BuiltIn).Load(Launch).Value);

    public async Task<UInt256> BalanceAsync(Address account) => await _chain.Client.CallAsync(Load().Tokens[0].Address, new Erc20.BalanceOfCall(account), cancellationToken: Cancel);

    /// <summary>True when not even the token is there.</summary>
    public async Task<bool> NothingMovedAsync() =>
        (await _chain.Client.GetCodeAsync(Load().Tokens[0].Address, BlockTag.Latest, Cancel)).Length == 0;

    /// <summary>Every balance, to the unit.</summary>
    public async Task PaidExactlyAsync(int rows, string at = "")
    {
        Address token = Load().Tokens[0].Address;
        UInt256 sum = UInt256.Zero;
        for (int i = 0; i < rows; i++)
            sum += Due(i);
        IReadOnlyList<UInt256> found = await _chain.Client.CallManyAsync<UInt256>(
            [.. Enumerable.Range(0, rows).Select(i => new ContractCall<UInt256>(token, new Erc20.BalanceOfCall(Recipient(i)))), new ContractCall<UInt256>(token, new Erc20.BalanceOfCall(Safe))],
            BlockTag.Latest, Cancel);
        for (int i = 0; i < rows; i++)
            Assert.True(found[i] == Due(i), $"{at}: {Recipient(i)} has {found[i]} instead of {Due(i)}");
        Assert.Equal((UInt256.PowerOfTen(24) - sum, at), (found[rows], at));
    }

    /// <summary>Executes a call of the Safe, on itself for instance, signed by two of its owners, past Bursar's commands, as another program would.</summary>
    public async Task CallItselfAsync(Address to, byte[] data, SafeOperation operation = SafeOperation.Call)
    {
        SafeFacts facts = (await new ReadSafe(_chain.Client).RunAsync(Safe, Cancel)).Value;
        var transaction = new SafeTransaction { Chain = LocalNodeOptions.LocalChainId, Safe = Safe, Nonce = facts.Nonce, To = to, Value = UInt256.Zero, Data = data, Operation = operation };
        var signatures = new List<SafeSignature>();
        foreach (Address owner in facts.Owners.Take(facts.Threshold))
        {
            using PrivateKeySigner signer = LocalAccounts.Signer(LocalAccounts.Addresses.ToList().IndexOf(owner));
            signatures.Add(new SafeSignature(transaction.Hash, owner, SafeSignatureKind.Key, (await signer.SignTypedDataAsync(transaction.TypedData, Cancel)).ToBytes()));
        }

        var call = new SafeAccount.ExecTransactionCall(to, UInt256.Zero, data, (byte)operation, UInt256.Zero, UInt256.Zero, UInt256.Zero, default, default, SafeSignatures.Pack(signatures));
        using PrivateKeySigner sender = LocalAccounts.Signer(7);
        Hash32 sent = await _chain.Client.SendAsync(sender, Safe, call, cancellationToken: Cancel);
        Assert.True((await _chain.Client.WaitForReceiptAsync(sent, cancellationToken: Cancel)).Status);
    }

    /// <summary>Changes a JSON file as somebody else would.</summary>
    public static void Change(string file, Action<JsonObject> change)
    {
        JsonObject root = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        change(root);
        File.WriteAllText(file, root.ToJsonString());
    }
}
