using System.Text.Json;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Chain.Tests.Cli;

/// <summary>The commands of <c>bursar keys</c> and <c>bursar network</c>, and what all commands have in common.</summary>
public sealed class KeysAndNetworkCommandTests(CliChain chain) : IClassFixture<CliChain>
{
    // The key of EIP-155's example, and its account.
    private const string Secret = "4646464646464646464646464646464646464646464646464646464646464646";
    private const string Account = "0x9d8A62f656a8d1615C1294fd71e9CFb3E4855A4F";

    private static readonly Dictionary<string, string> Password = new() { ["BURSAR_PASSWORD"] = "correct horse" };

    [Fact]
    public async Task A_key_from_standard_input_sends_and_never_shows()
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        Directory.CreateDirectory(chain.Home);
        CliResult imported = await CliProcess.RunAsync(chain.Home, ["keys", "import", "treasury", "--json"], Password, Secret + "\n");
        Assert.True(imported.ExitCode == 0, imported.ToString());
        Assert.DoesNotContain(Secret, imported.ToString(), StringComparison.Ordinal);
        JsonElement keys = (await chain.JsonAsync(0, "keys", "list")).GetProperty("keys");
        Assert.Equal(Account, Assert.Single(keys.EnumerateArray(), k => k.GetProperty("name").GetString() == "treasury").GetProperty("address").GetString());
        Assert.DoesNotContain(Secret, await File.ReadAllTextAsync(Path.Combine(chain.Home, "keys", "treasury.json"), cancel), StringComparison.Ordinal);

        string token = await chain.TokenAsync("KEYS");
        await chain.ExpectAsync(0, "token", "transfer", token, "treasury", "3");
        await chain.Controls.SetBalanceAsync(Address.Parse(Account), UInt256.PowerOfTen(18), cancel);
        string[] transfer = ["token", "transfer", token, "local:2", "1", "--from", "treasury", "--rpc", chain.Endpoint.ToString()];
        CliResult sent = await CliProcess.RunAsync(chain.Home, transfer, Password);
        Assert.True(sent.ExitCode == 0, sent.ToString());
        Assert.Equal(UInt256.PowerOfTen(18), await chain.BalanceAsync(token, 2));

