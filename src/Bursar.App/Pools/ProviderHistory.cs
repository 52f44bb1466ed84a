using Bursar.Contracts;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Pools;

/// <summary>What an account put into a pair for the LP tokens that it has, replayed from all events of the pair.</summary>
/// <remarks>LP tokens that came by a transfer count as put in at the reserves of that moment; what goes away takes its part of the entry along, rounded down.</remarks>
internal sealed class ProviderHistory(Address account)
{
    private UInt256 _reserve0;
    private UInt256 _reserve1;
    private UInt256 _total;

    /// <summary>LP tokens.</summary>
    public UInt256 Liquidity { get; private set; }

    /// <summary>What was put in for them of the first token.</summary>
    public UInt256 Entry0 { get; private set; }

    /// <summary>What was put in for them of the second token.</summary>
    public UInt256 Entry1 { get; private set; }

    // LP tokens come into being before the amounts are known.
    private UInt256 _minted;

    /// <summary>Takes the next event.</summary>
    public void Add(Log log)
    {
        if (UniswapV2Pair.SyncEvent.TryDecode(log.Topics, log.Data, out UniswapV2Pair.SyncEvent sync))
            (_reserve0, _reserve1) = (sync.Reserve0, sync.Reserve1);
        else if (UniswapV2Pair.TransferEvent.TryDecode(log.Topics, log.Data, out UniswapV2Pair.TransferEvent transfer))
            Move(transfer);
        else if (UniswapV2Pair.MintEvent.TryDecode(log.Topics, log.Data, out UniswapV2Pair.MintEvent mint) && !_minted.IsZero)
            (Entry0, Entry1, Liquidity, _minted) = (Entry0 + mint.Amount0, Entry1 + mint.Amount1, Liquidity + _minted, UInt256.Zero);
    }

    private void Move(UniswapV2Pair.TransferEvent transfer)
    {
        if (transfer.From == account && transfer.To == account)
            return;
        if (transfer.From == account && !Liquidity.IsZero)
        {
            UInt256 left = Liquidity - transfer.Value;
            (Entry0, Entry1, Liquidity) = (UInt256.MultiplyDivide(Entry0, left, Liquidity), UInt256.MultiplyDivide(Entry1, left, Liquidity), left);
        }

        if (transfer.To == account)
        {
            if (transfer.From.IsZero)
                _minted = transfer.Value;
            else if (!_total.IsZero)
                (Entry0, Entry1, Liquidity) = (Entry0 + UInt256.MultiplyDivide(_reserve0, transfer.Value, _total), Entry1 + UInt256.MultiplyDivide(_reserve1, transfer.Value, _total), Liquidity + transfer.Value);
        }

        // Both what is made and what is burnt has the zero address on the other side; the first 1,000 units are made for it and stay.
        if (transfer.From.IsZero)
            _total += transfer.Value;
        else if (transfer.To.IsZero)
            _total -= transfer.Value;
    }
}
