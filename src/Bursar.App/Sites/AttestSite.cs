using Bursar.App.Execution;
using Bursar.App.Outbox;
using Bursar.App.Planning;
using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Core.Plans;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Sites;

/// <summary>Records on chain that a claim to a site was checked. The registry's owner makes itself an attester first, if it is none.</summary>
public sealed class AttestSite(SendSteps send)
{
    private const ulong GrantGas = 80_000;

    /// <summary>Records the evidence.</summary>
    /// <param name="claim">What was checked.</param>
    /// <param name="evidence">What was seen.</param>
    /// <param name="expiresAt">When the confirmation runs out.</param>
    /// <param name="options">How to send.</param>
    /// <param name="progress">Told whenever something moved.</param>
    /// <param name="cancellationToken">Stops at the next safe point; the same call goes on.</param>
    public async Task<Result<OutboxOutcome>> RunAsync(
        SiteClaim claim, SiteEvidence evidence, DateTimeOffset expiresAt, OutboxOptions? options = null, IProgress<OutboxProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        await ChainGuard.RequireAsync(send.Client, send.Network, cancellationToken);
        UInt256 role = await send.Client.CallAsync(claim.Registry, new SiteRegistry.AttesterRoleCall(), BlockTag.Latest, cancellationToken);
        bool isAdmin = await send.Client.CallAsync(claim.Registry, new SiteRegistry.OwnerCall(), BlockTag.Latest, cancellationToken) == send.Sender;
        if (!isAdmin && !await send.Client.CallAsync(claim.Registry, new SiteRegistry.HasAnyRoleCall(send.Sender, role), BlockTag.Latest, cancellationToken))
        {
            return new Fault("site.not-attester", $"{send.Sender} is no attester of the registry {claim.Registry}.", "--from", "Let its owner attest, or be granted the role by it.")
            {
                Kind = FaultKind.Refused,
            };
        }

        var attest = new SiteRegistry.AttestCall(claim.Site.Id, claim.Owner, (byte)evidence.Method, evidence.Hash, checked((ulong)expiresAt.ToUnixTimeSeconds()));
        var steps = new List<PlanStep>();
        if (isAdmin)
            steps.Add(Grant(claim.Registry, role));
        steps.Add(new PlanStep
        {
            Id = $"site-attest/{claim.Site.Text}/{claim.Owner}",
            Title = $"Confirm {claim.Site} for {claim.Owner} until {expiresAt:yyyy-MM-dd}",
            To = claim.Registry,
            Data = attest.Encode(),
            Gas = GasModel.SiteLink,
            Check = StepCheck.JournalOnly(claim.Registry),
            After = [.. steps.Select(s => s.Id)],
        });
        return await send.RunAsync(new SendOrder { Steps = steps }, options, progress, cancellationToken);
    }

    private PlanStep Grant(Address registry, UInt256 role) => new()
    {
        Id = $"site-grant/{send.Sender}",
        Title = $"Make {send.Sender} an attester of its own registry",
        To = registry,
        Data = new SiteRegistry.GrantRolesCall(send.Sender, role).Encode(),
        Gas = GrantGas,
        Check = new StepCheck(registry, new SiteRegistry.HasAllRolesCall(send.Sender, role).Encode(), UInt256.One.ToBigEndian()),
    };
}
