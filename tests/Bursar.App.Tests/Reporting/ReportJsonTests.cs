using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bursar.App.Reporting;
using Bursar.App.Reporting.Json;
using Bursar.Core.Faults;
using Xunit;

namespace Bursar.App.Tests.Reporting;

/// <summary>report.json: the whole report, for programs.</summary>
public sealed class ReportJsonTests
{
    private static readonly HashSet<string> Amounts =
        ["totalSupply", "amount", "total", "escrow", "clawedBack", "index", "smallest", "median", "largest", "from", "to", "paid", "fee", "chainId"];

    [Fact]
    public void Comes_back_as_it_was()
    {
        foreach (ReportModel model in (ReportModel[])[SampleReport.Small(), SampleReport.Ens(), HostileReport.Huge(18), SampleReport.Small() with { Tokens = [], Drops = [], Summary = null }])
        {
            byte[] json = ReportJson.Write(model);
            ReportModel read = ReportJson.Read(json).Value;

            Assert.Equal(json, ReportJson.Write(read));
            Assert.Equal(model.Tokens.SelectMany(static t => t.Allocation), read.Tokens.SelectMany(static t => t.Allocation));
            Assert.Equal(model.Drops.SelectMany(static d => d.Claims), read.Drops.SelectMany(static d => d.Claims));
            Assert.Equal(model.Transactions, read.Transactions);
            Assert.Equal(model.Checks, read.Checks);
            Assert.Equal(model.FeeTotal, read.FeeTotal);
            foreach ((ReportFile before, ReportFile after) in ReportWriter.Write(model).Zip(ReportWriter.Write(read)))
            {
                Assert.Equal(before.Name, after.Name);
                Assert.True(before.Content.Span.SequenceEqual(after.Content.Span), before.Name);
            }
        }
    }

    [Theory]
    [MemberData(nameof(ReportPageTests.Hostile), MemberType = typeof(ReportPageTests), DisableDiscoveryEnumeration = true)]
    public void Strange_text_comes_back_as_it_was(string text)
    {
        ReportModel read = ReportJson.Read(ReportJson.Write(HostileReport.Saying(text))).Value;

        // Half of a surrogate pair is no text: it becomes the replacement character.
        string expected = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        Assert.Equal(expected, read.Tokens[0].Name);
        Assert.Equal(expected, read.Drops[0].Uri);
        Assert.Equal(expected, read.Reproduce[0].Command);
    }

    [Fact]
    public void Amounts_are_strings_and_numbers_are_exact_in_every_reader()
    {
        using var json = JsonDocument.Parse(ReportJson.Write(HostileReport.Huge(18) with
        {
            Transactions = SampleReport.Small().Transactions,
            Payouts = SampleReport.Small().Payouts,
        }));
        var seen = new HashSet<string>();
        Walk(json.RootElement, "");

        Assert.Equal(Amounts, seen);
        Assert.Equal(HostileReport.TwoTo255.ToString(), json.RootElement.GetProperty("drops")[0].GetProperty("total").GetString());

        void Walk(JsonElement element, string name)
        {
            if (element.ValueKind == JsonValueKind.Object)
            {
                foreach (JsonProperty property in element.EnumerateObject())
                    Walk(property.Value, property.Name);
            }
            else if (element.ValueKind == JsonValueKind.Array)
            {
                foreach (JsonElement item in element.EnumerateArray())
                    Walk(item, name);
            }
            else if (element.ValueKind == JsonValueKind.Number)
            {
                Assert.DoesNotContain(name, Amounts);
                Assert.InRange(element.GetDouble(), 0, 9_007_199_254_740_991);
            }
            else if (Amounts.Contains(name) && element.ValueKind == JsonValueKind.String && !element.GetString()!.StartsWith("0x", StringComparison.Ordinal))
            {
                Assert.Matches("^(0|[1-9][0-9]*)$", element.GetString());
                seen.Add(name);
            }
        }
    }

    [Fact]
    public void Refuses_an_amount_that_is_no_decimal_string()
    {
        Refuses(static r => r["drops"]![0]!["total"] = 5, "report.bad-json");
        Refuses(static r => r["drops"]![0]!["total"] = "-5", "report.bad-json");
        Refuses(static r => r["drops"]![0]!["total"] = "1e3", "report.bad-json");
        Refuses(static r => r["drops"]![0]!["total"] = "1.0", "report.bad-json");
        Refuses(static r => r["drops"]![0]!["total"] = "0x10", "report.bad-json");
        Refuses(static r => r["drops"]![0]!["total"] = " 5", "report.bad-json");
        Refuses(static r => r["drops"]![0]!["total"] = null, "report.bad-json");
        // 2^256 is one too many.
        Refuses(static r => r["drops"]![0]!["total"] = "115792089237316195423570985008687907853269984665640564039457584007913129639936", "report.bad-json");
    }

    [Fact]
    public void Refuses_what_is_no_report_of_this_version()
    {
        Refuses(static r => r["schemaVersion"] = 2, "report.unknown-schema");
        Refuses(static r => r["surprise"] = true, "report.bad-json");
        Refuses(static r => r.AsObject().Remove("launchHash"), "report.bad-json");
        Refuses(static r => r["title"] = null, "report.bad-json");
        Refuses(static r => r["tokens"]![0] = null, "report.bad-json");
        Refuses(static r => r["tokens"]![0]!["powers"]![0] = null, "report.bad-json");
        Refuses(static r => r["tokens"]![0]!["address"] = "0x12", "report.bad-json");
        Refuses(static r => r["drops"]![0]!["root"] = "0x12", "report.bad-json");
        Refuses(static r => r["network"]!["chainId"] = 1, "report.bad-json");
        Refuses(static r => r["transactions"]![0]!["state"] = "certain", "report.bad-json");
        foreach (string text in (string[])["", "null", "[]", "{}", "{", "5", "\"\"", "\uFEFF{}", new string('[', 100_000), "{\"title\":\"a\",\"title\":"])
            Assert.Equal("report.bad-json", Assert.Single(ReportJson.Read(Encoding.UTF8.GetBytes(text)).Faults).Code);
    }

    [Fact]
    public void Refuses_every_beginning_of_itself()
    {
        byte[] json = ReportJson.Write(SampleReport.Small());
        for (int length = 0; length < json.Length - 2; length += 97)
            Assert.Equal("report.bad-json", Assert.Single(ReportJson.Read(json.AsSpan(0, length)).Faults).Code);
    }

    private static void Refuses(Action<JsonNode> change, string code)
    {
        JsonNode node = JsonNode.Parse(ReportJson.Write(SampleReport.Small()))!;
        change(node);
        Result<ReportModel> result = ReportJson.Read(Encoding.UTF8.GetBytes(node.ToJsonString()));
        Assert.Equal(code, Assert.Single(result.Faults).Code);
    }
}
