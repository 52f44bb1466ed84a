using Bursar.App.Planning;
using Bursar.App.Verification;
using Bursar.Core.Fairness;
using Bursar.Core.Launch;
using Bursar.Core.Lists;
using Bursar.Core.Networks;
using Bursar.Core.Sites;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Reporting;

/// <summary>Turns what verification found into a report.</summary>
public static class ReportBuilder
{
    private const int FewHolders = 24;

    /// <summary>Builds the report's model.</summary>
    /// <param name="result">The verification that it states.</param>
    /// <param name="settled">The highest blocks that count as safe and final.</param>
    /// <param name="generatedAt">When the report is made.</param>
    public static ReportModel Build(VerificationResult result, SettledBlocks settled, DateTimeOffset generatedAt)
    {
        Blueprint blueprint = result.Blueprint;
        Launch launch = blueprint.Loaded.Launch;
        ChainFacts facts = result.Facts;
        PlanReview review = PlanReview.Of(blueprint).With(facts.Powers);
        Dictionary<Hash32, Receipt> receipts = facts.Transactions.ToDictionary(t => t.Receipt.TransactionHash, t => t.Receipt);
        string file = Path.GetFileName(blueprint.Loaded.File);
        return new ReportModel
        {
            Title = launch.Title,
            Summary = facts.Safe.Count > 0 ? string.Join(" ", facts.Safe) : null,
            LaunchName = launch.Name,
            LaunchHash = launch.Hash,
            Network = NetworkOf(blueprint.Loaded.Network),
            GeneratedAt = generatedAt,
            FromBlock = 0,
            ToBlock = facts.Head.Number,
            Operator = new ReportParty(blueprint.Operator),
            Tokens = [.. review.Tokens.Select(t => TokenOf(blueprint, t, facts))],
            Sites = [.. blueprint.Sites.Zip(facts.Sites).Where(p => p.Second.Linked).Select(p => SiteOf(blueprint, p.First, p.Second))],
            Vesting = [.. blueprint.Vesting.Zip(facts.Vesting).Select(p => VestingReports.Of(p.First, p.Second, facts))],
            Unlocks = [.. VestingReports.UnlocksOf(blueprint, facts)],
            Drops = [.. blueprint.Drops.Select(d => DropOf(d, review, facts))],
            Payouts = [.. blueprint.Payouts.Select(p => PayoutOf(blueprint, p, facts, receipts))],
            Vouchers = [.. blueprint.Vouchers.Select(v => EscrowReports.Of(v, facts))],
            Programmes = [.. blueprint.Programmes.Select(p => EscrowReports.Of(p, facts))],
            Pools = [.. blueprint.Pools.Select(p => PoolReports.Of(blueprint, p, facts))],
            Staking = [.. blueprint.Staking.Select(s => StakingReports.Of(s, facts))],
            Checks = [.. result.Checks.Select(c => new ReportCheck(c.Subject, c.Row is null ? c.What : $"{c.What}: {c.Row}", c.Expected, c.Found, c.Ok))],
            Transactions = [.. facts.Transactions.Select(t => TransactionOf(t, settled))],
            Reproduce =
            [
                new ReportCommand($"./bursar verify {file} --network {blueprint.Loaded.Network.Name} --rpc <your node>", "re-derives every address, root, balance and claim from the chain and the lists"),
                .. blueprint.Drops.Select(d => new ReportCommand(
                    d.Spec.Vesting is not null
                        ? $"./bursar tree build {Path.GetFileNameWithoutExtension(blueprint.Loaded.File)}.published/lists/{d.List.Hash}.csv --format {d.Tree.Kind} --unit base"
                        : $"./bursar tree build {d.Spec.List.Path} --format {d.Tree.Kind} --unit {(d.Spec.List.Unit == ListUnit.Base ? "base" : d.Token.Spec.Decimals.ToString())}", $"prints the root {d.Tree.Root}")),
            ],
        };
    }

    private static ReportNetwork NetworkOf(NetworkProfile network) => new()
    {
        Name = network.Title,
        ChainId = network.ChainId,
        Consensus = network.Consensus switch
        {
            ConsensusKind.ProofOfStake => "proof of stake",
            ConsensusKind.ProofOfWork => "proof of work",
            ConsensusKind.Delegated => "delegated validators",
            ConsensusKind.Authority => "authorities",
            ConsensusKind.Rollup => "rollup",
            _ => network.Consensus.ToString(),
        },
        Finality = network.Finality.Kind switch
        {
            FinalityKind.Instant => "a block is final when it exists",
            FinalityKind.Depth => $"a block is final under {network.Finality.Depth} others",
            _ => "a block is final when the network has finalised it",
        } + $" ({StateLadder.Of(network)})",
        NativeSymbol = network.NativeSymbol,
        Explorer = network.Explorer,
    };

    private static ReportToken TokenOf(Blueprint blueprint, TokenReview review, ChainFacts facts)
    {
        TokenBlueprint token = review.Token;
        var created = token.Spec as CreatedTokenSpec;
        return new ReportToken
        {
            Name = created?.Name ?? token.Symbol,
            Symbol = token.Symbol,
            Decimals = token.Spec.Decimals,
            TotalSupply = created?.Supply.BaseUnits ?? UInt256.Zero,
            Address = token.Address,
            CodeHash = facts.CodeHashes.GetValueOrDefault(token.Address),
            OwnerOfRecord = created?.Owner,
            Powers = created is not null && created.Owner == blueprint.Loaded.Launch.Safe ? [.. review.Powers, .. facts.Safe] : review.Powers,
            Allocation = [.. token.Genesis.Select(g => new ReportAllocation(g.Label ?? g.To.ToString(), g.To, g.Amount))],
            Distribution = token.Genesis.Count > FewHolders ? DistributionOf(Concentration.Of(token.Genesis.Select(g => new RecipientRow(g.To, g.Amount)))) : null,
            Holders = HolderClasses.Of(blueprint, token, facts),
        };
    }

