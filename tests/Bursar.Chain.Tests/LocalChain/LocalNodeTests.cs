using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Bursar.App.LocalChain;
using Bursar.Core.Faults;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Bursar.Evm.Rpc.Transport;
using Bursar.Evm.Signing;
using Bursar.Evm.Transactions;
using Xunit;

namespace Bursar.Chain.Tests.LocalChain;

/// <summary>Starting, keeping and stopping a real anvil.</summary>
public sealed class LocalNodeTests : IDisposable
{
    private static readonly Address Create2 = Address.Parse("0x4e59b44847b379578588920cA78FbF26c0B4956C");

    private readonly string _folder = Directory.CreateTempSubdirectory("bursar-node-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Gives_the_local_accounts_their_money_and_no_other_account()
    {
        await using LocalNode node = await StartAsync(new LocalNodeOptions());
        using EthereumClient client = node.Connect();
        Assert.Equal(new ChainId(31337), await client.GetChainIdAsync(Token));
        Assert.Equal(Enumerable.Repeat(LocalAccounts.Allowance, 10), await client.GetBalancesAsync(LocalAccounts.Addresses, BlockTag.Latest, Token));
        Assert.Equal(10, LocalAccounts.Addresses.Distinct().Count());

        // The first account of the mnemonic that every developer knows.
        Assert.True((await client.GetBalanceAsync(Address.Parse("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"), BlockTag.Latest, Token)).IsZero);
    }

    [Fact]
    public async Task The_accounts_sign_for_no_other_chain()
    {
        using PrivateKeySigner signer = LocalAccounts.Signer(0);
        var transaction = new Eip1559Transaction
        {
            ChainId = new ChainId(1),
            Nonce = 0,
            GasLimit = 21_000UL,
            To = Address.Zero,
            MaxFeePerGas = 1UL,
            MaxPriorityFeePerGas = 1UL,
        };
        await Assert.ThrowsAsync<SigningException>(async () => await signer.SignTransactionAsync(transaction, Token));
        SignedTransaction signed = await signer.SignTransactionAsync(transaction with { ChainId = new ChainId(31337) }, Token);
        Assert.Equal(LocalAccounts.Addresses[0], signed.From);
    }

    [Fact]
    public async Task Gives_no_money_on_another_chain()
    {
        await using LocalNode node = await StartAsync(new LocalNodeOptions { ChainId = new ChainId(4242) });
        using EthereumClient client = node.Connect();
        FaultException refused = await Assert.ThrowsAsync<FaultException>(() => LocalAccounts.FundAsync(client, Token));
        Assert.Equal("local.wrong-chain", Assert.Single(refused.Faults).Code);
        Assert.True((await client.GetBalanceAsync(LocalAccounts.Addresses[0], BlockTag.Latest, Token)).IsZero);
    }

    [Fact]
    public async Task Keeps_its_state_between_runs()
    {
        var options = new LocalNodeOptions { StateFile = Path.Combine(_folder, "chain", "state.json"), KeepOldStates = true };
        var account = Address.Parse("0x00000000000000000000000000000000000a11ce");
        BlockHeader? head;
        await using (LocalNode node = await StartAsync(options))
        {
            using EthereumClient client = node.Connect();
            await new LocalControls(client).SetBalanceAsync(account, 42UL, Token);
            await new LocalControls(client).SetBalanceAsync(LocalAccounts.Addresses[3], 7UL, Token);
            await new LocalControls(client).MineAsync(5, Token);
            head = await client.GetBlockAsync(BlockTag.Latest, Token);
            Assert.True(await node.StopAsync());
        }

        await using (LocalNode node = await StartAsync(options))
        {
            using EthereumClient client = node.Connect();
            Assert.Equal(head!.Hash, (await client.GetBlockAsync(head.Number, Token))!.Hash);
            Assert.Equal(42UL, await client.GetBalanceAsync(account, BlockTag.Latest, Token));
            Assert.Equal(42UL, await client.GetBalanceAsync(account, BlockTag.At(head.Hash), Token));
            Assert.Equal(7UL, await client.GetBalanceAsync(LocalAccounts.Addresses[3], BlockTag.Latest, Token));
        }
    }

    [Fact]
    public async Task Keeps_contracts_when_a_long_chain_is_reorganised()
    {
        await using LocalNode node = await StartAsync(new LocalNodeOptions { Mining = LocalMining.OnDemand, KeptStates = 100 });
        using EthereumClient client = node.Connect();
        var controls = new LocalControls(client);
        int before = (await client.GetCodeAsync(Create2, BlockTag.Latest, Token)).Length;
        Assert.NotEqual(0, before);
        for (int i = 0; i < 1200; i++)
            await controls.MineAsync(1, Token);
        await controls.ReorgAsync(12, Token);
        Assert.Equal(before, (await client.GetCodeAsync(Create2, BlockTag.Latest, Token)).Length);
    }

    [Fact]
    public async Task Stays_the_same_chain_however_often_it_is_started_again()
    {
        var options = new LocalNodeOptions { StateFile = Path.Combine(_folder, "state.json") };
        Hash32? first = null;
        ulong head = 0;
        for (int run = 0; run < 4; run++)
        {
            await using LocalNode node = await StartAsync(options);
            using EthereumClient client = node.Connect();
            Hash32 genesis = (await client.GetBlockAsync(BlockTag.Earliest, Token))!.Hash;
            first ??= genesis;
            Assert.Equal(first, genesis);
            await new LocalControls(client).MineAsync(1, Token);
            ulong time = (await client.GetBlockAsync(BlockTag.Latest, Token))!.Timestamp;
            Assert.True(time >= head, $"run {run}: the time went back from {head} to {time}");
            // The next run goes on from here, although the machine's clock is behind.
            await new LocalControls(client).IncreaseTimeAsync(TimeSpan.FromDays(3), Token);
            await new LocalControls(client).MineAsync(1, Token);
            head = (await client.GetBlockAsync(BlockTag.Latest, Token))!.Timestamp;
        }

        File.Delete(options.StateFile);
        await Task.Delay(TimeSpan.FromSeconds(1.1), Token);
        await using LocalNode anew = await StartAsync(options);
        using EthereumClient other = anew.Connect();
        Assert.NotEqual(first, (await other.GetBlockAsync(BlockTag.Earliest, Token))!.Hash);
    }

    [Fact]
    public async Task Keeps_receipts_and_logs_between_runs()
    {
        var options = new LocalNodeOptions { StateFile = Path.Combine(_folder, "state.json") };
        using PrivateKeySigner signer = LocalAccounts.Signer(0);
        Receipt? before;
        await using (LocalNode node = await StartAsync(options))
        {
            using EthereumClient client = node.Connect();
            FeeQuote fees = await client.GetFeesAsync(cancellationToken: Token);
            var creation = new Eip1559Transaction
            {
                ChainId = node.ChainId,
                Nonce = 0,
                GasLimit = 200_000UL,
                To = null,
                Data = Hex.Decode("0x60006000a0"),
                MaxFeePerGas = fees.MaxFeePerGas,
                MaxPriorityFeePerGas = fees.MaxPriorityFeePerGas!.Value,
            };
            Hash32 hash = await client.SendRawTransactionAsync((await signer.SignTransactionAsync(creation, Token)).Raw, Token);
            while ((before = await client.GetReceiptAsync(hash, Token)) is null)
                await Task.Delay(10, Token);
            Assert.Single(before.Logs);
            await new LocalControls(client).MineAsync(3, Token);
        }

        await using (LocalNode node = await StartAsync(options))
        {
            using EthereumClient client = node.Connect();
            Receipt? after = await client.GetReceiptAsync(before.TransactionHash, Token);
            Assert.Equal((before.BlockHash, before.GasUsed, 1), (after!.BlockHash, after.GasUsed, after.Logs.Count));
            Assert.Equal(before.TransactionHash, Assert.Single(await client.GetLogsAsync(LogFilter.InRange(0, before.BlockNumber + 3), Token)).TransactionHash);
            Assert.Equal(1UL, await client.GetTransactionCountAsync(signer.Address, BlockTag.Latest, Token));

            // Without KeepOldStates the balances of then are gone, and the node says so instead of answering with those of now.
            RpcException gone = await Assert.ThrowsAsync<RpcException>(() => client.GetBalanceAsync(signer.Address, BlockTag.At(before.BlockHash), Token));
            Assert.Equal(Bursar.Evm.Rpc.Nodes.NodeErrorKind.NotFound, gone.Kind);
        }
    }

    [Fact]
    public async Task Writes_its_state_while_it_runs()
    {
        var options = new LocalNodeOptions { StateFile = Path.Combine(_folder, "state.json"), StateInterval = TimeSpan.FromSeconds(1) };
        await using LocalNode node = await StartAsync(options);
        while (!File.Exists(options.StateFile))
            await Task.Delay(20, Token);
        Assert.True(node.IsRunning);
    }

    [Fact]
    public async Task Makes_blocks_when_told()
    {
        await using LocalNode node = await StartAsync(new LocalNodeOptions { Mining = LocalMining.OnDemand, SlotsInEpoch = 2 });
        using EthereumClient client = node.Connect();
        var controls = new LocalControls(client);
        await controls.MineAsync(10, Token);
        Assert.Equal(10UL, await client.GetBlockNumberAsync(Token));
        Assert.Equal(8UL, (await client.GetBlockAsync(BlockTag.Safe, Token))!.Number);
        Assert.Equal(6UL, (await client.GetBlockAsync(BlockTag.Finalized, Token))!.Number);
        ulong time = (await client.GetBlockAsync(BlockTag.Latest, Token))!.Timestamp;
        await controls.SetNextBlockTimestampAsync(time + 500, Token);
        await controls.MineAsync(1, Token);
        Assert.Equal(time + 500, (await client.GetBlockAsync(BlockTag.Latest, Token))!.Timestamp);
        await controls.IncreaseTimeAsync(TimeSpan.FromDays(90), Token);
        await controls.MineAsync(1, Token);
        Assert.True((await client.GetBlockAsync(BlockTag.Latest, Token))!.Timestamp >= time + 500 + (90UL * 86_400));
        await controls.SetAutomineAsync(true, Token);
    }

    [Fact]
    public async Task Forgets_a_waiting_transaction_and_takes_it_again()
    {
        await using LocalNode node = await StartAsync(new LocalNodeOptions { Mining = LocalMining.OnDemand });
        using EthereumClient client = node.Connect();
        using PrivateKeySigner signer = LocalAccounts.Signer(0);
        FeeQuote fees = await client.GetFeesAsync(cancellationToken: Token);
        var transaction = new Eip1559Transaction
        {
            ChainId = node.ChainId,
            Nonce = 0,
            GasLimit = 21_000UL,
            To = Address.Zero,
            MaxFeePerGas = fees.MaxFeePerGas,
            MaxPriorityFeePerGas = fees.MaxPriorityFeePerGas!.Value,
        };
        SignedTransaction signed = await signer.SignTransactionAsync(transaction, Token);
        Assert.Equal(SubmissionOutcome.Accepted, (await client.SubmitAsync(signed.Raw, Token)).Outcome);
        Assert.Equal(SubmissionOutcome.AlreadyKnown, (await client.SubmitAsync(signed.Raw, Token)).Outcome);
        await new LocalControls(client).DropTransactionAsync(signed.Hash, Token);
        Assert.Null(await client.GetTransactionAsync(signed.Hash, Token));
        Assert.Equal(SubmissionOutcome.Accepted, (await client.SubmitAsync(signed.Raw, Token)).Outcome);
        await new LocalControls(client).MineAsync(1, Token);
        Assert.True((await client.GetReceiptAsync(signed.Hash, Token))!.Status);
    }

    [Fact]
    public async Task Refuses_a_state_file_that_another_node_holds()
    {
        var options = new LocalNodeOptions { StateFile = Path.Combine(_folder, "state.json") };
        await using LocalNode node = await StartAsync(options);
        Assert.Equal("local.state-in-use", FaultOf(await LocalNode.StartAsync(options, Token)).Code);
    }

    [Fact]
    public async Task Says_that_the_state_is_broken_and_keeps_the_one_before()
    {
        var options = new LocalNodeOptions { StateFile = Path.Combine(_folder, "state.json") };
        await (await StartAsync(options)).DisposeAsync();
        string whole = await File.ReadAllTextAsync(options.StateFile, Token);
        await (await StartAsync(options)).DisposeAsync();
        Assert.Equal(whole, await File.ReadAllTextAsync(options.StateFile + ".previous", Token));
        string broken = (await File.ReadAllTextAsync(options.StateFile, Token))[..100];
        await File.WriteAllTextAsync(options.StateFile, broken, Token);
        Fault fault = FaultOf(await LocalNode.StartAsync(options, Token));
        Assert.Equal("local.state-broken", fault.Code);
        Assert.Contains(".previous", fault.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_port_that_is_taken()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;
        Fault fault = FaultOf(await LocalNode.StartAsync(new LocalNodeOptions { Port = port }, Token));
        Assert.Equal(("local.port-taken", FaultKind.Refused), (fault.Code, fault.Kind));
    }

    [Fact]
    public void Says_how_to_install_anvil()
    {
        Fault fault = FaultOf(AnvilProgram.Find(_folder));
        Assert.Equal("local.anvil-missing", fault.Code);
        Assert.Contains("npm ci", fault.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reports_a_program_that_does_not_start()
    {
        Fault fault = FaultOf(await LocalNode.StartAsync(new LocalNodeOptions { Program = "/bin/false" }, Token));
        Assert.Equal("local.start-failed", fault.Code);
    }

    [Fact]
    public async Task Stops_when_its_parent_is_killed()
    {
        string announcement = Path.Combine(_folder, "endpoint");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(typeof(LocalNodeTests).Assembly.Location);
        start.Environment[NodeHolder.Variable] = announcement;
        using Process parent = Process.Start(start)!;
        while (!File.Exists(announcement))
        {
            Assert.False(parent.HasExited, "the process that was to hold a node ended");
            await Task.Delay(20, Token);
        }

        var endpoint = new Uri(await File.ReadAllTextAsync(announcement, Token));
        Assert.True(await AnswersAsync(endpoint));
        parent.Kill();
        await parent.WaitForExitAsync(Token);
        while (await AnswersAsync(endpoint))
            await Task.Delay(20, Token);
    }

    [Fact]
    public async Task A_detached_node_stays_until_it_is_stopped_and_keeps_its_state()
    {
        string pidFile = Path.Combine(_folder, "node.pid");
        var options = new LocalNodeOptions { StateFile = Path.Combine(_folder, "state.json") };
        Assert.Null(DetachedNode.Find(pidFile));
        DetachedNode node = (await DetachedNode.StartAsync(options, pidFile, Token)).Value;
        try
        {
            Assert.Equal(node, DetachedNode.Find(pidFile));
            using EthereumClient client = EthereumClient.Connect(node.Endpoint!);
            Assert.Equal(LocalAccounts.Allowance, await client.GetBalanceAsync(LocalAccounts.Addresses[9], BlockTag.Latest, Token));
            Assert.Equal("local.already-running", FaultOf(await DetachedNode.StartAsync(options, pidFile, Token)).Code);
        }
        finally
        {
            Assert.True(await DetachedNode.StopAsync(pidFile, TimeSpan.FromMinutes(1), CancellationToken.None));
        }

        Assert.False(await AnswersAsync(node.Endpoint!));
        Assert.Null(await DetachedNode.StopAsync(pidFile, TimeSpan.FromMinutes(1), Token));
        Assert.True(File.Exists(options.StateFile));
        Assert.False(File.Exists(pidFile));
    }

    [Fact]
    public async Task A_detached_node_that_cannot_start_leaves_nothing_behind()
    {
        string pidFile = Path.Combine(_folder, "node.pid");
        string state = Path.Combine(_folder, "state.json");
        await File.WriteAllTextAsync(state, "{", Token);
        Assert.Equal("local.state-broken", FaultOf(await DetachedNode.StartAsync(new LocalNodeOptions { StateFile = state }, pidFile, Token)).Code);
        Assert.Null(DetachedNode.Find(pidFile));
        Assert.False(File.Exists(pidFile));
    }

    private static Fault FaultOf<T>(Result<T> result)
        where T : notnull
        => Assert.Single(result.Faults);

    private static async Task<LocalNode> StartAsync(LocalNodeOptions options)
    {
        Result<LocalNode> started = await LocalNode.StartAsync(options, Token);
        return started.IsOk ? started.Value : throw new InvalidOperationException($"{started.Faults[0].Message}; {started.Faults[0].Hint}");
    }

    private static async Task<bool> AnswersAsync(Uri endpoint)
    {
        using EthereumClient client = EthereumClient.Connect(new HttpRpcOptions { Endpoint = endpoint, Retry = RetryPolicy.None });
        try
        {
            await client.GetChainIdAsync(Token);
            return true;
        }
        catch (TransportException)
        {
            return false;
        }
    }
}
