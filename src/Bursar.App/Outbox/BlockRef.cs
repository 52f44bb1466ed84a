using Bursar.Evm.Primitives;

namespace Bursar.App.Outbox;

/// <summary>One block: the number alone does not tell two branches apart.</summary>
/// <param name="Number">Height.</param>
/// <param name="Hash">Hash of the header.</param>
public readonly record struct BlockRef(ulong Number, Hash32 Hash);
