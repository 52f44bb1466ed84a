using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Core.Plans;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Outbox;

/// <summary>Every way in which applying a plan can end without being done, in words.</summary>
internal static class ApplyFaults
{
    private const byte NativeDecimals = 18;
    private const byte GweiDecimals = 9;

    public static Fault BadPlan(string problem) =>
        new("apply.bad-plan", $"the plan cannot be carried out: {problem}", "steps", "make the plan again");

    public static Fault WrongSigner(Address signer, Address expected) =>
        new("apply.wrong-signer", $"the plan is sent by {expected}, but the key given is that of {signer}", "operator",
            "use the operator's key, or plan again for this one")
        { Kind = FaultKind.Refused };

    public static Fault WrongChain(ChainId found, ChainId expected, string endpoint) =>
        new("apply.wrong-chain", $"the plan is for chain {expected}; {endpoint} is on chain {found}", "rpc",
            "name a node of the plan's chain")
        { Kind = FaultKind.Refused };

    public static Fault WrongGenesis(Hash32? found, Hash32 expected, string endpoint) =>
        new("apply.wrong-genesis",
            $"{endpoint} has the right chain id but another first block ({found?.ToString() ?? "none"} instead of {expected})", "rpc",
            "this is another chain of the same id, such as a local chain that was started anew: plan again")
        { Kind = FaultKind.Refused };

    public static Fault PlanDiffers(string problem) =>
        new("apply.plan-differs", $"the journal knows this plan, but with other content: {problem}", "plan",
            "apply the plan file that the run began with, or make a new plan")
        { Kind = FaultKind.Refused };

    public static Fault Leased(AccountLease lease, LeaseAnswer answer) =>
        new("apply.account-leased",
            $"{ProcessName.Short(answer.Owner)} is sending from {lease.Account} on chain {lease.Chain}, and holds it until {answer.ExpiresAt:O} unless it goes on",
            "operator", "wait for the other run to end; it goes on renewing its lease while it lives")
        { Kind = FaultKind.Refused };

    public static Fault LeaseLost(LeaseLostException lost) =>
        new("apply.lease-lost", $"this run stopped writing: {lost.Message}", "operator",
            "the other process goes on from the same journal; apply again later to see the outcome")
        { Kind = FaultKind.NotFinal };

    public static Fault AccountBusy(Address account, IReadOnlyList<NonceSlot> open) =>
        new("apply.account-busy",
            $"{account} has {open.Count} unsettled transaction(s) of another run, the first with nonce {open[0].Nonce} for step {open[0].StepId}",
            "operator", "apply that plan again until it is done, or ask to finish other runs first")
        { Kind = FaultKind.Refused };

    public static Fault ChainBehind(ulong count, ulong nonce) =>
        new("apply.chain-behind",
            $"the node knows {count} transactions of the operator, but the journal has the one with nonce {nonce} as final", "rpc",
            "let the node catch up, or find out why the chain went back behind what was final, and apply the plan of that transaction again to drive it forward; a local chain that was killed lost its last blocks: begin it anew by removing its folder under chains/")
        { Kind = FaultKind.Refused };

    public static Fault ChainMoved(PlanStep step, int others) =>
        new("apply.chain-moved",
            $"step {step.Id} ({step.Title}) is already done on the chain, but not by this run{(others > 0 ? $", and so are {others} more" : "")}",
            step.Id, "the chain no longer matches the plan: plan again, and review what is left to do")
        { Kind = FaultKind.Refused };

    public static Fault StepRefused(PlanStep step, string reason) =>
        new("apply.step-refused", $"step {step.Id} ({step.Title}) would fail, so it was not sent: {reason}", step.Id,
            "see what the error says, mend the cause, and apply or plan again")
        { Kind = FaultKind.Refused };

    public static Fault Reverted(PlanStep step, JournalTransaction transaction, string reason) =>
        new("apply.reverted",
            $"step {step.Id} ({step.Title}) was mined and reverted in transaction {transaction.Hash}, block {transaction.Block?.Number}: {reason}",
            step.Id, "its effect does not exist; mend the cause and apply again, which tries it with a new nonce once the revert is final")
        { Kind = FaultKind.Refused };