        CliResult wrong = await CliProcess.RunAsync(chain.Home, transfer, new Dictionary<string, string> { ["BURSAR_PASSWORD"] = "wrong" });
        Assert.Equal(3, wrong.ExitCode);
        Assert.Contains("key.wrong-password", wrong.Error, StringComparison.Ordinal);
        CliResult none = await CliProcess.RunAsync(chain.Home, transfer);
        Assert.Equal(2, none.ExitCode);
        Assert.Contains("key.no-password", none.Error, StringComparison.Ordinal);
        await chain.RefusedAsync(3, "key.exists", "keys", "new", "treasury");
    }

    [Fact]
    public async Task A_key_of_a_wallet_of_words_is_taken_by_its_path()
    {
        const string Words = "test test test test test test test test test test test junk";
        Directory.CreateDirectory(chain.Home);
        foreach ((string name, string[] options, string? passphrase, string account) in new (string, string[], string?, string)[]
        {
            ("words0", ["--mnemonic"], null, "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"),
            ("words2", ["--mnemonic", "--index", "2"], null, "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC"),
            ("wordsp", ["--mnemonic", "--path", "m/44'/60'/0'/0/1"], null, "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"),
            ("wordss", ["--mnemonic", "--passphrase"], "TREZOR", "0x9313778B3753108128B9c476EBDd42FbD566F4Ed"),
        })
        {
            var environment = new Dictionary<string, string>(Password);
            if (passphrase is not null)
                environment["BURSAR_MNEMONIC_PASSPHRASE"] = passphrase;
            CliResult imported = await CliProcess.RunAsync(chain.Home, ["keys", "import", name, .. options, "--json"], environment, Words + "\n");
            Assert.True(imported.ExitCode == 0, imported.ToString());
            Assert.Equal(account, JsonDocument.Parse(imported.Output).RootElement.GetProperty("address").GetString());
            Assert.DoesNotContain("junk", imported.ToString(), StringComparison.Ordinal);
        }

        CliResult wrong = await CliProcess.RunAsync(chain.Home, ["keys", "import", "wrong", "--mnemonic"], Password, Words.Replace("junk", "jnuk", StringComparison.Ordinal));
        Assert.Equal(3, wrong.ExitCode);
        Assert.Contains("word 12", wrong.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("jnuk", wrong.ToString(), StringComparison.Ordinal);
        await chain.RefusedAsync(2, "key.bad-path", "keys", "import", "wrong", "--mnemonic", "--path", "44/60");
        await chain.RefusedAsync(2, "key.path-without-mnemonic", "keys", "import", "wrong", "--index", "1");
        await chain.RefusedAsync(2, "key.on-command-line", "keys", "import", "wrong", Words);
    }

    [Theory]
    [InlineData("plan")]
    [InlineData("no-such-command")]
    [InlineData("token", "show", "0x00000000000000000000000000000000000000a1", "--no-such-option")]
    public async Task A_program_gets_a_wrong_call_as_json(params string[] arguments)
    {
        JsonElement answer = await chain.JsonAsync(2, arguments);
        Assert.False(answer.GetProperty("ok").GetBoolean());
        Assert.All(answer.GetProperty("faults").EnumerateArray(), f => Assert.Equal("cli.usage", f.GetProperty("code").GetString()));
        Assert.NotEqual(0, answer.GetProperty("faults").GetArrayLength());
    }

    [Fact]
    public async Task A_key_on_the_command_line_is_refused_and_not_repeated()
    {
        foreach (string[] arguments in (string[][])[["keys", "import", "other", "0x" + Secret], ["keys", "import", Secret], ["keys", "new", Secret]])
        {
            CliResult result = await chain.ExpectAsync(2, arguments);
            Assert.Contains("key.on-command-line", result.Error, StringComparison.Ordinal);
            Assert.DoesNotContain(Secret, result.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_weak_keystore_is_taken_over_with_a_warning_and_stored_strongly()
    {
        // A toy of ethers' tests: scrypt with N = 1,024.
        const string Weak = """{"address":"17c5185167401ed00cf5f5b2fc97d9bbfdb7d025","id":"01234567-8901-4345-a789-012345678901","version":3,"Crypto":{"cipher":"aes-128-ctr","cipherparams":{"iv":"deadbeef1deadbeef2deadbeef301234"},"ciphertext":"cea502df4b9405fa2b6d8d19ec4e2953c5ce08e0e01d4c0292512ce62baef8f3","kdf":"scrypt","kdfparams":{"salt":"abcd1abcd2abcd3abcd4abcd5abcd6ef","n":1024,"dklen":32,"p":2,"r":4},"mac":"6e0a8e2409261d464e35a251f4b1fddd6ad0f7045a18d3957c127387f1c0de72"}}""";
        var environment = new Dictionary<string, string>(Password) { ["BURSAR_FILE_PASSWORD"] = "foo" };
        string home = Path.Combine(chain.Folder, "weak-home");
        CliResult taken = await CliProcess.RunAsync(home, ["keys", "import", "weak"], environment, Weak);
        Assert.True(taken.ExitCode == 0, taken.ToString());
        Assert.Contains("too weakly", taken.Output, StringComparison.Ordinal);
        Assert.Contains("\"n\": 262144", await File.ReadAllTextAsync(Path.Combine(home, "keys", "weak.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);

        environment["BURSAR_FILE_PASSWORD"] = "bar";
        Assert.Contains("key.wrong-password", (await CliProcess.RunAsync(home, ["keys", "import", "wrong"], environment, Weak)).Error, StringComparison.Ordinal);
        Assert.Contains("key.damaged", (await CliProcess.RunAsync(home, ["keys", "import", "cut"], environment, Weak[..200])).Error, StringComparison.Ordinal);
        Assert.Contains("key.unsupported", (await CliProcess.RunAsync(home, ["keys", "import", "old"], environment, Weak.Replace("\"version\":3", "\"version\":1", StringComparison.Ordinal))).Error, StringComparison.Ordinal);
        Assert.Contains("key.unsupported", (await CliProcess.RunAsync(home, ["keys", "import", "huge"], environment, Weak.Replace("\"n\":1024", "\"n\":1073741824", StringComparison.Ordinal))).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_key_takes_its_password_from_a_file_descriptor()
    {
        Directory.CreateDirectory(chain.Home);
        string file = Path.Combine(chain.Folder, "password.txt");
        await File.WriteAllTextAsync(file, "from a descriptor\n", TestContext.Current.CancellationToken);
        string program = Path.Combine(Checkout.Root, "src", "Bursar.Cli", "bin", Checkout.Configuration, "net10.0", "Bursar.Cli.dll");
        var start = new System.Diagnostics.ProcessStartInfo("/bin/sh", ["-c", "exec dotnet \"$0\" keys new described --password-fd 3 --json 3<\"$1\"", program, file]) { RedirectStandardOutput = true };
        start.Environment["BURSAR_HOME"] = chain.Home;
        using System.Diagnostics.Process process = System.Diagnostics.Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        string address = JsonDocument.Parse(output).RootElement.GetProperty("address").GetString()!;
        var ring = new Bursar.App.Keys.KeyRing(chain.Home);
        using Evm.Signing.PrivateKeySigner signer = ring.Unlock(ring.Find("described")!, "from a descriptor").Value;
        Assert.Equal(address, signer.Address.ToString());
    }

    [Fact]
    public async Task A_node_is_probed_and_an_unreachable_one_is_said_to_be()
    {
        JsonElement probe = await chain.JsonAsync(0, "network", "probe");
        Assert.Equal("31337", probe.GetProperty("chainId").GetString());
        Assert.StartsWith("anvil/", probe.GetProperty("client").GetString(), StringComparison.Ordinal);
        Assert.True(probe.GetProperty("create2Deployer").GetBoolean());
        await chain.RefusedAsync(4, "network.wrong-chain", "network", "probe", "--network", "base");
        JsonElement networks = (await chain.JsonAsync(0, "network", "list")).GetProperty("networks");
        Assert.Contains(networks.EnumerateArray(), n => n.GetProperty("name").GetString() == "ethereum-classic");

        CliResult gone = await CliProcess.RunAsync(chain.Home, ["network", "probe", "--rpc", "http://127.0.0.1:9/"]);
        Assert.Equal(4, gone.ExitCode);
        Assert.Contains("rpc.unreachable", gone.Error, StringComparison.Ordinal);
        CliResult unknown = await CliProcess.RunAsync(chain.Home, ["network", "probe", "--network", "etherium"]);
        Assert.Equal(3, unknown.ExitCode);
        Assert.Contains("ethereum", unknown.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("init")]
    [InlineData("token", "create")]
    [InlineData("token", "transfer-from")]
    [InlineData("site", "verify")]
    [InlineData("tree", "build")]
    [InlineData("drop", "claim")]
    public async Task Help_has_examples(params string[] command)
    {
        Directory.CreateDirectory(chain.Home);
        CliResult help = await CliProcess.RunAsync(chain.Home, [.. command, "--help"]);
        Assert.Equal(0, help.ExitCode);
        Assert.Contains($"Examples:\n  bursar {string.Join(' ', command)}", help.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }
}
