using Bursar.Core.Faults;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Lists.Formats;

/// <summary>The accounts that are names in a JSON object, where each may stand once: most readers would keep the last only.</summary>
internal sealed class AccountKeys
{
    private readonly Dictionary<Address, int> _seen = [];

    /// <summary>Number of the entry where the account was seen before; null for the first time.</summary>
    internal int? Seen(Address account, int number) => _seen.TryAdd(account, number) ? null : _seen[account];

    internal static Fault Twice(Address account, int first, string path) => new Fault("list.duplicate-key",
        $"{account} is already the name of entry {first}, and only one of them would count.", path, "Merge the two entries.");
}