    public static Fault InsufficientFunds(NetworkProfile network, Address account, UInt256 balance, UInt256 needed, int steps, UInt256 maxFee) =>
        new("apply.insufficient-funds",
            $"{account} has {new Amount(balance, NativeDecimals)} {network.NativeSymbol}; the {steps} steps left may need "
            + $"{new Amount(needed, NativeDecimals)} {network.NativeSymbol} at up to {new Amount(maxFee, GweiDecimals)} gwei per gas", "operator",
            $"send at least {new Amount(needed - balance, NativeDecimals)} {network.NativeSymbol} to it, or wait for lower fees")
        { Kind = FaultKind.Refused };

    public static Fault NodeSaysInsufficientFunds(Address account, string stepId, string words) =>
        new("apply.insufficient-funds", $"the node says that {account} cannot pay for step {stepId}: {words}", "operator",
            "send native coin to the account and apply again: the signed transaction is kept and sent then")
        { Kind = FaultKind.Refused };

    public static Fault FeeTooHigh(FeeQuote quote) =>
        new("apply.fee-too-high",
            $"the next block asks for {new Amount(quote.BaseFeePerGas ?? UInt256.Zero, GweiDecimals)} gwei per gas, more than the cap of "
            + $"{new Amount(quote.MaxFeePerGas, GweiDecimals)}", "maxFeePerGas", "wait for lower fees or raise the cap")
        { Kind = FaultKind.Refused };

    public static Fault BroadcastRefused(string stepId, JournalTransaction transaction, RpcException refusal) =>
        new("apply.broadcast-refused", $"the node refused transaction {transaction.Hash} of step {stepId}: {refusal.NodeMessage}", stepId,
            "see what the node says; the signed transaction is kept, and applying again hands it in again")
        { Kind = FaultKind.Refused };

    public static Fault SignerRefused(string stepId, string reason) =>
        new("apply.signer-refused", $"the signer refused step {stepId}: {reason}", stepId, "see what the signer says") { Kind = FaultKind.Refused };

    public static Fault NodeUnreachable(string reason, bool underWay) =>
        new("apply.node-unreachable", $"the node does not answer as it should: {reason}", "rpc",
            underWay ? "transactions are under way: apply again when the node is back, nothing will happen twice" : "check the endpoint and apply again")
        { Kind = underWay ? FaultKind.NotFinal : FaultKind.Refused };

    public static Fault Stuck(NonceSlot slot, TimeSpan waited) =>
        new("apply.stuck",
            $"nothing was mined for {waited}; the first transaction that waits has nonce {slot.Nonce}, for step {slot.StepId}", slot.StepId,
            "apply again to go on waiting and offer more; raise the fee cap if it was reached")
        { Kind = FaultKind.NotFinal };

    public static Fault RestoredUnclear(PlanStep step, DateTimeOffset backupAt, ulong lost) =>
        new("apply.restored-unclear",
            $"step {step.Id} ({step.Title}) leaves nothing on the chain by which it could be recognised, and the journal is a backup of {backupAt:u}: "
            + $"{lost} transaction(s) of the account are not in it, and this one may be among them", step.Id,
            "look in a block explorer at what the account sent since then; if this is not among it, repeat the command with --after-restore")
        { Kind = FaultKind.Refused };

    public static Fault NotFinal(int steps, string network) =>
        new("apply.not-final", $"{steps} step(s) are on the chain but not final by the rule of {network}", null,
            "apply again to wait for finality; nothing is sent twice")
        { Kind = FaultKind.NotFinal };

    public static Fault FinalityBroken(NetworkProfile network, BlockRef block, int steps, string first) =>
        new("apply.finality-broken",
            $"block {block.Number} ({block.Hash}) was final by the rule of {network.Title} and is no longer part of the chain; {steps} step(s) were in it or after it, from {first} on",
            "network", "stop other payments on this network until it is understood; the same signed transactions were handed in again: apply and verify again, and raise the depth in the profile")
        { Kind = FaultKind.Refused };

    public static Fault FinalityLost(NetworkProfile network, int steps, string last, string why) =>
        new("apply.finality-broken",
            $"{steps} step(s) that were final by the rule of {network.Title} cannot come back, the last of them {last}: {why}",
            "network", "stop other payments on this network until it is understood, and raise the depth in the profile; then apply the same plan or command again, which signs them anew if their effect is still missing")
        { Kind = FaultKind.Refused };
}
