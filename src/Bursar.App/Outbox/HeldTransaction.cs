using Bursar.Evm.Primitives;

namespace Bursar.App.Outbox;

/// <summary>A transaction that a block holds, as the block itself says.</summary>
/// <param name="Hash">The transaction.</param>
/// <param name="Block">The block.</param>
internal sealed record HeldTransaction(Hash32 Hash, BlockRef Block);
