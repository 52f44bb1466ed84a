using System.Diagnostics;
using System.Text.Json;
using Bursar.Core.Networks;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Bursar.Evm.Rpc.Transport;
using Bursar.Evm.Signing;
using Bursar.Evm.Transactions;
using Xunit;

namespace Bursar.Chain.Tests.Outbox;

/// <summary>A real chain of its own for one test: anvil that mines only when told to.</summary>
internal sealed class OutboxChain : IAsyncDisposable
{
    /// <summary>Holds one counter a key. A double effect shows as 2, since nothing in it refuses one.</summary>
    /// <remarks>Calldata of 32 bytes reads the counter of that key. Calldata of 64 bytes (key, needed key) counts up, and reverts with
    /// <c>NeedsFirst(uint256)</c> when another key is needed (not 0) and its counter is 0.</remarks>
    public static readonly Address Counter = Address.Parse("0x00000000000000000000000000000000000c0de1");

    private const string CounterCode =
        "0x36602014603557602035801560285780546028576389abcdef60e01b6000528060045260246000fd" +
        "5b5060003580546001019055005b6000355460005260206000f3";

    private readonly Process _process;
    private readonly List<IDisposable> _owned = [];
    private readonly CancellationTokenSource _stop = new();
    private Task _miner = Task.CompletedTask;

    private OutboxChain(Process process, Uri endpoint)
    {
        _process = process;
        Endpoint = endpoint;
        Client = Connect();
        Signer = new PrivateKeySigner(PrivateKey.FromBytes(Keccak256.Hash("bursar outbox test operator"u8).Span), new ChainId(31337));
        _owned.Add(Signer);
    }

    public Uri Endpoint { get; }

    public EthereumClient Client { get; }

    public PrivateKeySigner Signer { get; }

    public Hash32 Genesis { get; private set; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static NetworkProfile Network(FinalityRule finality, bool feeMarket = true) => new()
    {
        Name = "test",
        Title = "the test chain",
        ChainId = new ChainId(31337),
        Consensus = ConsensusKind.Authority,
        Finality = finality,
        BlockTime = TimeSpan.FromMilliseconds(150),
        NativeSymbol = "ETH",
        FeeMarket = feeMarket,
    };

    public static async Task<OutboxChain> StartAsync(params string[] more)
    {
        var start = new ProcessStartInfo(Anvil()) { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (string argument in (string[])["--port", "0", "--no-mining", "--order", "fifo", .. more])
            start.ArgumentList.Add(argument);
        Process process = Process.Start(start)!;
        const string Listening = "Listening on ";
        string? line;
        do
            line = await process.StandardOutput.ReadLineAsync(Cancel) ?? throw new InvalidOperationException("anvil ended before it listened");
        while (!line.StartsWith(Listening, StringComparison.Ordinal));
        _ = Task.Run(async () => await process.StandardOutput.ReadToEndAsync());
        var chain = new OutboxChain(process, new Uri($"http://{line[Listening.Length..]}"));
        await chain.TellAsync("anvil_setCode", Counter.ToLowerHex(), CounterCode);
        await chain.FundAsync(chain.Signer.Address, UInt256.PowerOfTen(20));
        chain.Genesis = (await chain.Client.GetBlockAsync(BlockTag.At(0), Cancel))!.Hash;
        return chain;
    }

    /// <summary>Another client on the same node, with retries of its own switched off.</summary>
    public EthereumClient Connect(Func<IRpcTransport, IRpcTransport>? wrap = null)
    {
        IRpcTransport transport = new HttpRpcTransport(new HttpRpcOptions { Endpoint = Endpoint, Retry = RetryPolicy.None });
        var client = new EthereumClient(wrap is null ? transport : wrap(transport), new EthereumClientOptions { ErrorDecoders = [NeedsFirst.Decode] });
        _owned.Add(client);
        return client;
    }

    public Task MineAsync(int blocks = 1) => TellAsync("anvil_mine", $"0x{blocks:x}");

    /// <summary>Mines a block every few milliseconds until the test ends.</summary>
    public void KeepMining() => _miner = Task.Run(async () =>
    {
        while (!_stop.IsCancellationRequested)
        {
            await MineAsync();
            await Task.Delay(15, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    });

    public async Task StopMiningAsync()
    {
        await _stop.CancelAsync();
        await _miner;
    }

    public Task FundAsync(Address account, UInt256 wei) => TellAsync("anvil_setBalance", account.ToLowerHex(), wei.ToHexQuantity());

    public async Task<UInt256> CountAsync(ulong key, BlockTag block = default) =>
        new(await Client.CallAsync(Counter, ((UInt256)key).ToBigEndian(), block, Cancel));

    public Task<ulong> NonceAsync() => Client.GetTransactionCountAsync(Signer.Address, BlockTag.Latest, Cancel);

    /// <summary>Transactions that wait at the node, ready or behind a gap.</summary>
    public async Task<int> WaitingAsync()
    {
        JsonElement status = await Client.RequestAsync(RpcRequest.Of("txpool_status"), Cancel);
        return Read(status.GetProperty("pending")) + Read(status.GetProperty("queued"));

        static int Read(JsonElement number) =>
            number.ValueKind == JsonValueKind.Number ? number.GetInt32() : Convert.ToInt32(number.GetString(), 16);
    }

    /// <summary>Sends from the operator's own key behind the outbox's back.</summary>
    public async Task<Hash32> SendForeignAsync(ulong nonce, Address to, byte[] data, ulong gwei)
    {
        UInt256 fee = (UInt256)gwei * UInt256.PowerOfTen(9);
        SignedTransaction signed = await Signer.SignTransactionAsync(new Eip1559Transaction
        {
            ChainId = new ChainId(31337),
            Nonce = nonce,
            GasLimit = 100_000,
            To = to,
            Data = data,
            MaxFeePerGas = fee,
            MaxPriorityFeePerGas = fee,
        }, Cancel);
        return await Client.SendRawTransactionAsync(signed.Raw, Cancel);
    }

    public Task<JsonElement> TellAsync(string method, params string[] parameters) => Client.RequestAsync(RpcRequest.Of(method, writer =>
    {
        foreach (string parameter in parameters)
            writer.WriteStringValue(parameter);
    }), Cancel);

    public async ValueTask DisposeAsync()
    {
        await StopMiningAsync();
        foreach (IDisposable owned in Enumerable.Reverse(_owned))
            owned.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        _stop.Dispose();
    }

    /// <summary>Waits until something holds; the test's own time limit ends a wait for what never comes.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds, string what)
    {
        for (int i = 0; i < 6000; i++)
        {
            if (await holds())
                return;
            await Task.Delay(10, Cancel);
        }

        Assert.Fail($"waited a minute in vain until {what}");
    }

    private static string Anvil()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Bursar.slnx")))
            folder = folder.Parent;
        string platform = OperatingSystem.IsMacOS() ? "darwin" : OperatingSystem.IsWindows() ? "win32" : "linux";
        string machine = System.Runtime.InteropServices.RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? "arm64" : "amd64";
        string binary = Path.Combine(folder?.FullName ?? "", "contracts", "node_modules", "@foundry-rs", $"anvil-{platform}-{machine}", "bin",
            OperatingSystem.IsWindows() ? "anvil.exe" : "anvil");
        return File.Exists(binary) ? binary : throw new FileNotFoundException("anvil is missing: run 'npm ci' in contracts/", binary);
    }
}
