using Bursar.Evm.Primitives;

namespace Bursar.Evm.Rpc;

/// <summary>The node has the transaction.</summary>
/// <param name="Hash">Hash of the transaction: Keccak-256 of the bytes.</param>
/// <param name="Outcome">Whether it is new to the node.</param>
public readonly record struct Submission(Hash32 Hash, SubmissionOutcome Outcome);
