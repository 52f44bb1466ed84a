using Bursar.App.LocalChain;
using Bursar.Core.Faults;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Bursar.Evm.Signing;
using Bursar.Evm.Transactions;
using Xunit;

namespace Bursar.Chain.Tests;

/// <summary>A real chain for one test class (or collection): its own anvil on a free port, without memory of earlier runs.</summary>
public class ChainFixture : IAsyncLifetime
{
    private readonly List<PrivateKeySigner> _signers = [];
    private LocalNode? _node;
    private EthereumClient? _client;

    /// <summary>Where the chain answers.</summary>
    public Uri Endpoint => Node.Endpoint;

    /// <summary>The chain id.</summary>
    public ChainId ChainId => Node.ChainId;

    /// <summary>A client that knows the errors of Bursar's contracts.</summary>
    public EthereumClient Client => _client ?? throw new InvalidOperationException("the chain was not started");

    /// <summary>Makes blocks, money and time.</summary>
    public LocalControls Controls { get; private set; } = null!;

    private LocalNode Node => _node ?? throw new InvalidOperationException("the chain was not started");

    /// <summary>How the chain is started.</summary>
    protected virtual LocalNodeOptions Options => new();

    /// <summary>Signer of a funded account, from 0 to 9; the fixture disposes it.</summary>
    public PrivateKeySigner Signer(int number)
    {
        PrivateKeySigner signer = LocalAccounts.Signer(number);
        lock (_signers)
            _signers.Add(signer);
        return signer;
    }

    /// <summary>Signs a transaction with fresh fees, the next nonce and an estimated gas limit.</summary>
    public async Task<SignedTransaction> SignAsync(
        ISigner signer, Address? to, byte[] data, UInt256 value = default, ulong? gasLimit = null, ulong? nonce = null)
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        FeeQuote fees = await Client.GetFeesAsync(cancellationToken: token);
        ulong gas = gasLimit ?? await Client.EstimateGasAsync(
            new CallRequest { From = signer.Address, To = to, Data = data, Value = value }, cancellationToken: token);
        var transaction = new Eip1559Transaction
        {
            ChainId = ChainId,
            Nonce = nonce ?? await Client.GetTransactionCountAsync(signer.Address, BlockTag.Pending, token),
            GasLimit = gas,
            To = to,
            Value = value,
            Data = data,
            MaxFeePerGas = fees.MaxFeePerGas,
            MaxPriorityFeePerGas = fees.MaxPriorityFeePerGas!.Value,
        };
        return await signer.SignTransactionAsync(transaction, token);
    }

    /// <summary>Sends a transaction and waits until it is in a block; it may have reverted there.</summary>
    public async Task<Receipt> SendAsync(ISigner signer, Address? to, byte[] data, UInt256 value = default, ulong? gasLimit = null)
    {
        SignedTransaction signed = await SignAsync(signer, to, data, value, gasLimit);
        return await WaitAsync(await Client.SendRawTransactionAsync(signed.Raw, TestContext.Current.CancellationToken));
    }

    /// <summary>Waits until a transaction is in a block. For a moment after that anvil still shows it as waiting in its pool.</summary>
    public async Task<Receipt> WaitAsync(Hash32 hash)
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        while (true)
        {
            if (await Client.GetReceiptAsync(hash, token) is { } receipt && await Client.GetTransactionAsync(hash, token) is { BlockHash: not null })
                return receipt;
            await Task.Delay(10, token);
        }
    }

    /// <summary>Deploys creation code and gives the contract's address.</summary>
    public async Task<Address> DeployAsync(ISigner signer, byte[] creationCode)
    {
        Receipt receipt = await SendAsync(signer, null, creationCode);
        Assert.True(receipt.Status);
        return Assert.NotNull(receipt.ContractAddress);
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Result<LocalNode> started = await LocalNode.StartAsync(Options, TestContext.Current.CancellationToken);
        if (!started.TryGet(out _node))
            Assert.Fail($"The tests of the chain need a local chain: {started.Faults[0].Message}. To put it right, {started.Faults[0].Hint}.");
        _client = _node.Connect(new EthereumClientOptions { ErrorDecoders = [Contracts.ContractErrors.Decode] });
        Controls = new LocalControls(_client);
    }

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _client?.Dispose();
        foreach (PrivateKeySigner signer in _signers)
            signer.Dispose();
        if (_node is not null)
            await _node.DisposeAsync();
    }
}
