using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Bursar.App.Courier;
using Bursar.App.LocalChain;
using Bursar.Core.Plans;
using Bursar.Evm.Primitives;
using Bursar.Tests.Shared;
using Xunit;

namespace Bursar.Chain.Tests.Cli;

/// <summary>A key on a machine without network pays a list; what is changed on the way there or back is refused and named.</summary>
public sealed class CourierCommandTests(CliChain chain) : IClassFixture<CliChain>
{
    private const string Password = "correct horse";
    private static readonly Dictionary<string, string> Secret = new() { ["BURSAR_PASSWORD"] = Password };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_without_network_pays_a_list()
    {
        (string folder, string cold, string plan) = await PlanAsync("cold", 25);
        await chain.RefusedAsync(2, "key.not-found", "apply", plan);
        string export = Path.Combine(folder, "launch.export.json");
        await chain.ExpectAsync(0, "sign", "export", plan);
        string signed = Path.Combine(folder, "signed.json");
        CliResult shown = await ColdAsync(cold, 0, "sign", export, "--yes", HashOf(plan).ToString(), "--out", signed);
        Assert.Contains("25 recipients", shown.Output, StringComparison.Ordinal);
        Assert.Contains($"{Recipient("cold", 3)} 4 ETH", shown.Output, StringComparison.Ordinal);
        await chain.ExpectAsync(0, "sign", "import", signed, "--plan", plan);
        await chain.ExpectAsync(0, "apply", plan);
        for (int i = 0; i < 25; i++)
            Assert.Equal((UInt256)(ulong)(i + 1) * UInt256.PowerOfTen(18), await chain.Client.GetBalanceAsync(Recipient("cold", i), cancellationToken: Cancel));
        await chain.ExpectAsync(0, "verify", Path.Combine(folder, "launch.yaml"));
        await chain.ExpectAsync(0, "apply", plan);

        // The same bytes again change nothing, and the machine without network does not sign a nonce for something else.
        await chain.RefusedAsync(4, "courier.nothing-to-sign", "sign", "export", plan);
        CourierExport other = CourierCodec.ReadExport(await File.ReadAllBytesAsync(export, Cancel), export).Value;
        string moved = await WriteAsync(folder, other with { Steps = [.. other.Steps.Select(s => s with { Nonce = s.Nonce + 5 })] });
        Assert.Contains("courier.step-signed-before", (await ColdAsync(cold, 4, "sign", moved, "--yes", HashOf(plan).ToString(), "--out", signed + "2")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_goes_by_scanned_codes_in_any_order()
    {
        (string folder, string cold, string plan) = await PlanAsync("codes", 3);
        JsonElement export = await chain.JsonAsync(0, "sign", "export", plan, "--qr", "--html", Path.Combine(folder, "export.html"));
        string[] texts = [.. export.GetProperty("chunks").EnumerateArray().Select(c => c.GetString()!)];
        Assert.True(texts.Length > 1);
        Assert.Equal(texts, await ReadAsync(OnPage(await File.ReadAllTextAsync(Path.Combine(folder, "export.html"), Cancel))));
        CliResult printed = await chain.ExpectAsync(0, "sign", "export", plan, "--qr");
        Assert.Equal(texts, await ReadAsync(InTerminal(printed.Output)));
        string scanned = Path.Combine(folder, "scanned.txt");
        await File.WriteAllLinesAsync(scanned, texts.Reverse().Concat(texts.Take(1)), Cancel);
        CliResult signed = await ColdAsync(cold, 0, "sign", "--chunks", scanned, "--yes", HashOf(plan).ToString(), "--out", Path.Combine(folder, "signed.json"), "--qr", "--json");
        string back = Path.Combine(folder, "back.txt");
        await File.WriteAllLinesAsync(back, JsonDocument.Parse(signed.Output).RootElement.GetProperty("chunks").EnumerateArray().Select(c => c.GetString()!), Cancel);
        await chain.ExpectAsync(0, "sign", "import", "--chunks", back, "--plan", plan);
        await chain.ExpectAsync(0, "apply", plan);
        Assert.Equal(UInt256.PowerOfTen(18), await chain.Client.GetBalanceAsync(Recipient("codes", 0), cancellationToken: Cancel));

        await File.WriteAllLinesAsync(scanned, texts.Skip(1), Cancel);
        Assert.Contains("1 of", (await ColdAsync(cold, 3, "sign", "--chunks", scanned, "--yes", HashOf(plan).ToString())).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whatever_is_changed_on_the_way_is_refused_by_name()
    {
        (string folder, string cold, string plan) = await PlanAsync("tampered", 4);
        string path = Path.Combine(folder, "launch.export.json");
        await chain.ExpectAsync(0, "sign", "export", plan);
        CourierExport good = CourierCodec.ReadExport(await File.ReadAllBytesAsync(path, Cancel), path).Value;
        Plan original = PlanCodec.Read(good.Plan, plan).Value;
        string list = Encoding.UTF8.GetString(good.Files.Single(f => f.Path == "people.csv").Bytes);
        PlanStep pay = original.Steps[^1];

        // The list says something else than the plan.
        await RefusedAsync("apply.list-changed", good with { Files = With(good, "people.csv", list.Replace(Recipient("tampered", 1).ToString(), CliChain.Account(9).ToString(), StringComparison.Ordinal)) });
        await RefusedAsync("apply.list-changed", good with { Files = With(good, "people.csv", list.Replace(",2\n", ",2000\n", StringComparison.Ordinal)) });
        await RefusedAsync("apply.launch-changed", good with { Files = With(good, "launch.yaml", Encoding.UTF8.GetString(good.Files[0].Bytes) + "# \n") });

        // The plan says something else than its inputs, with a hash that fits.
        await RefusedAsync("plan.not-derived", good with { Plan = Changed(pay with { Data = [.. pay.Data[..^1], (byte)(pay.Data[^1] ^ 1)] }) });
        await RefusedAsync("plan.not-derived", good with { Plan = Changed(pay with { Value = pay.Value + UInt256.One }) });
        await RefusedAsync("plan.not-derived", good with { Plan = Changed(pay with { To = CliChain.Account(9) }) });
        await RefusedAsync("plan.not-derived", good with { Plan = PlanCodec.Write(original with { Steps = [.. original.Steps, pay with { Id = "payouts.team/batch-9" }] }) });
        await RefusedAsync("apply.other-network", good with { Plan = PlanCodec.Write(original with { ChainId = new ChainId(1) }) });
        await RefusedAsync("plan.hash-mismatch", good with { Plan = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(good.Plan).Replace(pay.Value.ToString(), (pay.Value + UInt256.One).ToString(), StringComparison.Ordinal)) }, 3);

        // What only the export says.
        await RefusedAsync("courier.bad-nonce", good with { Steps = [.. good.Steps.Select((s, i) => i == 1 ? s with { Nonce = s.Nonce + 1 } : s)] });
        await RefusedAsync("courier.extra-step", good with { Steps = [.. good.Steps, new CourierStep("payouts.other/batch-0", good.Steps[^1].Nonce + 1, 100_000)] });
        await RefusedAsync("courier.bad-gas", good with { Steps = [.. good.Steps.Select(s => s with { Gas = 21_000 })] });
        await RefusedAsync("courier.bad-fee", good with { Fees = [.. good.Fees.Reverse()] });

        // Without a yes to this very plan nothing is signed.
        Assert.Contains("courier.not-confirmed", (await ColdAsync(cold, 2, "sign", path)).Error, StringComparison.Ordinal);
        Assert.Contains("courier.not-confirmed", (await ColdAsync(cold, 4, "sign", path, "--yes", Hash32.Zero.ToString())).Error, StringComparison.Ordinal);

        // On the way back.
        string signed = Path.Combine(folder, "signed.json");
        await ColdAsync(cold, 0, "sign", path, "--yes", original.Hash.ToString(), "--out", signed);
        SignedCourier back = CourierCodec.ReadSigned(await File.ReadAllBytesAsync(signed, Cancel), signed).Value;
        using Evm.Signing.PrivateKeySigner thief = LocalAccounts.Signer(9);
        byte[] forged = (await thief.SignTransactionAsync(Evm.Transactions.SignedTransaction.Decode(back.Transactions[0]).Transaction, Cancel)).Raw;
        await ImportRefusedAsync("courier.wrong-signature", back with { Transactions = [forged, .. back.Transactions.Skip(1)] });
        await ImportRefusedAsync("courier.wrong-signature", back with { Transactions = [.. back.Transactions.Skip(1)] });
        await ImportRefusedAsync("courier.wrong-signature", back with { Transactions = [back.Transactions[1], back.Transactions[0], .. back.Transactions.Skip(2)] });
        await ImportRefusedAsync("courier.other-export", back with { Export = Hash32.Zero });
        Assert.Equal(0UL, await chain.Client.GetTransactionCountAsync(original.Operator, cancellationToken: Cancel));

        byte[] Changed(PlanStep step) => PlanCodec.Write(original with { Steps = [.. original.Steps.Take(original.Steps.Count - 1), step] });

        async Task RefusedAsync(string code, CourierExport changed, int exit = 4)
        {
            Plan named = PlanCodec.Read(changed.Plan, plan) is { IsOk: true } read ? read.Value : original;
            CliResult result = await ColdAsync(cold, exit, "sign", await WriteAsync(folder, changed), "--yes", named.Hash.ToString(), "--out", Path.Combine(folder, "never.json"));
            Assert.Contains(code, result.Error, StringComparison.Ordinal);
            Assert.False(File.Exists(Path.Combine(folder, "never.json")));
        }

        async Task ImportRefusedAsync(string code, SignedCourier changed)
        {
            string file = Path.Combine(folder, "changed-signed.json");
            await File.WriteAllBytesAsync(file, CourierCodec.Write(changed), Cancel);
            await chain.RefusedAsync(4, code, "sign", "import", file, "--plan", plan);
        }
    }

    /// <summary>What somebody else's decoder reads (jsQR).</summary>
    private static async Task<string?[]> ReadAsync(IEnumerable<string[]> codes)
    {
        JsonObject[] questions = [.. codes.Select(rows => new JsonObject { ["op"] = "qr.read", ["rows"] = new JsonArray([.. rows.Select(r => (JsonNode)r)]) })];
        return [.. (await NodeOracle.AskAsync(questions)).Select((a, i) => NodeOracle.Ok(a, $"code {i + 1}").GetString())];
    }

    /// <summary>The modules of the codes of a page, from its drawings.</summary>
    private static IEnumerable<string[]> OnPage(string html)
    {
        foreach (Match drawing in Regex.Matches(html, "viewBox=\"0 0 ([0-9]+) [0-9]+\"[^>]*><path d=\"([^\"]*)\""))
        {
            int side = int.Parse(drawing.Groups[1].Value, CultureInfo.InvariantCulture);
            char[][] rows = [.. Enumerable.Range(0, side).Select(_ => new string('0', side).ToCharArray())];
            foreach (Match bar in Regex.Matches(drawing.Groups[2].Value, "M([0-9]+) ([0-9]+)h([0-9]+)"))
                Array.Fill(rows[int.Parse(bar.Groups[2].Value, CultureInfo.InvariantCulture)], '1', int.Parse(bar.Groups[1].Value, CultureInfo.InvariantCulture), int.Parse(bar.Groups[3].Value, CultureInfo.InvariantCulture));
            yield return [.. rows.Select(r => new string(r))];
        }
    }

    /// <summary>The modules of the codes in a terminal, where each character has two of them, one above the other; light is drawn.</summary>
    private static IEnumerable<string[]> InTerminal(string output)
    {
        var rows = new List<string>();
        foreach (string line in output.Split('\n').Append("QR code"))
        {
            if (line.StartsWith("QR code", StringComparison.Ordinal) && rows.Count > 0)
            {
                yield return [.. rows.Take(rows[0].Length)];
                rows.Clear();
            }

            if (line.Length == 0 || !line.All(c => c is '█' or '▀' or '▄' or ' '))
                continue;
            rows.Add(string.Concat(line.Select(c => c is '█' or '▀' ? '0' : '1')));
            rows.Add(string.Concat(line.Select(c => c is '█' or '▄' ? '0' : '1')));
        }
    }

    private static IReadOnlyList<(string, byte[])> With(CourierExport export, string path, string text) =>
        [.. export.Files.Select(f => f.Path == path ? (path, Encoding.UTF8.GetBytes(text)) : f)];

    private static async Task<string> WriteAsync(string folder, CourierExport export)
    {
        string path = Path.Combine(folder, $"{Guid.NewGuid():N}.export.json");
        await File.WriteAllBytesAsync(path, CourierCodec.Write(export), Cancel);
        return path;
    }

    private static Hash32 HashOf(string plan) => PlanCodec.Read(File.ReadAllBytes(plan), plan).Value.Hash;

    private static Address Recipient(string launch, int number) => Address.Parse($"0x{0xc01d0000 + (launch.Length * 256) + number:x40}");

    /// <summary>A launch of an operator whose key is on another machine, planned on this one.</summary>
    private async Task<(string Folder, string Cold, string Plan)> PlanAsync(string name, int recipients)
    {
        string folder = Path.Combine(chain.Folder, name);
        string cold = Path.Combine(folder, "cold");
        Directory.CreateDirectory(folder);
        CliResult made = await CliProcess.RunAsync(cold, ["keys", "new", "treasury", "--json"], Secret);
        Address account = Address.Parse(JsonDocument.Parse(made.Output).RootElement.GetProperty("address").GetString()!);
        await new LocalControls(chain.Client).SetBalanceAsync(account, 1_000UL * UInt256.PowerOfTen(18), Cancel);
        await File.WriteAllTextAsync(Path.Combine(folder, "people.csv"), "address,amount\n" + string.Concat(Enumerable.Range(0, recipients).Select(i => $"{Recipient(name, i)},{i + 1}\n")), Cancel);
        string launch = Path.Combine(folder, "launch.yaml");
        await File.WriteAllTextAsync(launch, $$"""
            bursar: 1
            name: {{name}}
            network: local
            operator: "{{account}}"
            tokens:
              coin: { name: Cold Coin, symbol: CLD, decimals: 18, supply: 1_000, genesis: [{ to: operator, amount: 1_000 }] }
            payouts:
              thanks: { token: coin, list: people.csv }
              team: { token: native, list: people.csv, batch: 10 }

            """.ReplaceLineEndings("\n"), Cancel);
        await chain.ExpectAsync(0, "plan", launch);
        return (folder, cold, Path.Combine(folder, "launch.plan.json"));
    }

    /// <summary>Runs a command as on the machine without network: in a network namespace that has none, where the system lets us make one.</summary>
    private static async Task<CliResult> ColdAsync(string home, int exit, params string[] arguments)
    {
        string program = Path.Combine(Checkout.Root, "src", "Bursar.Cli", "bin", Checkout.Configuration, "net10.0", "Bursar.Cli.dll");
        var start = new ProcessStartInfo("unshare", ["--net", "--map-root-user", "dotnet", program, .. arguments])
        {
            WorkingDirectory = Path.GetDirectoryName(home)!,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["BURSAR_HOME"] = home;
        start.Environment["BURSAR_PASSWORD"] = Password;
        start.Environment["BURSAR_RPC"] = "http://127.0.0.1:1";
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(Cancel);
        Task<string> error = process.StandardError.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        var result = new CliResult(process.ExitCode, await output, await error);
        Assert.True(process.ExitCode == exit, $"bursar {string.Join(' ', arguments)}: exit code {exit} was expected\n{result}");
        return result;
    }
}
