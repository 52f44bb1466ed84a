using Bursar.App.Indexing;
using Bursar.Contracts;
using Bursar.Core.Drops;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Programmes;

/// <summary>What happened in a programme, replayed from its events in the order of the chain.</summary>
public sealed class ProgrammeHistory
{
    private readonly List<ProgrammeList> _lists = [];
    private readonly List<ProgrammeClaim> _claims = [];
    private readonly Dictionary<Address, UInt256> _escrow = [];
    private readonly Dictionary<Address, UInt256> _clawedBack = [];

    private ProgrammeHistory()
    {
    }

    /// <summary>Every list that was proposed, in order.</summary>
    public IReadOnlyList<ProgrammeList> Lists => _lists;

    /// <summary>Every payment.</summary>
    public IReadOnlyList<ProgrammeClaim> Claims => _claims;

    /// <summary>What was paid in, by token.</summary>
    public IReadOnlyDictionary<Address, UInt256> Escrow => _escrow;

    /// <summary>What the owner took back, by token.</summary>
    public IReadOnlyDictionary<Address, UInt256> ClawedBack => _clawedBack;

    /// <summary>The list that counts; null before the first one.</summary>
    public ProgrammeList? Active => _lists.LastOrDefault(l => l.State == ProgrammeListState.Active);

    /// <summary>The list that waits; null when none does.</summary>
    public ProgrammeList? Waiting => _lists.LastOrDefault(l => l.State == ProgrammeListState.Waiting);

    /// <summary>Reads it.</summary>
    /// <param name="client">The chain.</param>
    /// <param name="logs">Its logs.</param>
    /// <param name="programme">The programme's address.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    public static async Task<ProgrammeHistory> ReadAsync(EthereumClient client, ContractLogs logs, Address programme, CancellationToken cancellationToken = default)
    {
        var history = new ProgrammeHistory();
        foreach (Log entry in await logs.ReadAsync(Deployments.DropFactoryAddress, [[DropFactory.CumulativeDropCreatedEvent.Topic], [Word(programme)]], programme, cancellationToken))
        {
            if (DropFactory.CumulativeDropCreatedEvent.TryDecode(entry.Topics, entry.Data, out DropFactory.CumulativeDropCreatedEvent made))
            {
                foreach (DropFactory.TokenAmount first in made.Escrow)
                    history.Pay(first.Token, first.Amount);
            }
        }

        IReadOnlyList<Log> entries = await logs.ReadAsync(programme, [], cancellationToken: cancellationToken);
        ulong[] blocks = [.. entries.Select(l => l.BlockNumber).Distinct()];
        IReadOnlyList<BlockHeader?> headers = await client.GetBlocksAsync([.. blocks.Select(BlockTag.At)], cancellationToken);
        Dictionary<ulong, DateTimeOffset> times = blocks.Zip(headers).Where(p => p.Second is not null).ToDictionary(p => p.First, p => DateTimeOffset.FromUnixTimeSeconds((long)p.Second!.Timestamp));
        foreach (Log entry in entries)
            history.Add(entry, times.GetValueOrDefault(entry.BlockNumber));
        return history;
    }

    private void Add(Log entry, DateTimeOffset time)
    {
        if (CumulativeDrop.ClaimedEvent.TryDecode(entry.Topics, entry.Data, out CumulativeDrop.ClaimedEvent claim))
            _claims.Add(new ProgrammeClaim(claim.Account, claim.Token, claim.Amount, entry.BlockNumber, time, entry.TransactionHash));
        else if (CumulativeDrop.FundedEvent.TryDecode(entry.Topics, entry.Data, out CumulativeDrop.FundedEvent funded))
            Pay(funded.Token, funded.Amount);
        else if (CumulativeDrop.ClawedBackEvent.TryDecode(entry.Topics, entry.Data, out CumulativeDrop.ClawedBackEvent back))
            _clawedBack[back.Token] = _clawedBack.GetValueOrDefault(back.Token) + back.Amount;
        else if (CumulativeDrop.ProposedEvent.TryDecode(entry.Topics, entry.Data, out CumulativeDrop.ProposedEvent proposed))
            Propose(entry, proposed);
        else if (CumulativeDrop.VetoedEvent.TryDecode(entry.Topics, entry.Data, out CumulativeDrop.VetoedEvent vetoed))
            Change(l => l.Id == vetoed.Id, l => l with { State = ProgrammeListState.Stopped, StoppedBy = vetoed.Watcher });
        else if (CumulativeDrop.ActivatedEvent.TryDecode(entry.Topics, entry.Data, out CumulativeDrop.ActivatedEvent activated))
            Activate(activated.Id, time);
    }

    private void Propose(Log entry, CumulativeDrop.ProposedEvent proposed)
    {
        Change(l => l.State == ProgrammeListState.Waiting, l => l with { State = ProgrammeListState.Withdrawn });
        ulong readyAt = ulong.TryParse(proposed.ReadyAt.ToString(), out ulong seconds) ? seconds : ulong.MaxValue;
        _lists.Add(new ProgrammeList(
            proposed.Id, proposed.Root, readyAt, proposed.ListHash, proposed.Uri, [.. proposed.Totals.Select(t => new TokenTotal(t.Token, t.Amount))], entry.BlockNumber, entry.TransactionHash));
    }

    private void Activate(UInt256 id, DateTimeOffset time)
    {
        Change(l => l.State == ProgrammeListState.Active, l => l with { State = ProgrammeListState.Former });
        Change(l => l.Id == id, l => l with
        {
            State = ProgrammeListState.Active,
            ActiveSince = time,
            EscrowThen = [.. l.Totals.Select(t => new TokenTotal(t.Token, _escrow.GetValueOrDefault(t.Token)))],
        });
    }

    private void Pay(Address token, UInt256 amount) => _escrow[token] = _escrow.GetValueOrDefault(token) + amount;

    private void Change(Predicate<ProgrammeList> which, Func<ProgrammeList, ProgrammeList> how)
    {
        for (int i = 0; i < _lists.Count; i++)
        {
            if (which(_lists[i]))
                _lists[i] = how(_lists[i]);
        }
    }

    private static Hash32 Word(Address address)
    {
        Span<byte> word = stackalloc byte[32];
        word.Clear();
        address.CopyTo(word[12..]);
        return new Hash32(word);
    }
}

/// <summary>A payment out of a programme.</summary>
/// <param name="Account">Who was paid.</param>
/// <param name="Token">Of which token.</param>
/// <param name="Amount">How much, in base units.</param>
/// <param name="Block">Block number.</param>
/// <param name="Time">Time of the block.</param>
/// <param name="Transaction">The transaction.</param>
public sealed record ProgrammeClaim(Address Account, Address Token, UInt256 Amount, ulong Block, DateTimeOffset Time, Hash32 Transaction);
