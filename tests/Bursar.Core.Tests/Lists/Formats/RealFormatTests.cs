using Bursar.Core.Faults;
using Bursar.Core.Lists;
using Bursar.Core.Lists.Formats;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Core.Tests.Lists.Formats;

/// <summary>Lists that were really given out, read in the format in which they were published.</summary>
public sealed class RealFormatTests
{
    [Fact]
    public void Reads_PoolTogether_with_its_indices()
    {
        ListDocument list = Read("pooltogether-2021.csv.gz", Foreign.Options).Value;
        Assert.Equal((ListFormat.Indexed, 17_072, ListFields.Index), (list.Format, list.Count, list.Fields));
        Assert.Equal(Enumerable.Range(0, 17_072).Select(i => (ulong?)i), list.Entries.Select(e => e.Index));
        RecipientList rows = list.ToRecipientList(Foreign.Options).Value;
        Assert.Equal(UInt256.Parse("1499999991454000000000000"), rows.Total);
        Assert.Equal(2, list.Entries[0].Row);
    }

    [Fact]
    public void Reads_ENS_as_a_plain_list()
    {
        ListDocument list = Read("ens-2021.csv.gz", Foreign.Options).Value;
        Assert.Equal((ListFormat.Plain, 137_689), (list.Format, list.Count));
        Assert.Equal(UInt256.Parse("25000000000000001930530982"), list.ToRecipientList(Foreign.Options).Value.Total);
    }

    [Fact]
    public void Names_every_zero_row_of_Merkl_and_leaves_them_out_when_told_so()
    {
        IReadOnlyList<Fault> faults = Read("merkl-8453-474415.csv.gz", Foreign.Options).Faults;
        Assert.Equal(80, faults.Count);
        Assert.All(faults, f => Assert.Equal("list.zero-amount", f.Code));

        ListDocument list = Read("merkl-8453-474415.csv.gz", Foreign.Options with { LeaveOutZero = true }).Value;
        Assert.Equal((ListFormat.MerklCsv, 2_217 - 80, 80), (list.Format, list.Count, list.LeftOut));
        Assert.True(list.Assets.Count > 1);
    }

    [Fact]
    public void Takes_one_token_of_Merkl_when_it_is_named()
    {
        ListReadOptions options = Foreign.Options with { LeaveOutZero = true };
        ListDocument all = Read("merkl-8453-474415.csv.gz", options).Value;
        Fault fault = Assert.Single(all.ToRecipientList(options).Faults);
        Assert.Equal("list.several-tokens", fault.Code);
        int rows = 0;
        foreach (Asset asset in all.Assets)
        {
            ListReadOptions one = options with { Token = asset };
            RecipientList list = Read("merkl-8453-474415.csv.gz", one).Value.ToRecipientList(one).Value;
            Assert.Equal(all.Entries.Count(e => e.Asset == asset), list.Count);
            rows += list.Count;
        }

        Assert.Equal(all.Count, rows);
    }

    private static Result<ListDocument> Read(string name, ListReadOptions options)
    {
        using FileStream stream = File.OpenRead(RealLists.Beside(name));
        return ListDocumentReader.Read(stream, options with { FileName = name }, TestContext.Current.CancellationToken);
    }
}
