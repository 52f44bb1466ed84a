using Bursar.Core.Faults;
using Bursar.Core.Lists;
using Xunit;

namespace Bursar.Core.Tests.Lists;

public sealed class HostileListTests
{
    [Fact]
    public void Reports_every_bad_row_of_a_hostile_list_at_once()
    {
        using FileStream stream = File.OpenRead(Path.Combine(RealLists.RepositoryRoot, "tests", "Bursar.Core.Tests", "Lists", "hostile.csv"));
        Result<RecipientList> result = ListText.Read(stream, o => o with { FileName = "hostile.csv" });

        (long, string)[] expected =
        [
            (3, "list.bad-address"),
            (4, "list.bad-checksum"),
            (5, "list.name-not-address"),
            (6, "list.icap-address"),
            (7, "list.chain-prefix"),
            (8, "list.empty-address"),
            (9, "list.missing-cell"),
            (10, "list.extra-cells"),
            (11, "list.empty-amount"),
            (12, "list.negative-amount"),
            (13, "list.scientific-amount"),
            (14, "list.grouped-amount"),
            (15, "list.fraction-digits"),
            (16, "list.amount-too-large"),
            (17, "list.zero-amount"),
            (18, "list.zero-address"),
            (19, "list.duplicate"),
            (20, "list.separator"),
            (21, "list.quote"),
            (22, "list.quote"),
            (23, "list.bad-utf8"),
            (24, "list.blank-line"),
            (25, "list.bad-amount"),
            (26, "list.total-overflow"),
            (28, "list.bad-address"),
            (28, "list.bad-amount"),
        ];
        Assert.Equal(expected, result.Faults.Select(f => (f.Line, f.Code)));
        Assert.All(result.Faults, f =>
        {
            Assert.Equal("hostile.csv", f.File);
            Assert.StartsWith($"row {f.Line}", f.Field, StringComparison.Ordinal);
            Assert.False(string.IsNullOrEmpty(f.Hint));
            Assert.Equal(FaultKind.InvalidInput, f.Kind);
        });
    }
}
