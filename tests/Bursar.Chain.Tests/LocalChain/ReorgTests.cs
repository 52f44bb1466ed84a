using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Xunit;

namespace Bursar.Chain.Tests.LocalChain;

/// <summary>A chain of its own, since it loses blocks.</summary>
public sealed class ReorgTests(ChainFixture chain) : IClassFixture<ChainFixture>
{
    [Fact]
    public async Task A_reorg_takes_receipts_and_logs_back()
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        await chain.Controls.MineAsync(3, token);
        Address echo = await chain.DeployAsync(chain.Signer(0), TinyContracts.EchoLog);
        Receipt receipt = await chain.SendAsync(chain.Signer(1), echo, [.. Hash32.Zero.Span]);
        LogFilter logs = LogFilter.InRange(receipt.BlockNumber, receipt.BlockNumber) with { Addresses = [echo] };
        Assert.Single(await chain.Client.GetLogsAsync(logs, token));

        await chain.Controls.ReorgAsync(1, token);

        BlockHeader? replaced = await chain.Client.GetBlockAsync(receipt.BlockNumber, token);
        Assert.NotNull(replaced);
        Assert.NotEqual(receipt.BlockHash, replaced.Hash);
        Assert.Null(await chain.Client.GetReceiptAsync(receipt.TransactionHash, token));
        Assert.Empty(await chain.Client.GetLogsAsync(logs, token));
        Assert.NotEmpty(await chain.Client.GetCodeAsync(echo, BlockTag.Latest, token));
    }
}
