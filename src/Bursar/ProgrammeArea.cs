using System.Globalization;
using Bursar.App.Planning;
using Bursar.App.Programmes;
using Bursar.App.Publication;
using Bursar.Core.Faults;
using Bursar.Evm.Primitives;

namespace Bursar;

/// <summary>Recurring programmes: lists of what everybody has earned so far, each open to the veto of watchers before it counts.</summary>
public sealed class ProgrammeArea
{
    private const string Kind = "programmes";
    private readonly ClientCore _core;
    private readonly LaunchArea _launches;

    internal ProgrammeArea(ClientCore core)
    {
        _core = core;
        _launches = new LaunchArea(core);
    }

    /// <summary>Makes and funds a programme, or finds it made: one key is one programme.</summary>
    /// <exception cref="FaultException">It cannot be made so, its key was used for another one, or the chain refused.</exception>
    public Task<Programme> CreateAsync(ProgrammeOptions options, CancellationToken cancellationToken = default) => ClientCore.DescribeAsync(async () =>
    {
        var folder = new LaunchFolder(_core, Kind, options.IdempotencyKey);
        PlannedLaunch planned = await _launches.PlanAsync(Write(folder, options, planOnly: true, cancellationToken), cancellationToken);
        LoadedLaunch? loaded = null;
        await _launches.ApplyAsync(planned.Plan, planned.Blueprint.Loaded, () => loaded = Write(folder, options, planOnly: false, cancellationToken), cancellationToken);
        return new Programme(_core, planned.Blueprint.Programmes[0].Address, new ProgrammeFolder(PublishedFiles.ProgrammeFolder(loaded!, folder.Key)), loaded!.File);
    });

    /// <summary>A programme that exists, whoever made it.</summary>
    /// <param name="programme">Its address.</param>
    /// <param name="folder">The folder of its published lists; <see cref="Programme.ProposeAsync"/> writes there too.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    /// <exception cref="FaultException">There is none of Bursar's at that address.</exception>
    public Task<Programme> OpenAsync(Address programme, string folder, CancellationToken cancellationToken = default) => ClientCore.DescribeAsync(async () =>
    {
        _ = (await new ReadProgramme(_core.Chain).RunAsync(programme, cancellationToken)).Value;
        return new Programme(_core, programme, new ProgrammeFolder(folder), null);
    });

    private LoadedLaunch Write(LaunchFolder folder, ProgrammeOptions options, bool planOnly, CancellationToken cancellationToken)
    {
        string file = folder.Write([.. options.Escrow.Select(e => e.Token)], planOnly, text =>
        {
            text.Append($"programmes:\n  {LaunchFolder.Quoted(folder.Key)}:\n");
            if (options.Escrow.Count > 0)
                text.Append("    escrow:\n");
            foreach ((int index, ProgrammeEscrow escrow) in options.Escrow.Index())
                text.Append(CultureInfo.InvariantCulture, $"      - {{ token: token{index}, amount: {LaunchFolder.Quoted(escrow.Amount.With(escrow.Token.Decimals))} }}\n");
            text.Append(CultureInfo.InvariantCulture, $"    window: {(long)Math.Ceiling(options.Window.TotalHours)}h\n");
            text.Append($"    watchers: [{string.Join(", ", options.Watchers.Select(w => LaunchFolder.Quoted(w)))}]\n");
            LaunchFolder.Time(text, "expires", options.Expires);
            text.Append($"    claim-for: {(options.ClaimFor ? "true" : "false")}\n");
            LaunchFolder.Party(text, options.Owner ?? _core.Account, options.Uri);
        });
        return _launches.Load(file, cancellationToken);
    }
}
