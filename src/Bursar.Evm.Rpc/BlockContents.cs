using Bursar.Evm.Primitives;

namespace Bursar.Evm.Rpc;

/// <summary>Which transactions a block holds.</summary>
/// <param name="Number">Height of the block.</param>
/// <param name="Hash">Hash of the block.</param>
/// <param name="Transactions">Hashes of its transactions, in their order.</param>
public sealed record BlockContents(ulong Number, Hash32 Hash, IReadOnlyList<Hash32> Transactions);
