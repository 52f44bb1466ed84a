using Bursar;
using Bursar.App.Safes;
using Bursar.Evm.Primitives;

namespace FirstToken;

/// <summary>A treasury that no key moves alone: a Safe of three owners, two of whom sign what it pays.</summary>
public static class Treasury
{
    /// <summary>Makes the Safe, or finds it.</summary>
    /// <param name="anybody">Who pays the gas.</param>
    /// <param name="owners">The three owners.</param>
    /// <param name="ct">Stops at the next safe point; called again, it goes on.</param>
    /// <returns>The Safe's address, for the <c>safe:</c> of launch files.</returns>
    public static async Task<Address> CreateAsync(BursarClient anybody, IReadOnlyList<Address> owners, CancellationToken ct)
    {
        // sample: safe
        SafeFacts safe = await anybody.Safes.CreateAsync(new() { Name = "treasury", Owners = owners, Threshold = 2 }, ct);
        foreach ((Address contract, string warning) in safe.Dangers)    // modules, guards, foreign handlers: none in a Safe that Bursar made
            throw new InvalidOperationException($"{contract}: {warning}");
        // end: safe
        return safe.Address;
    }

    /// <summary>Proposes to a Safe what a launch file says whose operator it is.</summary>
    /// <param name="anybody">Who proposes.</param>
    /// <param name="launch">The launch file, with <c>operator: safe</c>.</param>
    /// <param name="ct">Stops asking; nothing is sent.</param>
    /// <returns>The proposal's file, for every owner, with the folder that it is in.</returns>
    public static async Task<string> ProposeAsync(BursarClient anybody, string launch, CancellationToken ct)
    {
        // sample: propose-safe
        string planFile = Path.ChangeExtension(launch, ".plan.json");
        Planned<Sent> plan = await anybody.Launches.PlanAsync(launch, ct);
        await plan.SaveAsync(planFile, ct);
        string proposal = await anybody.Safes.ProposeAsync(planFile, ct);       // launch.safe.json
        // end: propose-safe
        return proposal;
    }

    /// <summary>Lets two owners sign a proposal, and executes it.</summary>
    /// <param name="anybody">Who executes, and pays the gas.</param>
    /// <param name="alice">An owner.</param>
    /// <param name="bob">Another owner.</param>
    /// <param name="output">Where to print.</param>
    /// <param name="proposal">The proposal's file.</param>
    /// <param name="ct">Stops at the next safe point; called again, it goes on.</param>
    /// <returns>What was executed, and where it is on the chain.</returns>
    public static async Task<ExecutedProposal> PayAsync(BursarClient anybody, BursarClient alice, BursarClient bob, TextWriter output, string proposal, CancellationToken ct)
    {
        // sample: sign-safe
        SafeReview review = await alice.Safes.CheckAsync(proposal, ct);         // derived again from the plan, compared with the chain
        await output.WriteLineAsync($"{review.Plan.Steps.Count} steps in {review.Pending.Count} transactions; {review.Facts!.Rule} owners have to sign");
        string hers = await alice.Safes.SignAsync(proposal, ct);                // a file beside the proposal
        string his = await bob.Safes.SignAsync(proposal, ct);
        ExecutedProposal done = await anybody.Safes.ExecuteAsync(proposal, [hers, his], ct);
        // end: sign-safe
        return done;
    }
}
