namespace Bursar.App.Outbox;

/// <summary>A transaction was signed for a step, which moves to signed as well.</summary>
/// <param name="Transaction">The transaction; its state and times are set by the journal.</param>
/// <param name="Note">Why.</param>
/// <remarks>Refused when the step has a transaction with another nonce that could still be mined, or when the nonce belongs to another step,
/// unless all that this one has with it is dropped and was never handed in.</remarks>
public sealed record TransactionSigned(JournalTransaction Transaction, string? Note = null)
    : JournalChange(Transaction.RunId, Transaction.StepId, Note);
