using Bursar.Contracts;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Verification;

/// <summary>Replays the events of an escrow of vouchers in the order of the chain.</summary>
internal sealed class VoucherHistory
{
    private readonly ILookup<Hash32, (Log Entry, Erc20.TransferEvent Transfer)> _outgoing;
    private readonly Dictionary<ulong, DateTimeOffset> _times;
    private readonly List<Address> _signers = [];
    private (Hash32 Transaction, Address Account, Address To)? _redirected;

    public VoucherHistory(VoucherDrop.VoucherDropParameters parameters, IEnumerable<(Log Entry, Erc20.TransferEvent Transfer)> outgoing, Dictionary<ulong, DateTimeOffset> times)
    {
        _outgoing = outgoing.ToLookup(t => t.Entry.TransactionHash);
        _times = times;
        if (!parameters.Signer.IsZero)
            SetBudget(parameters.Signer, parameters.Budget);
    }

    public Dictionary<Address, UInt256> Budgets { get; } = [];

    public HashSet<(Address Signer, UInt256 Nonce)> Nonces { get; } = [];

    public List<VoucherPayment> Payments { get; } = [];

    public List<VoucherRevocation> Revocations { get; } = [];

    public UInt256 Paid { get; private set; }

    public UInt256 ClawedBack { get; private set; }

    public List<(string Row, string Expected, string Found)> Twice { get; } = [];

    public List<(string Row, string Expected, string Found)> Over { get; } = [];

    public List<(string Row, string Expected, string Found)> OtherRows { get; } = [];

    public IReadOnlyList<SignerFacts> Signers() => [.. _signers.Select(s =>
    {
        VoucherPayment[] own = [.. Payments.Where(p => p.Signer == s)];
        return new SignerFacts(s, Budgets[s], own.Aggregate(UInt256.Zero, (sum, p) => sum + p.Amount), own.Select(p => p.Nonce).Distinct().Count());
    })];

    public void Add(Log entry)
    {
        if (VoucherDrop.VoucherClaimedEvent.TryDecode(entry.Topics, entry.Data, out VoucherDrop.VoucherClaimedEvent one))
            AddVoucher(entry, one);
        else if (VoucherDrop.BatchClaimedEvent.TryDecode(entry.Topics, entry.Data, out VoucherDrop.BatchClaimedEvent batch))
            AddBatch(entry, batch);
        else if (VoucherDrop.VoucherRedirectedEvent.TryDecode(entry.Topics, entry.Data, out VoucherDrop.VoucherRedirectedEvent redirected))
            _redirected = (entry.TransactionHash, redirected.Account, redirected.To);
        else if (VoucherDrop.VouchersRevokedEvent.TryDecode(entry.Topics, entry.Data, out VoucherDrop.VouchersRevokedEvent revoked))
            Revocations.Add(new VoucherRevocation(revoked.Signer, revoked.First, revoked.Count, entry.TransactionHash));
        else if (VoucherDrop.BudgetSetEvent.TryDecode(entry.Topics, entry.Data, out VoucherDrop.BudgetSetEvent set))
            SetBudget(set.Signer, set.Budget);
        else if (VoucherDrop.SignerRotatedEvent.TryDecode(entry.Topics, entry.Data, out VoucherDrop.SignerRotatedEvent rotated))
            Rotate(rotated);
        else if (VoucherDrop.ClawedBackEvent.TryDecode(entry.Topics, entry.Data, out VoucherDrop.ClawedBackEvent back))
            ClawedBack += back.Amount;
    }

    private void AddVoucher(Log entry, VoucherDrop.VoucherClaimedEvent claim)
    {
        Spend(claim.Signer, claim.Nonce, claim.Amount, entry);
        Address to = _redirected is { } other && other.Transaction == entry.TransactionHash && other.Account == claim.Account ? other.To : claim.Account;
        _redirected = null;
        Payments.Add(new VoucherPayment(claim.Signer, claim.Nonce, null, claim.Account, to, claim.Amount, entry.BlockNumber, TimeOf(entry), entry.TransactionHash));
    }

    /// <summary>The chain keeps only the hash of a batch's rows; the rows themselves are the transfers that follow its event.</summary>
    private void AddBatch(Log entry, VoucherDrop.BatchClaimedEvent batch)
    {
        Spend(batch.Signer, batch.Nonce, batch.Total, entry);
        int count = int.TryParse(batch.Count.ToString(), out int many) ? many : int.MaxValue;
        Erc20.TransferEvent[] rows = [.. _outgoing[entry.TransactionHash].Where(t => t.Entry.LogIndex > entry.LogIndex).Take(count).Select(t => t.Transfer)];
        Hash32 found = VoucherVerifier.HashOf(rows);
        if (rows.Length != count || found != batch.RowsHash)
            OtherRows.Add(($"batch {batch.Nonce} of {batch.Signer}", $"{batch.Count} rows with the hash {batch.RowsHash}", $"{rows.Length} transfers with the hash {found} in {entry.TransactionHash}"));
        for (int i = 0; i < rows.Length; i++)
            Payments.Add(new VoucherPayment(batch.Signer, batch.Nonce, i, rows[i].To, rows[i].To, rows[i].Value, entry.BlockNumber, TimeOf(entry), entry.TransactionHash));
    }

    private void Spend(Address signer, UInt256 nonce, UInt256 amount, Log entry)
    {
        Paid += amount;
        if (!Nonces.Add((signer, nonce)))
            Twice.Add(($"voucher {nonce} of {signer}", "paid once", $"paid again in {entry.TransactionHash}"));
        UInt256 budget = Budgets.GetValueOrDefault(signer);
        if (amount > budget)
            Over.Add(($"voucher {nonce} of {signer}", $"at most {budget}", $"{amount} in {entry.TransactionHash}"));
        SetBudget(signer, amount > budget ? UInt256.Zero : budget - amount);
    }

    private void Rotate(VoucherDrop.SignerRotatedEvent rotated)
    {
        SetBudget(rotated.From, UInt256.Zero);
        SetBudget(rotated.To, Budgets.GetValueOrDefault(rotated.To) + rotated.Budget);
    }

    private void SetBudget(Address signer, UInt256 budget)
    {
        if (!Budgets.ContainsKey(signer))
            _signers.Add(signer);
        Budgets[signer] = budget;
    }

    private DateTimeOffset TimeOf(Log entry) => _times.GetValueOrDefault(entry.BlockNumber);
}
