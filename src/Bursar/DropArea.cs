using System.Text;
using Bursar.App.Drops;
using Bursar.App.Planning;
using Bursar.App.Publication;
using Bursar.Core.Faults;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar;

/// <summary>Lists that people claim from.</summary>
public sealed class DropArea
{
    private const string Kind = "drops";
    private const int HashDigits = 16;
    private readonly ClientCore _core;
    private readonly LaunchArea _launches;

    internal DropArea(ClientCore core)
    {
        _core = core;
        _launches = new LaunchArea(core);
    }

    /// <summary>Plans a drop; nothing is sent. The files of the drop are written to the client's folder.</summary>
    /// <remarks>Planned again with the same options, a drop that stands is found standing, even when its expiry was given as a duration.</remarks>
    /// <exception cref="FaultException">It cannot be made so, or its key was used for another drop.</exception>
    public Task<Planned<Drop>> PlanAsync(DropOptions options, CancellationToken cancellationToken = default) => ClientCore.DescribeAsync(async () =>
    {
        var folder = new LaunchFolder(_core, Kind, options.IdempotencyKey ?? KeyOf(options));
        DateTimeOffset now = _core.Options.Time.GetUtcNow();
        (DateTimeOffset? starts, DateTimeOffset? expires) = (options.Starts?.From(now), options.Expires?.From(now));

        // A duration counts from the plan that was carried out, not from this one.
        if ((options.Starts is { IsRelative: true } || options.Expires is { IsRelative: true }) && folder.FindDrop() is { } earlier)
        {
            DateTimeOffset? oldStart = options.Starts is { IsRelative: true } ? earlier.Starts : starts;
            DateTimeOffset? oldEnd = options.Expires is { IsRelative: true } ? earlier.Expires : expires;
            Blueprint old = BlueprintBuilder.Build(Write(folder, options, oldStart, oldEnd, planOnly: true, cancellationToken));
            if (await IsThereAsync(old.Drops[0].Address, cancellationToken))
                (starts, expires) = (oldStart, oldEnd);
        }

        PlannedLaunch planned = await _launches.PlanAsync(Write(folder, options, starts, expires, planOnly: true, cancellationToken), cancellationToken);
        return new Planned<Drop>(planned, async token =>
        {
            LoadedLaunch? loaded = null;
            await _launches.ApplyAsync(planned.Plan, planned.Blueprint.Loaded, () => loaded = Write(folder, options, starts, expires, planOnly: false, token), token);
            return Open(PublishedFiles.DropFolder(loaded!, folder.Key));
        });
    });

    /// <summary>Makes a list claimable at once, without a look at the plan.</summary>
    /// <exception cref="FaultException">It cannot be made so, its key was used for another drop, or the chain refused.</exception>
    public async Task<Drop> ApplyAsync(DropOptions options, CancellationToken cancellationToken = default) =>
        await (await PlanAsync(options, cancellationToken)).ApplyAsync(cancellationToken);

    /// <summary>Opens a drop by its published files: a folder with <c>drop.json</c>, a launch's published folder, or a launch file.</summary>
    /// <param name="path">The folder or file.</param>
    /// <param name="key">Which drop, when there are several.</param>
    /// <exception cref="FaultException">The files are missing, damaged, or of a drop on another chain.</exception>
    public Drop Open(string path, string? key = null)
    {
        DropFolder files = DropFolder.Open(path, key).Value;
        return files.Chain == _core.Network.ChainId ? new Drop(_core, files) : throw new FaultException(ClaimDrop.WrongChain(files, _core.Network.ChainId));
    }

    private LoadedLaunch Write(LaunchFolder folder, DropOptions options, DateTimeOffset? starts, DateTimeOffset? expires, bool planOnly, CancellationToken cancellationToken)
    {
        string file = folder.Write(options.Token, options.List, planOnly, text =>
        {
            text.Append($"drops:\n  {LaunchFolder.Quoted(folder.Key)}:\n{LaunchFolder.Common(options.List)}    format: {LaunchFolder.Quoted(options.Format)}\n");
            LaunchFolder.Time(text, "starts", starts);
            LaunchFolder.Time(text, "expires", expires);
            text.Append($"    claim-for: {(options.ClaimFor ? "true" : "false")}\n");
            LaunchFolder.Party(text, options.Owner ?? _core.Account, options.Uri);
        });
        return _launches.Load(file, cancellationToken);
    }

    private static string KeyOf(DropOptions options) => "drop-" +
        Keccak256.Hash(Encoding.UTF8.GetBytes($"{options.Token.Address} {options.List.Hash}")).ToString()[2..(2 + HashDigits)];

    private async Task<bool> IsThereAsync(Address address, CancellationToken cancellationToken) =>
        (await _core.Chain.GetCodeAsync(address, BlockTag.Latest, cancellationToken)).Length > 0;
}
