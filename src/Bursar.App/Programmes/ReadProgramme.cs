using Bursar.App.Indexing;
using Bursar.App.Tokens;
using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Programmes;

/// <summary>Reads what a chain says of a recurring programme.</summary>
public sealed class ReadProgramme(EthereumClient client)
{
    /// <summary>Reads it.</summary>
    /// <returns>The facts, or a fault when the contract there is none of Bursar's programmes.</returns>
    public async Task<Result<ProgrammeState>> RunAsync(Address programme, CancellationToken cancellationToken = default)
    {
        BlockHeader head = await client.GetBlockAsync(BlockTag.Latest, cancellationToken)
            ?? throw new FaultException(new Fault("rpc.no-head", "the node has no latest block.", Hint: "Let the node finish its start.") { Kind = FaultKind.Refused });
        BlockTag at = head.Number;
        byte[] code = await client.GetCodeAsync(programme, at, cancellationToken);
        if (!CumulativeDropCode.TryRead(code, out CumulativeDrop.CumulativeDropParameters? parameters))
        {
            return new Fault("programme.not-programme", code.Length == 0 ? $"there is no contract at {programme}." : $"the contract at {programme} is no programme of Bursar.", "programme",
                "Check the address and the network.")
            { Kind = FaultKind.Refused };
        }

        ProgrammeHistory history = await ProgrammeHistory.ReadAsync(client, new ContractLogs(client, head.Number), programme, cancellationToken);
        CumulativeDrop.ActiveResult active = await client.CallAsync(programme, new CumulativeDrop.ActiveCall(), at, cancellationToken);
        CumulativeDrop.PendingResult pending = await client.CallAsync(programme, new CumulativeDrop.PendingCall(), at, cancellationToken);
        Address[] tokens = [.. history.Escrow.Keys.Concat(history.Lists.SelectMany(l => l.Totals.Select(t => t.Token))).Distinct().Order()];
        var read = new List<ProgrammeToken>(tokens.Length);
        foreach (Address token in tokens)
        {
            read.Add(new ProgrammeToken(
                token,
                await TokenText.ReadAsync(client, token, new Erc20.SymbolCall(), at, cancellationToken),
                await TokenText.TryCallAsync(client, token, new Erc20.DecimalsCall(), at, cancellationToken) is { } d && d <= Amount.MaxDecimals ? d : (byte)0,
                await client.CallAsync(programme, new CumulativeDrop.EscrowOfCall(token), at, cancellationToken),
                history.Claims.Where(c => c.Token == token).Aggregate(UInt256.Zero, (sum, c) => sum + c.Amount),
                await TokenText.TryCallAsync(client, token, new Erc20.BalanceOfCall(programme), at, cancellationToken) ?? UInt256.Zero));
        }

        return new ProgrammeState
        {
            Address = programme,
            Parameters = parameters,
            Owner = await client.CallAsync(programme, new CumulativeDrop.OwnerCall(), at, cancellationToken),
            LastId = pending.Id,
            ActiveRoot = active.Root,
            SubRoots = active.Root.IsZero ? 0 : await SubRootsAsync(programme, at, cancellationToken),
            WaitingHash = pending.ProposalHash,
            ReadyAt = ulong.TryParse(pending.ReadyAt.ToString(), out ulong readyAt) ? readyAt : ulong.MaxValue,
            Tokens = read,
            History = history,
            Block = head.Number,
            Time = head.Timestamp,
        };
    }

    /// <summary>The contract keeps a power of two of them, and zeros behind.</summary>
    private async Task<int> SubRootsAsync(Address programme, BlockTag at, CancellationToken cancellationToken)
    {
        IReadOnlyList<Hash32> firstOfEachHalf = await client.CallManyAsync<Hash32>(
            [.. Enumerable.Range(0, 9).Select(bit => new ContractCall<Hash32>(programme, new CumulativeDrop.SubRootCall((UInt256)(1UL << bit))))], at, cancellationToken);
        return 1 << firstOfEachHalf.Count(node => !node.IsZero);
    }
}
