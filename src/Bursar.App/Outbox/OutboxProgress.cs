namespace Bursar.App.Outbox;

/// <summary>Where a run stands, for progress bars.</summary>
/// <param name="Total">Steps of the plan.</param>
/// <param name="InFlight">Steps whose transaction is signed, sent or unknown.</param>
/// <param name="Mined">Steps whose effect is in a block, final ones included.</param>
/// <param name="Final">Steps that are done for good.</param>
/// <param name="Message">What just happened or is waited for, when it is worth a line.</param>
/// <param name="Safe">Steps in a block that is safe, but not final.</param>
public sealed record OutboxProgress(int Total, int InFlight, int Mined, int Final, string? Message = null, int Safe = 0);
