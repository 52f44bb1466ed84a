using Bursar.App.Approval;
using Bursar.App.Execution;
using Bursar.App.Networks;
using Bursar.Core.Networks;
using Bursar.Evm.Signing;
using Bursar.Storage;

namespace Bursar.Cli.Commands;

/// <summary>A connection, a key and the journal, held while a command sends.</summary>
internal sealed class Sender : IAsyncDisposable
{
    private readonly ChainConnection _chain;
    private readonly ISigner _signer;
    private readonly SqlJournal _journal;

    private Sender(CommandContext context, ChainConnection chain, ISigner signer, SqlJournal journal)
    {
        _chain = chain;
        _signer = signer;
        _journal = journal;
        Send = new SendSteps(chain.Client, signer, journal, chain.Network, new PolicyPins(context.Home), TimeProvider.System);
    }

    /// <summary>Sends.</summary>
    public SendSteps Send { get; }

    /// <summary>The journal.</summary>
    public SqlJournal Journal => _journal;

    /// <summary>The signer.</summary>
    public ISigner Signer => _signer;

    /// <summary>Connects, unlocks the key and opens the journal.</summary>
    public static async Task<Sender> OpenAsync(CommandContext context, NetworkProfile network, string from, CancellationToken cancellationToken)
    {
        ISigner signer = await Session.SignerAsync(context, from, network, cancellationToken);
        ChainConnection? chain = null;
        try
        {
            chain = await Session.ConnectAsync(context, network, cancellationToken);
            return new Sender(context, chain, signer, await Session.OpenJournalAsync(context, cancellationToken));
        }
        catch
        {
            (signer as IDisposable)?.Dispose();
            if (chain is not null)
                await chain.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        (_signer as IDisposable)?.Dispose();
        await _journal.DisposeAsync();
        await _chain.DisposeAsync();
    }
}
