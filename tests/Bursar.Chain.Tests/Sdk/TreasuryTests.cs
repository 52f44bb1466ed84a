using Bursar.App.LocalChain;
using Bursar.App.Safes;
using Bursar.Core.Faults;
using Bursar.Evm.Primitives;
using FirstToken;
using Xunit;

namespace Bursar.Chain.Tests.Sdk;

/// <summary>The sample of Safes: one owner alone moves nothing, two do, once.</summary>
public sealed class TreasuryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_of_three_owners_pay_out_of_a_safe_once()
    {
        await using SdkChain chain = await SdkChain.StartAsync();
        await using BursarClient anybody = await chain.OpenAsync(9);
        await using BursarClient alice = await chain.OpenAsync(1, Path.Combine(chain.Folder, "alice"));
        await using BursarClient bob = await chain.OpenAsync(2, Path.Combine(chain.Folder, "bob"));
        Address[] owners = [LocalAccounts.Addresses[1], LocalAccounts.Addresses[2], LocalAccounts.Addresses[3]];
        Address safe = await Treasury.CreateAsync(anybody, owners, Cancel);
        Assert.Equal(safe, await Treasury.CreateAsync(bob, [.. owners.Reverse()], Cancel));
        Address payee = Address.Parse("0x00000000000000000000000000000000000a11ce");
        await chain.WriteAsync("people.csv", $"address,amount\n{payee},12\n");
        string launch = await chain.WriteAsync("launch.yaml", $$"""
            bursar: 1
            name: sdk-treasury
            network: local
            safe: "{{safe}}"
            operator: safe
            tokens: { coin: { name: Treasury Coin, symbol: TRE, decimals: 18, supply: 100, kind: managed, owner: safe, genesis: [{ to: operator, amount: 100 }] } }
            payouts: { team: { token: coin, list: people.csv } }
            """);

        string proposal = await Treasury.ProposeAsync(anybody, launch, Cancel);
        await alice.Safes.SignAsync(proposal, Cancel);
        FaultException alone = await Assert.ThrowsAsync<FaultException>(() => anybody.Safes.ExecuteAsync(proposal, cancellationToken: Cancel));
        Assert.All(alone.Faults, f => Assert.Equal("safe.too-few-signatures", f.Code));
        ExecutedProposal done = await Treasury.PayAsync(anybody, alice, bob, chain.Output, proposal, Cancel);
        Assert.Contains("2 of 3 owners have to sign", chain.Output.ToString(), StringComparison.Ordinal);
        Planned<Sent> again = await anybody.Launches.PlanAsync(launch, Cancel);
        Assert.Empty(again.Steps);
        Address coin = again.Details.Blueprint.Tokens[0].Address;
        Assert.Equal(SdkChain.Units(12), await chain.BalanceAsync(coin, payee));
        Assert.Equal(SdkChain.Units(88), await chain.BalanceAsync(coin, safe));

        // Whoever executes it once more sends nothing.
        ulong sent = await chain.NonceAsync(LocalAccounts.Addresses[9]) + await chain.NonceAsync(LocalAccounts.Addresses[2]);
        Assert.Null((await anybody.Safes.ExecuteAsync(proposal, cancellationToken: Cancel)).Outcome);
        Assert.Equal(done.Executed.Select(e => e.In), (await bob.Safes.ExecuteAsync(proposal, cancellationToken: Cancel)).Executed.Select(e => e.In));
        Assert.Equal(sent, await chain.NonceAsync(LocalAccounts.Addresses[9]) + await chain.NonceAsync(LocalAccounts.Addresses[2]));
        Assert.Equal("safe.plan-moved", Assert.Single((await Assert.ThrowsAsync<FaultException>(() => alice.Safes.SignAsync(proposal, Cancel))).Faults).Code);
    }
}
