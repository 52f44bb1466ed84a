using Bursar.Core.Lists;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Tests.Trees;

/// <summary>Rows of random accounts and amounts; no two are equal.</summary>
internal static class RandomRows
{
    public static RecipientRow[] Make(Random random, int count, bool repeatAccounts = false)
    {
        var seen = new HashSet<RecipientRow>();
        byte[] account = new byte[20];
        byte[] amount = new byte[32];
        while (seen.Count < count)
        {
            if (!repeatAccounts || random.Next(4) != 0)
                random.NextBytes(account);
            random.NextBytes(amount);
            seen.Add(new RecipientRow(new Address(account), new UInt256(amount.AsSpan(random.Next(4, 32)))));
        }

        return [.. seen];
    }
}
