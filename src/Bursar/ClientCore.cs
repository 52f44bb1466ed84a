using Bursar.App.Approval;
using Bursar.App.Errors;
using Bursar.App.Execution;
using Bursar.App.Networks;
using Bursar.App.Outbox;
using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Bursar.Evm.Signing;

namespace Bursar;

/// <summary>What the areas of a client share: the connection, the journal, and the turn to send.</summary>
internal sealed class ClientCore(ChainConnection connection, ISigner signer, IJournal journal, BursarClientOptions options, string folder) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    public Address Account => signer.Address;

    public ISigner Signer => signer;

    /// <summary>The signer, for a signature that gives something away without being sent: refused where a policy that is pinned would want an approval.</summary>
    /// <exception cref="FaultException">It would.</exception>
    public ISigner SignerFor(string action)
    {
        new ActionGate(Steps.Pins, options.Time).Require(signer.Address, action);
        return signer;
    }

    public IJournal Journal => journal;

    public BursarClientOptions Options => options;

    public string Folder => folder;

    public NetworkProfile Network => connection.Network;

    public EthereumClient Chain => connection.Client;

    public SendSteps Steps { get; } = new(connection.Client, signer, journal, connection.Network, new PolicyPins(folder), options.Time);

    /// <summary>Turns the exceptions that a node, a contract or the machine can cause into faults.</summary>
    public static async Task<T> DescribeAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (e is not FaultException && ExceptionFaults.Describe(e) is { } faults)
        {
            throw new FaultException(faults, e);
        }
    }

    /// <summary>Runs what sends when nothing else of this client does.</summary>
    /// <exception cref="FaultException">It did not work.</exception>
    public Task<T> SendAsync<T>(Func<Task<Result<T>>> send, CancellationToken cancellationToken)
        where T : notnull => DescribeAsync(async () =>
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return (await send()).Value;
        }
        finally
        {
            _turn.Release();
        }
    });

    public async ValueTask DisposeAsync()
    {
        await journal.DisposeAsync();
        await connection.DisposeAsync();
        _turn.Dispose();
    }
}
