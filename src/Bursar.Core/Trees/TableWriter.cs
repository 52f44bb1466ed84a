namespace Bursar.Core.Trees;

/// <summary>Writes the rows of a tree as CSV with a column for each field of the leaf, in the order of the file; the kind reads them back and gives the same root.</summary>
public static class TableWriter
{
    /// <summary>Writes the rows of <paramref name="tree"/>: a header, then a line each, amounts in base units.</summary>
    public static void Write(MerkleTree tree, Stream destination)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(destination);
        LeafField[] fields = [.. tree.Kind.Description.Leaf.Fields.Where(f => f.Constant is null)];
        var text = new AsciiBuffer(destination);
        text.Add(string.Join(',', fields.Select(f => f.Name)) + "\n");
        foreach (int row in tree.Table.FileOrder())
        {
            for (int i = 0; i < fields.Length; i++)
            {
                text.Add(i == 0 ? "" : ",");
                text.Add(fields[i].Name switch
                {
                    LeafField.Account => tree.Rows[row].Account.ToLowerHex(),
                    LeafField.Amount => tree.Rows[row].Amount.ToString(),
                    LeafField.Index => tree.IndexOf(row)!.Value.ToString(),
                    _ => tree.Table.Find(fields[i].Name)!.Show(row),
                });
            }

            text.Add("\n");
        }

        text.Flush();
    }
}
