using Bursar.App.Indexing;
using Bursar.Contracts;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Xunit;

namespace Bursar.Chain.Tests.Indexing;

/// <summary>Where reading a contract's logs begins.</summary>
public sealed class ContractLogsTests(ChainFixture chain) : IClassFixture<ChainFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reading_begins_where_the_contract_came_into_being()
    {
        await chain.Controls.MineAsync(71, Token);
        Receipt first = await chain.SendAsync(chain.Signer(1), Create2.CanonicalDeployer, Create2.DeployCalldata(Deployments.Salt, SiteRegistry.CreationCode(chain.Signer(1).Address)));
        Address registry = Deployments.SiteRegistryAddress(chain.Signer(1).Address);
        await chain.Controls.MineAsync(53, Token);
        ulong head = await chain.Client.GetBlockNumberAsync(Token);
        var logs = new ContractLogs(chain.Client, head, few: 100);
        Assert.True(first.BlockNumber > 70);
        Assert.Equal(first.BlockNumber, await logs.BirthAsync(registry, Token));
        Log log = Assert.Single(await logs.ReadAsync(registry, [[SiteRegistry.OwnershipTransferredEvent.Topic]], null, Token));
        Assert.Equal(first.TransactionHash, log.TransactionHash);
        Assert.Empty(await logs.ReadAsync(Create2.CanonicalDeployer, [], registry, Token));
        Assert.Equal(head, await logs.BirthAsync(Address.Parse("0x00000000000000000000000000000000000a11ce"), Token));
        Assert.Equal(0UL, await new ContractLogs(chain.Client, head).BirthAsync(registry, Token));
    }

    [Fact]
    public async Task Logs_of_two_branches_are_never_mixed()
    {
        await chain.Controls.MineAsync(5, Token);
        ulong head = await chain.Client.GetBlockNumberAsync(Token);
        var logs = new ContractLogs(chain.Client, head);
        Assert.Empty(await logs.ReadAsync(Create2.CanonicalDeployer, [], null, Token));
        await chain.Controls.MineAsync(3, Token);
        Assert.Empty(await logs.ReadAsync(Create2.CanonicalDeployer, [], null, Token));
        await chain.Controls.ReorgAsync(5, Token);
        RpcException changed = await Assert.ThrowsAsync<RpcException>(() => logs.ReadAsync(Create2.CanonicalDeployer, [], null, Token));
        Assert.Contains("another branch", changed.Message, StringComparison.Ordinal);
    }
}
