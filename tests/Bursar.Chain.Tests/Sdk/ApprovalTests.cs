using Bursar.App.Approval;
using Bursar.App.LocalChain;
using Bursar.Core.Faults;
using Bursar.Evm.Primitives;
using Bursar.Evm.Signing;
using Xunit;

namespace Bursar.Chain.Tests.Sdk;

/// <summary>The SDK goes through the same gate as the command line.</summary>
public sealed class ApprovalTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Plans_wait_for_approvals_and_nothing_goes_around_a_pin()
    {
        await using SdkChain chain = await SdkChain.StartAsync();
        await using BursarClient bursar = await chain.OpenAsync(0);
        Address recipient = Address.Parse("0x00000000000000000000000000000000000a11ce");
        string policy = await chain.WriteAsync("policy.yaml", $$"""
            bursar-policy: 1
            name: two
            approvers: { alice: "{{LocalAccounts.Addresses[1]}}", bob: "{{LocalAccounts.Addresses[2]}}" }
            rules: [{ approvals: 2 }]
            """);
        await chain.WriteAsync("people.csv", $"address,amount\n{recipient},1\n");
        string launch = await chain.WriteAsync("launch.yaml", $$"""
            bursar: 1
            name: sdk-approvals
            network: local
            operator: "{{LocalAccounts.Addresses[0]}}"
            policy: policy.yaml
            payouts: { team: { token: native, list: people.csv } }
            """);
        new PolicyPins(chain.Folder).Write(LocalAccounts.Addresses[0], PolicyLoader.Load(policy).Value);

        Planned<Sent> planned = await bursar.Launches.PlanAsync(launch, Cancel);
        string plan = Path.Combine(chain.Folder, "launch.plan.json");
        await planned.SaveAsync(plan, Cancel);
        Assert.Equal("approval.missing", (await Assert.ThrowsAsync<FaultException>(() => planned.ApplyAsync(Cancel))).Faults[0].Code);
        using PrivateKeySigner alice = LocalAccounts.Signer(1);
        using PrivateKeySigner bob = LocalAccounts.Signer(2);
        using PrivateKeySigner stranger = LocalAccounts.Signer(3);
        await bursar.Launches.ApproveAsync(plan, alice, cancellationToken: Cancel);
        Assert.Equal("approval.missing", Assert.Single(await bursar.Launches.ObjectionsAsync(plan, Cancel)).Code);
        Assert.Equal("approval.not-approver", (await Assert.ThrowsAsync<FaultException>(() => bursar.Launches.ApproveAsync(plan, stranger, cancellationToken: Cancel))).Faults[0].Code);
        await bursar.Launches.ApproveAsync(plan, bob, TimeSpan.FromHours(1), Cancel);
        Assert.Empty(await bursar.Launches.ObjectionsAsync(plan, Cancel));

        FaultException refused = await Assert.ThrowsAsync<FaultException>(() => bursar.Tokens.CreateAsync(new TokenOptions { Name = "Around", Symbol = "ARD", Supply = 1 }, Cancel));
        Assert.Equal("approval.action", Assert.Single(refused.Faults).Code);
        Assert.Equal(0UL, await chain.NonceAsync(LocalAccounts.Addresses[0]));

        Assert.True((await bursar.Launches.ApplyAsync(plan, Cancel)).IsFinal);
        Assert.Equal(UInt256.PowerOfTen(18), await chain.Chain.GetBalanceAsync(recipient, cancellationToken: Cancel));
    }
}
