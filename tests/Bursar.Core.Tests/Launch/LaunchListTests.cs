using Bursar.Core.Launch;
using Bursar.Core.Lists;
using Bursar.Core.Lists.Formats;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Core.Tests.Launch;

public sealed class LaunchListTests
{
    private const string Token = "0x6B175474E89094C44Da98b954EedeAC495271d0F";

    [Fact]
    public void A_list_says_how_it_is_read()
    {
        string text = LaunchText.With("list: lists/people.csv.gz",
            $"list: {{ file: rewards.json, format: merkl, token: \"{Token}\", digits: decimal, zone: \"+02:00\", ignore: [schedule, price], leave-out: zero-amount }}");
        ListSpec list = LaunchReader.Read(text, "launch.yaml").Value.Drops[0].List;
        Assert.Equal("rewards.json", list.Path);
        ListReadOptions options = list.ReadOptions(18, Address.Parse(Token), new ChainId(1));
        Assert.Equal(
            (ListFormat.Merkl, Asset.Erc20(Address.Parse(Token)), DigitReading.Decimal, TimeSpan.FromHours(2), ListFields.Schedule | ListFields.Price, true),
            (options.Format, options.Token, options.Digits, options.Zone, options.Lose, options.LeaveOutZero));
        Assert.Equal((Address.Parse(Token), new ChainId(1)), (options.ExpectedToken, options.Chain));
        Assert.False(options.UnitIsDefault, "the file says the unit");
        Assert.Null(options.Decimals);
        Assert.Equal(AllowedRows.ZeroAmount | AllowedRows.Duplicates, options.Allow);
    }

    [Fact]
    public void A_path_alone_leaves_the_format_to_the_content_and_the_unit_to_the_format()
    {
        ListSpec list = LaunchReader.Read(LaunchText.With("unit: base\n", "\n"), "launch.yaml").Value.Drops[0].List;
        ListReadOptions options = list.ReadOptions(18, null, null);
        Assert.True(options.UnitIsDefault);
        Assert.Equal(18, (int)options.Decimals!.Value);
        Assert.Null(options.Format);
        Assert.Null(options.Token);
    }
}
