using Bursar.App.Indexing;
using Bursar.App.Tokens;
using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Core.Vesting;
using Bursar.Evm.Abi;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Vesting;

/// <summary>Reads schedules from the chain alone: the vault's events publish each of them whole.</summary>
public sealed class ReadSchedules(EthereumClient client)
{
    private const int MostMoves = 1_000;
    private const int MostIds = 500;

    /// <summary>The schedules with these ids, in their order.</summary>
    /// <returns>The schedules, or a <c>vesting.unknown-schedule</c> for each id that no schedule has now.</returns>
    public async Task<Result<IReadOnlyList<ScheduleState>>> ByIdAsync(IReadOnlyList<Hash32> ids, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<ScheduleState> found = await FindAsync(ids, cancellationToken);
        ILookup<Hash32, ScheduleState> byId = found.ToLookup(s => s.Id);
        Fault[] faults = [.. ids.Where(id => !byId.Contains(id)).Select(Unknown)];
        return faults.Length > 0 ? Result<IReadOnlyList<ScheduleState>>.Fail(faults) : Result<IReadOnlyList<ScheduleState>>.Ok([.. ids.Select(id => byId[id].First())]);
    }

    /// <summary>Those of the schedules with these ids that are open; a schedule that moved to another account is found by its new id alone.</summary>
    public async Task<IReadOnlyList<ScheduleState>> FindAsync(IReadOnlyList<Hash32> ids, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        BlockHeader head = await HeadAsync(cancellationToken);
        if (!await IsThereAsync(head, cancellationToken))
            return [];
        var logs = new ContractLogs(client, head.Number);
        var openings = new List<Log>();
        foreach (Hash32[] part in ids.Distinct().Chunk(MostIds))
            openings.AddRange(await logs.ReadAsync(Deployments.VestingVaultAddress, [[VestingVault.ScheduleOpenedEvent.Topic], part], cancellationToken: cancellationToken));
        HashSet<Hash32> opened = [.. openings.Select(o => o.Topics[1])];
        foreach (Hash32[] part in ids.Distinct().Where(id => !opened.Contains(id)).Chunk(MostIds))
        {
            foreach (Log move in await logs.ReadAsync(Deployments.VestingVaultAddress, [[VestingVault.ReassignedEvent.Topic], [], part], cancellationToken: cancellationToken))
            {
                if (await OpeningAsync(logs, move.Topics[1], cancellationToken) is { } opening && opened.Add(opening.Topics[1]))
                    openings.Add(opening);
            }
        }

        HashSet<Hash32> wanted = [.. ids];
        return [.. (await StatesAsync(head, logs, openings, cancellationToken)).Where(s => wanted.Contains(s.Id))];
    }

    /// <summary>The schedules that <paramref name="account"/> withdraws from by now, in the order in which they were opened.</summary>
    public async Task<IReadOnlyList<ScheduleState>> OfAsync(Address account, CancellationToken cancellationToken = default)
    {
        BlockHeader head = await HeadAsync(cancellationToken);
        if (!await IsThereAsync(head, cancellationToken))
            return [];
        var logs = new ContractLogs(client, head.Number);
        var openings = new List<Log>(await logs.ReadAsync(
            Deployments.VestingVaultAddress, [[VestingVault.ScheduleOpenedEvent.Topic], [], [AbiTopic.Of(account)]], cancellationToken: cancellationToken));
        foreach (Log log in await logs.ReadAsync(
            Deployments.VestingVaultAddress, [[VestingVault.ReassignedEvent.Topic], [], [], [AbiTopic.Of(account)]], cancellationToken: cancellationToken))
        {
            if (await OpeningAsync(logs, log.Topics[1], cancellationToken) is { } opening && openings.All(o => o.Topics[1] != opening.Topics[1]))
                openings.Add(opening);
        }

        return [.. (await StatesAsync(head, logs, openings, cancellationToken)).Where(s => s.Schedule.Recipient == account)];
    }

    /// <summary>The fault for an id that no schedule has.</summary>
    internal static Fault Unknown(Hash32 id) => new Fault("vesting.unknown-schedule", $"no schedule {id} is open on this chain.", "schedule",
        "Check the id and the network; a schedule that was moved has a new id, and 'bursar vest show' with the account's address names it.")
    { Kind = FaultKind.Refused };

    private async Task<BlockHeader> HeadAsync(CancellationToken cancellationToken) => await client.GetBlockAsync(BlockTag.Latest, cancellationToken)
        ?? throw new FaultException(new Fault("rpc.no-head", "the node has no latest block.", Hint: "Let the node finish its start.") { Kind = FaultKind.Refused });

    private async Task<bool> IsThereAsync(BlockHeader head, CancellationToken cancellationToken) =>
        (await client.GetCodeAsync(Deployments.VestingVaultAddress, head.Number, cancellationToken)).Length > 0;

    /// <summary>The opening of the schedule that has this id now, or had it once: back through its moves.</summary>
    private static async Task<Log?> OpeningAsync(ContractLogs logs, Hash32 id, CancellationToken cancellationToken)
    {
        for (int i = 0; i < MostMoves; i++)
        {
            IReadOnlyList<Log> opened = await logs.ReadAsync(Deployments.VestingVaultAddress, [[VestingVault.ScheduleOpenedEvent.Topic], [id]], cancellationToken: cancellationToken);
            if (opened.Count > 0)
                return opened[0];
            IReadOnlyList<Log> moves = await logs.ReadAsync(Deployments.VestingVaultAddress, [[VestingVault.ReassignedEvent.Topic], [], [id]], cancellationToken: cancellationToken);
            if (moves.Count == 0)
                return null;
            id = moves[0].Topics[1];
        }

        return null;
    }

    private async Task<IReadOnlyList<ScheduleState>> StatesAsync(BlockHeader head, ContractLogs logs, List<Log> openings, CancellationToken cancellationToken)
    {
        VaultBooks books = await VaultBooks.FollowAsync(client, logs, openings, cancellationToken);
        DateTimeOffset now = DateTimeOffset.FromUnixTimeSeconds((long)head.Timestamp);
        var states = new List<ScheduleState>();
        var texts = new Dictionary<Address, (string? Symbol, byte Decimals)>();
        foreach (VaultEntry entry in books.Entries)
        {
            Address token = entry.Schedule.Token;
            if (!texts.TryGetValue(token, out (string? Symbol, byte Decimals) text))
            {
                byte? decimals = await TokenText.TryCallAsync(client, token, new Erc20.DecimalsCall(), head.Number, cancellationToken);
                text = texts[token] = (await TokenText.ReadAsync(client, token, new Erc20.SymbolCall(), head.Number, cancellationToken), decimals is { } d && d <= Amount.MaxDecimals ? d : (byte)0);
            }

            Address holder = entry.State.Boxed ? VestingKeys.BoxOf(entry.Schedule) : Deployments.VestingVaultAddress;
            UInt256 held = await TokenText.TryCallAsync(client, token, new Erc20.BalanceOfCall(holder), head.Number, cancellationToken) ?? UInt256.Zero;
            // The contract opens no curve that this refuses.
            VestingCurve curve = VestingCurve.FromWords(entry.Schedule.Points).Value;
            states.Add(new ScheduleState(
                entry.Id, entry.Schedule, curve, entry.State.Promised, Unlocks.Vested(curve, entry.State.Promised, now), entry.State.Withdrawn, held, entry.State.Boxed, entry.RevokedAt, text.Symbol,
                text.Decimals, now));
        }

        return states;
    }
}
