using Bursar.App.Execution;
using Bursar.App.Outbox;
using Bursar.App.Planning;
using Bursar.App.Tokens;
using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Core.Plans;
using Bursar.Core.Sites;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Sites;

/// <summary>Links a site to a token in a site registry, as the sender's claim.</summary>
public sealed class LinkSite(SendSteps send)
{
    /// <summary>Links the site, or finds it linked.</summary>
    /// <param name="site">The site.</param>
    /// <param name="token">The token.</param>
    /// <param name="primary">True to make it the sender's primary token for the site; the first one always is.</param>
    /// <param name="registryAdmin">Whose registry; null for the sender's own.</param>
    /// <param name="options">How to send.</param>
    /// <param name="progress">Told whenever something moved.</param>
    /// <param name="cancellationToken">Stops at the next safe point; the same call goes on.</param>
    public async Task<Result<LinkedSite>> RunAsync(
        SiteName site, Address token, bool primary = false, Address? registryAdmin = null, OutboxOptions? options = null,
        IProgress<OutboxProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        await ChainGuard.RequireAsync(send.Client, send.Network, cancellationToken);
        if ((await send.Client.GetCodeAsync(token, BlockTag.Latest, cancellationToken)).Length == 0)
            return ReadToken.NotThere(token, send.Network.Title);
        Address admin = registryAdmin ?? send.Sender;
        Address registry = Deployments.SiteRegistryAddress(admin);
        PlanStep deploy = PlanSteps.DeployRegistry(admin);
        await ChainGuard.RequireDeployerAsync(send.Client, cancellationToken);
        SendOrder order = await IsLinkedAsync(registry, site, token, cancellationToken) && primary && !await IsPrimaryAsync(registry, site, token, cancellationToken)
            ? new SendOrder { Steps = [MakePrimary(registry, site, token)] }
            : new SendOrder { Steps = [deploy, Link(registry, site, token, primary, deploy.Id)] };
        Result<OutboxOutcome> sent = await send.RunAsync(order, options, progress, cancellationToken);
        return sent.TryGet(out OutboxOutcome? outcome)
            ? new LinkedSite(registry, outcome.Steps[^1].Transaction is null, outcome)
            : Result<LinkedSite>.Fail(sent.Faults);
    }

    private PlanStep Link(Address registry, SiteName site, Address token, bool primary, string deployId) => new()
    {
        Id = $"site-link/{site.Text}/{token}",
        Title = $"Link {site} to {token}{(primary ? " as its primary token" : "")}",
        To = registry,
        Data = new SiteRegistry.LinkCall((byte)site.Kind, site.Text, token, primary).Encode(),
        Gas = GasModel.SiteLink,
        Check = new StepCheck(registry, new SiteRegistry.IsLinkedCall(site.Id, send.Sender, token).Encode(), UInt256.One.ToBigEndian()),
        After = [deployId],
    };

    private static PlanStep MakePrimary(Address registry, SiteName site, Address token) => new()
    {
        Id = $"site-primary/{site.Text}/{token}",
        Title = $"Make {token} the primary token of {site}",
        To = registry,
        Data = new SiteRegistry.SetPrimaryCall(site.Id, token).Encode(),
        Gas = GasModel.SiteLink,
        Check = StepCheck.JournalOnly(registry),
    };

    private async Task<bool> IsLinkedAsync(Address registry, SiteName site, Address token, CancellationToken cancellationToken) =>
        await ReadSite.IsRegistryAsync(send.Client, registry, BlockTag.Latest, cancellationToken)
        && await send.Client.CallAsync(registry, new SiteRegistry.IsLinkedCall(site.Id, send.Sender, token), BlockTag.Latest, cancellationToken);

    private async Task<bool> IsPrimaryAsync(Address registry, SiteName site, Address token, CancellationToken cancellationToken) =>
        (await send.Client.CallAsync(registry, new SiteRegistry.ClaimOfCall(site.Id, send.Sender), BlockTag.Latest, cancellationToken)).Primary == token;
}

/// <summary>A site that is linked.</summary>
/// <param name="Registry">The registry that says so.</param>
/// <param name="Existed">True when it was linked before this was asked for.</param>
/// <param name="Outcome">What was sent.</param>
public sealed record LinkedSite(Address Registry, bool Existed, OutboxOutcome Outcome);