    private static ReportSite SiteOf(Blueprint blueprint, SiteBlueprint site, SiteFacts facts) => new()
    {
        Site = site.Spec.Site.Text,
        Kind = site.Spec.Site.Kind == SiteKind.Domain ? "domain" : "product",
        Token = site.Token.Address,
        Owner = blueprint.Operator,
        Status = facts.Status.ToLowerInvariant(),
        Primary = facts.Primary,
    };

    private static ReportDrop DropOf(DropBlueprint drop, PlanReview review, ChainFacts facts)
    {
        DropFacts found = facts.Drops[drop.Address];
        TokenReview token = review.Tokens.First(t => t.Token == drop.Token);
        var concentration = new List<ReportConcentration>();
        if (token.Before is { } before)
            concentration.Add(ConcentrationOf("At genesis", before));
        if (facts.Ledgers.TryGetValue(drop.Token.Address, out IReadOnlyDictionary<Address, UInt256>? ledger))
            concentration.Add(ConcentrationOf("Now", Concentration.Of(ledger.Where(h => !h.Value.IsZero).Select(h => new RecipientRow(h.Key, h.Value)))));
        if (token.After is { } after)
            concentration.Add(ConcentrationOf("When everybody has claimed", after));
        return new ReportDrop
        {
            Name = drop.Spec.Key,
            Address = drop.Address,
            Token = drop.Token.Address,
            Root = drop.Tree.Root,
            ListHash = drop.List.Hash,
            Format = drop.Tree.Kind.ToString(),
            Rows = drop.List.Count,
            Total = drop.List.Total,
            Escrow = found.Balance,
            Starts = drop.Spec.Starts ?? DateTimeOffset.UnixEpoch,
            Expires = drop.Spec.Expires,
            Uri = drop.Spec.Uri,
            ClawedBack = found.ClawedBack,
            Claims = [.. found.Claims.Select(c => new ReportClaim(c.Index, c.Account, c.To, c.Amount, c.Block, c.Time, c.Transaction))],
            Distribution = DistributionOf(drop.List),
            Concentration = concentration,
        };
    }

    private static ReportPayout PayoutOf(Blueprint blueprint, PayoutBlueprint payout, ChainFacts facts, Dictionary<Hash32, Receipt> receipts)
    {
        PayoutFacts found = facts.Payouts[payout.Run];
        return new ReportPayout
        {
            Name = payout.Spec.Key,
            Token = payout.Token.Address,
            Payer = blueprint.Operator,
            Contract = blueprint.Payout,
            RunId = payout.Run,
            ListHash = payout.List.Hash,
            Rows = payout.List.Count,
            Total = payout.List.Total,
            PlannedBatches = payout.Batches.Count,
            Batches = [.. found.Batches.Values.OrderBy(b => b.Number).Select(b => new ReportPayoutBatch(
                b.Number, b.Count, b.Failed, b.Total, b.Transaction, b.Block, receipts.TryGetValue(b.Transaction, out Receipt? r) ? r.GasUsed : 0))],
            Failures = [.. found.Failed.Select(f => new ReportFailedRow(f.Batch, f.Row, f.Account, f.Amount))],
            Distribution = DistributionOf(payout.List),
        };
    }

    private static ReportTransaction TransactionOf(TransactionFacts transaction, SettledBlocks settled)
    {
        Receipt receipt = transaction.Receipt;
        return new ReportTransaction(
            transaction.Step, transaction.Title, receipt.TransactionHash, receipt.BlockNumber, receipt.GasUsed, (UInt256)receipt.GasUsed * receipt.EffectiveGasPrice,
            receipt.BlockNumber <= settled.Final ? ReportTransactionState.Final
                : receipt.BlockNumber <= settled.Safe ? ReportTransactionState.Safe : ReportTransactionState.Seen);
    }

    private static ReportConcentration ConcentrationOf(string label, Concentration c) =>
        new(label, c.Recipients, c.Gini, c.Top1.ToDouble(), c.Top10.ToDouble(), c.Nakamoto);

    private static ReportDistribution DistributionOf(RecipientList list) => DistributionOf(Concentration.Of(list.Rows));

    private static ReportDistribution DistributionOf(Concentration c) => new()
    {
        Gini = c.Gini,
        TopOneShare = c.Top1.ToDouble(),
        TopTenShare = c.Top10.ToDouble(),
        Nakamoto = c.Nakamoto,
        Smallest = c.Smallest,
        Median = c.Median,
        Largest = c.Largest,
        Lorenz = [.. c.Lorenz.Select(p => new LorenzPoint(p.X, p.Y))],
        Histogram = [.. c.Histogram.Select(BucketOf)],
    };

    private static HistogramBucket BucketOf(AmountBucket bucket) => bucket.PowerOfTen < 0
        ? new HistogramBucket(UInt256.Zero, UInt256.One, bucket.Recipients)
        : new HistogramBucket(
            UInt256.PowerOfTen(bucket.PowerOfTen), bucket.PowerOfTen >= 77 ? UInt256.MaxValue : UInt256.PowerOfTen(bucket.PowerOfTen + 1), bucket.Recipients);
}
