using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Core.Safes;
using Bursar.Evm.Primitives;

namespace Bursar.App.Safes;

/// <summary>What can stand against using a Safe, in words.</summary>
internal static class SafeFaults
{
    public static Fault NoRelease(NetworkProfile network) =>
        new("safe.no-release", $"the profile of {network.Name} names no release of Safe.", "network", "Choose a network that has one, or add 'safe' to a profile of your own; docs/networks.md says how.") { Kind = FaultKind.Refused };

    public static Fault NotDeployed(SafeContract contract, SafeRelease release, NetworkProfile network) =>
        new("safe.not-deployed", $"{contract.Name} {release.Version} is not at {contract.Address} on {network.Title}.", "network", "Name another release with --release, or another network.") { Kind = FaultKind.Refused };

    public static Fault CodeDiffers(SafeContract contract, SafeRelease release, Hash32 found) =>
        new("safe.code-differs", $"{contract.Name} {release.Version} at {contract.Address} has the code {found}; the published one is {contract.Code}.", "network",
            "Do not use it before you know why: the chain, or the node, is not what it seems.")
        { Kind = FaultKind.Refused };

    public static Fault NotASafe(Address account, string why) =>
        new("safe.not-a-safe", $"{account} is no Safe of a release that is known: {why}.", "safe", $"Releases {string.Join(", ", SafeRelease.All.Select(r => r.Version))} are read. Check the address and the network.") { Kind = FaultKind.Refused };

    /// <summary>One fault for each contract that has power beside the owners and was not accepted by its address.</summary>
    public static IEnumerable<Fault> NotAccepted(SafeFacts facts, IReadOnlyCollection<Address> accepted) => facts.Dangers.Where(d => !accepted.Contains(d.Contract)).Select(d =>
        new Fault("safe.others-have-power", $"{d.Warning}.", "safe", $"Remove it from the Safe; or, when you know its code and want it there, say so with --accept {d.Contract}.") { Kind = FaultKind.Refused });

    public static Fault WrongOperator(Address planned, Address safe) =>
        new("safe.wrong-operator", $"the plan is sent by {planned}, not by the Safe {safe}.", "operator", "Write 'operator: safe' in the launch file and plan again.") { Kind = FaultKind.Refused };

    public static Fault NothingToDo { get; } =
        new("safe.nothing-to-do", "the plan has no step: everything is on the chain already.", "plan", "Run 'bursar verify' to see that it is.") { Kind = FaultKind.Refused };

    public static Fault PlanMoved(string how) =>
        new("safe.plan-moved", $"planned again now, the launch gives other steps: {how}.", "plan", "Plan again, review what is left to do, and propose that.") { Kind = FaultKind.Refused };

    public static Fault HashDiffers(SafeTransaction transaction, Hash32 found) =>
        new("safe.hash-differs", $"the Safe {transaction.Safe} computes {found} for transaction {transaction.Nonce}, which is {transaction.Hash} by its content.", "safe", "Do not sign: the Safe's code, or the node, is not what it seems.") { Kind = FaultKind.Refused };

    public static Fault NonceTaken(SafeTransaction transaction, UInt256 next) =>
        new("safe.nonce-taken", $"the Safe {transaction.Safe} has used number {transaction.Nonce} for another transaction (its next is {next}): this proposal can never be executed as it is.", "safe",
            "Find out what was executed instead ('bursar safe show'), then plan and propose again.")
        { Kind = FaultKind.Refused };

    public static Fault NonceGap(SafeTransaction transaction, UInt256 next) =>
        new("safe.nonce-gap", $"the Safe {transaction.Safe} executes number {next} next, and this proposal begins with {transaction.Nonce}.", "safe", "Execute what comes before, or propose again with the Safe's next number.") { Kind = FaultKind.Refused };

    public static Fault NotAnOwner(Address account, SafeFacts facts) =>
        new("safe.not-an-owner", $"{account} is no owner of the Safe {facts.Address} ({facts.Rule}: {string.Join(", ", facts.Owners)}).", "owner", "Only signatures of its present owners count.") { Kind = FaultKind.Refused };

    public static Fault TooFew(SafeTransaction transaction, SafeFacts facts, IReadOnlyCollection<Address> have) =>
        new("safe.too-few-signatures", $"transaction {transaction.Nonce} of the Safe {facts.Address} has {have.Count} of {facts.Threshold} signatures{(have.Count > 0 ? $", of {string.Join(", ", have)}" : "")}.", "signatures",
            $"Still to sign: {string.Join(", ", facts.Owners.Where(o => !have.Contains(o)))}.")
        { Kind = FaultKind.Refused };

    public static Fault Refuses(SafeTransaction transaction, string reason) =>
        new("safe.refuses", $"the Safe {transaction.Safe} would refuse transaction {transaction.Nonce}, so it was not sent: {reason}", "safe", "See what the reason says; docs/safe.md explains Safe's own codes (GS…).") { Kind = FaultKind.Refused };
}
