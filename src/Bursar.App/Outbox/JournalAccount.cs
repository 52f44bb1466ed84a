using Bursar.Evm.Primitives;

namespace Bursar.App.Outbox;

/// <summary>A sending account on one chain: what nonces belong to.</summary>
/// <param name="Chain">Chain id.</param>
/// <param name="Genesis">Hash of block 0: tells chains apart that share an id, such as a local chain that was started anew.</param>
/// <param name="Address">The account.</param>
public readonly record struct JournalAccount(ChainId Chain, Hash32 Genesis, Address Address);
