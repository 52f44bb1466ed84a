using System.Globalization;
using Bursar.Core.Faults;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Trees;

/// <summary>Writes what Uniswap's tool publishes: <c>{merkleRoot, tokenTotal, claims: {account: {index, amount, proof}}}</c>.</summary>
/// <remarks>Byte for byte what <c>JSON.stringify(parseBalanceMap(…))</c> gives: accounts with checksum in the order of their indices, amounts in hexadecimal with an
/// even number of digits.</remarks>
public static class DistributionWriter
{
    /// <summary>True for kinds with Uniswap's leaf.</summary>
    public static bool CanWrite(TreeKind kind) => kind == TreeKind.Uniswap || kind == TreeKind.Indexed;

    /// <summary>Writes the distribution of <paramref name="tree"/>.</summary>
    /// <returns>Null when it is written; a fault when the leaves are not Uniswap's, or an account has two rows.</returns>
    public static Fault? Write(MerkleTree tree, Stream destination, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(destination);
        if (!CanWrite(tree.Kind))
            return new Fault("tree.distribution-kind", $"A tree of the kind {tree.Kind} is no distribution of Uniswap's.", null, "Write proof shards instead, or build the tree as uniswap.");
        int[] order = [.. Enumerable.Range(0, tree.Count).OrderBy(tree.IndexOf)];
        var accounts = new HashSet<Address>();
        foreach (int row in order)
        {
            if (!accounts.Add(tree.Rows[row].Account))
                return new Fault("tree.repeated-account", $"{tree.Table.Name(row)} has an account that has a row already, {tree.Rows[row].Account}; a distribution names each once.", tree.Table.Name(row), "Merge the rows into one with the sum.");
        }

        var text = new AsciiBuffer(destination);
        text.Add($"{{\"merkleRoot\":\"{tree.Root}\",\"tokenTotal\":\"{DumpWriter.EvenHex(tree.Total)}\",\"claims\":{{");
        for (int i = 0; i < order.Length; i++)
        {
            if ((i & 0xfff) == 0)
                cancellationToken.ThrowIfCancellationRequested();
            int row = order[i];
            text.Add(string.Create(CultureInfo.InvariantCulture,
                $"{(i == 0 ? "" : ",")}\"{tree.Rows[row].Account}\":{{\"index\":{tree.IndexOf(row)},\"amount\":\"{DumpWriter.EvenHex(tree.Rows[row].Amount)}\",\"proof\":["));
            Hash32[] proof = tree.GetProof(row);
            for (int n = 0; n < proof.Length; n++)
            {
                text.Add(n == 0 ? "\"0x" : ",\"0x");
                text.AddHex(proof[n].Span);
                text.Add("\"");
            }

            text.Add("]}");
        }

        text.Add("}}");
        text.Flush();
        return null;
    }
}
