using System.Globalization;
using System.Text;
using System.Text.Json;
using Bursar.Core.Lists;
using Bursar.Core.Trees;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Core.Tests.Budgets;

/// <summary>Reading a list and building a tree allocate no more for a row than bench/budgets.json says.</summary>
[Collection(nameof(AloneCollection))]
public sealed class BudgetTests
{
    private static readonly Lazy<JsonElement> Budgets = new(() => JsonDocument.Parse(File.ReadAllText(Path.Combine(Root(), "bench", "budgets.json"))).RootElement.Clone());

    [Fact]
    public void Reading_a_list_keeps_to_its_budget()
    {
        byte[] text = Text();
        Check("list.read", () => ReadList(text));
    }

    [Theory]
    [InlineData("standard")]
    [InlineData("packed")]
    public void Building_a_tree_keeps_to_its_budget(string kind)
    {
        RecipientList list = ReadList(Text());
        TreeKind parsed = TreeKind.Parse(kind).Value;
        Check($"tree.{kind}", () => MerkleTree.Build(parsed, list, TestContext.Current.CancellationToken).Value);
    }

    private static void Check(string name, Func<object> work)
    {
        work(); // what is made once for all is no row's
        long before = GC.GetTotalAllocatedBytes(precise: true);
        object made = work();
        long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        GC.KeepAlive(made);
        double each = allocated / (double)Rows();
        double budget = Budgets.Value.GetProperty(name).GetDouble();
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {each:F1} bytes a row, budget {budget}"));
        Assert.True(each <= budget, string.Create(CultureInfo.InvariantCulture, $"{name} allocates {each:F1} bytes a row; the budget is {budget}"));
        Assert.True(each >= budget * 0.8, string.Create(CultureInfo.InvariantCulture, $"{name} allocates {each:F1} bytes a row: lower the budget of {budget}, so that it keeps what was won"));
    }

    private static int Rows() => Budgets.Value.GetProperty("rows").GetInt32();

    private static RecipientList ReadList(byte[] text) =>
        RecipientListReader.Read(new MemoryStream(text), new ListReadOptions { FileName = "list.csv" }, TestContext.Current.CancellationToken).Value;

    private static byte[] Text()
    {
        var random = new Random(1);
        var text = new StringBuilder("address,amount\n");
        byte[] account = new byte[20];
        for (int i = 0; i < Rows(); i++)
        {
            random.NextBytes(account);
            text.Append(CultureInfo.InvariantCulture, $"{new Address(account).ToLowerHex()},{random.NextInt64(1_000_000_000_000_000_000, 9_000_000_000_000_000_000)}00\n");
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private static string Root()
    {
        DirectoryInfo? at = new(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Bursar.slnx")))
            at = at.Parent;
        return at?.FullName ?? throw new InvalidOperationException("the tests do not run inside a checkout: Bursar.slnx is in no parent folder");
    }
}
