using Bursar;
using Bursar.App.Verification;
using Bursar.Core.Lists;

namespace FirstToken;

/// <summary>Gets a token to many people: by a drop that they claim from, by a payout, or by a launch file.</summary>
public static class Distribution
{
    /// <summary>Makes a list claimable and claims from it.</summary>
    /// <param name="bursar">The operator.</param>
    /// <param name="recipient">One of the recipients.</param>
    /// <param name="coin">A token of the operator's.</param>
    /// <param name="output">Where to print.</param>
    /// <param name="file">The list: account and amount in each row.</param>
    /// <param name="ct">Stops at the next safe point.</param>
    /// <returns>The drop, as the operator sees it.</returns>
    public static async Task<Drop> DropAsync(BursarClient bursar, BursarClient recipient, Token coin, TextWriter output, string file, CancellationToken ct)
    {
        // sample: drop
        RecipientList people = (await RecipientList.ReadAsync(file, coin.Decimals, ct)).Value;
        Planned<Drop> plan = await bursar.Drops.PlanAsync(new() { Token = coin, List = people, Expires = 90.Days() }, ct);
        await output.WriteLineAsync(plan.Review());
        Drop drop = await plan.ApplyAsync(ct);
        // end: drop

        // sample: claim
        Drop theirs = recipient.Drops.Open(drop.Folder);
        Claim claim = await theirs.ClaimAsync(cancellationToken: ct);
        bool done = await theirs.IsClaimedAsync(recipient.Account, ct);
        // end: claim
        await output.WriteLineAsync($"claimed {claim.Amount} in {claim.Sent.Transaction}; all claimed: {done}");
        return drop;
    }

    /// <summary>Pays a list out, and checks every row against the chain.</summary>
    /// <param name="bursar">The operator.</param>
    /// <param name="coin">A token of the operator's.</param>
    /// <param name="people">Who receives how much.</param>
    /// <param name="ct">Stops at the next safe point; called again, it goes on.</param>
    public static async Task<PaidList> PayAsync(BursarClient bursar, Token coin, RecipientList people, CancellationToken ct)
    {
        // sample: pay
        PaidList paid = await bursar.Payouts.PayAsync(new() { Token = coin, List = people, IdempotencyKey = "salaries-2026-11" }, ct);
        VerificationResult proof = await bursar.Launches.VerifyAsync(paid.LaunchFile, ct);
        // end: pay
        return proof.IsOk ? paid : throw new InvalidOperationException(string.Join(Environment.NewLine, proof.Differences));
    }

    /// <summary>Plans a launch file, applies it, verifies it and writes its report.</summary>
    /// <param name="bursar">The operator that the file names.</param>
    /// <param name="folder">The folder of <c>launch.yaml</c>.</param>
    /// <param name="ct">Stops at the next safe point; called again, it goes on.</param>
    /// <returns>The report's page.</returns>
    public static async Task<string> LaunchAsync(BursarClient bursar, string folder, CancellationToken ct)
    {
        string file = Path.Combine(folder, "launch.yaml");
        string planFile = Path.Combine(folder, "launch.plan.json");
        // sample: launch
        Planned<Sent> plan = await bursar.Launches.PlanAsync(file, ct);
        await plan.SaveAsync(planFile, ct);                 // for a second person to review

        await bursar.Launches.ApplyAsync(planFile, ct);     // what the file says and nothing else
        VerificationResult proof = await bursar.Launches.VerifyAsync(file, ct);
        string page = await bursar.Launches.ReportAsync(proof, Path.Combine(folder, "report"), ct);
        // end: launch
        return page;
    }
}
