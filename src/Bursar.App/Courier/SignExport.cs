using Bursar.Core.Faults;
using Bursar.Core.Plans;
using Bursar.Evm.Signing;
using Bursar.Evm.Transactions;

namespace Bursar.App.Courier;

/// <summary>On the machine without network: signs what was recomputed and shown.</summary>
/// <param name="signer">The operator's key.</param>
/// <param name="home">Folder of keys, and of what this machine remembers.</param>
public sealed class SignExport(ISigner signer, string home)
{
    /// <summary>Signs, and remembers what was signed before anything leaves.</summary>
    /// <param name="opened">What was recomputed.</param>
    /// <param name="again">True to sign nonces or steps that were signed otherwise before.</param>
    /// <param name="cancellationToken">Stops before the next signature.</param>
    public async Task<Result<SignedCourier>> RunAsync(OpenedExport opened, bool again = false, CancellationToken cancellationToken = default)
    {
        Plan plan = opened.Audited.Plan;
        if (signer.Address != plan.Operator)
            return new Fault("apply.wrong-signer", $"the plan is sent by {plan.Operator}, but the key given is that of {signer.Address}", "operator", "use the operator's key, or plan again for this one") { Kind = FaultKind.Refused };
        var memory = new SigningMemory(home, plan);
        if (!again && memory.Check(plan.Hash, opened.Export.Steps) is { Count: > 0 } before)
            return Result<SignedCourier>.Fail(before);
        var signed = new List<byte[]>();
        foreach (Transaction transaction in opened.Transactions)
            signed.Add((await signer.SignTransactionAsync(transaction, cancellationToken)).Raw);
        memory.Add(plan.Hash, opened.Export.Steps);
        return new SignedCourier { Export = opened.Export.Hash, Plan = plan.Hash, Transactions = signed };
    }
}
