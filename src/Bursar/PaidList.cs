using Bursar.Evm.Primitives;

namespace Bursar;

/// <summary>A list that was paid out.</summary>
/// <param name="Run">The run id under which the chain has its batches as paid.</param>
/// <param name="Batches">How many batches it has.</param>
/// <param name="Total">What was paid in all.</param>
/// <param name="LaunchFile">The launch file that describes it: <see cref="LaunchArea.VerifyAsync"/> checks every row against the chain.</param>
/// <param name="Sent">What was sent; nothing when it was paid before.</param>
public sealed record PaidList(Hash32 Run, int Batches, Amount Total, string LaunchFile, Sent Sent);
