namespace Bursar.Chaos.Runs;

/// <summary>What the runs stand on: the built program, anvil, and what this machine lets them do.</summary>
/// <param name="Cli">Path of the command line's assembly.</param>
/// <param name="Root">The checkout.</param>
/// <param name="Anvil">Path of anvil.</param>
/// <param name="FakeTime">Path of libfaketime; null where it is not installed.</param>
/// <param name="MayMount">Whether a small disk can be mounted for each journal.</param>
internal sealed record Ground(string Cli, string Root, string Anvil, string? FakeTime, bool MayMount)
{
    /// <summary>The kinds of event that can be brought about here.</summary>
    public IReadOnlyList<EventKind> Possible { get; } =
    [
        .. Enum.GetValues<EventKind>().Where(kind => kind switch
        {
            EventKind.ClockJump => FakeTime is not null,
            EventKind.DiskFull => MayMount,
            _ => true,
        }),
    ];
}
