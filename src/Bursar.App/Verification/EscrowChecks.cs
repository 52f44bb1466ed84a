using Bursar.App.Indexing;
using Bursar.App.Planning;
using Bursar.Contracts;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Verification;

/// <summary>What is checked of every contract that the factory of drops made and funded.</summary>
internal sealed class EscrowChecks(EthereumClient client, ContractLogs logs, CheckLog log)
{
    /// <summary>The code, byte for byte, and that the factory made it.</summary>
    public async Task<bool> CodeAsync(
        Blueprint blueprint, string subject, Address address, Hash32 salt, byte[] expected, string kind, CancellationToken cancellationToken)
    {
        byte[] code = await client.GetCodeAsync(address, logs.Head, cancellationToken);
        if (code.Length == 0)
        {
            Address? other = await new PriorEffects(client).OtherAsync(blueprint, salt, address, logs.Head, cancellationToken);
            log.That(subject, "exists", ok: false, $"a {kind} at {address}", other is { } made ? $"one with other settings at {made}" : "no code there");
            return false;
        }

        log.That(subject, "code", code.AsSpan().SequenceEqual(expected), $"the code of {kind} with these parameters", Keccak256.Hash(code).ToString());
        Address recorded = await client.CallAsync(blueprint.DropFactory, new DropFactory.DropOfCall(blueprint.Operator, salt), logs.Head, cancellationToken);
        log.That(subject, "open", recorded == address, $"funded and opened by the factory at {address}", recorded == address ? $"funded and opened by the factory at {address}" : $"the factory knows {recorded}");
        return true;
    }

    /// <summary>What left a holder, transfer by transfer.</summary>
    public async Task<IReadOnlyList<(Log Entry, Erc20.TransferEvent Transfer)>> OutgoingAsync(Address token, Address holder, CancellationToken cancellationToken)
    {
        IReadOnlyList<Log> found = await logs.ReadAsync(token, [[Erc20.TransferEvent.Topic], [Word(holder)]], holder, cancellationToken);
        var transfers = new List<(Log, Erc20.TransferEvent)>(found.Count);
        foreach (Log entry in found)
        {
            if (Erc20.TransferEvent.TryDecode(entry.Topics, entry.Data, out Erc20.TransferEvent transfer))
                transfers.Add((entry, transfer));
        }

        return transfers;
    }

    /// <summary>What left is what the contract says, and what is owed is there. Anybody may send tokens there: more is no difference.</summary>
    public async Task<UInt256> BalanceAsync(
        string subject, string symbol, Address token, Address holder, UInt256 total, UInt256 gone, UInt256 transferred, CancellationToken cancellationToken)
    {
        UInt256 balance = await client.CallAsync(token, new Erc20.BalanceOfCall(holder), logs.Head, cancellationToken);
        log.Equal(subject, $"{symbol} that left", gone, transferred);
        UInt256 owed = total >= gone ? total - gone : UInt256.Zero;
        log.That(subject, $"{symbol} left", balance >= owed, $"at least {owed}", balance.ToString());
        return balance;
    }

    /// <summary>The times of the blocks in which <paramref name="entries"/> stand.</summary>
    public async Task<Dictionary<ulong, DateTimeOffset>> TimesAsync(IEnumerable<Log> entries, CancellationToken cancellationToken)
    {
        ulong[] blocks = [.. entries.Select(l => l.BlockNumber).Distinct()];
        IReadOnlyList<BlockHeader?> headers = await client.GetBlocksAsync([.. blocks.Select(BlockTag.At)], cancellationToken);
        return blocks.Zip(headers).Where(p => p.Second is not null).ToDictionary(p => p.First, p => DateTimeOffset.FromUnixTimeSeconds((long)p.Second!.Timestamp));
    }

    private static Hash32 Word(Address address)
    {
        Span<byte> word = stackalloc byte[32];
        word.Clear();
        address.CopyTo(word[12..]);
        return new Hash32(word);
    }
}
