using Bursar.Core.Safes;
using Bursar.Evm.Primitives;

namespace Bursar.App.Safes;

/// <summary>A transaction of a Safe that the chain has executed.</summary>
/// <param name="Transaction">The transaction.</param>
/// <param name="In">The chain's transaction that carried it.</param>
/// <param name="Block">Its block.</param>
public sealed record ExecutedTransaction(SafeTransaction Transaction, Hash32 In, ulong Block);
