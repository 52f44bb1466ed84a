using System.Text;
using Bursar.App.LocalChain;
using Bursar.App.Planning;
using Bursar.Chain.Tests.Accounts;
using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Xunit;

namespace Bursar.Chain.Tests.Launches;

/// <summary>A chain with tokens of other people, well-behaved and not, and launch files that give them away.</summary>
public sealed class ForeignTokenChain : ChainFixture, IAsyncLifetime
{
    private static readonly string[] Sources = ["test/mocks/MisbehavingTokens.sol", "test/mocks/ForeignTokens.sol", "test/mocks/PlainToken.sol", "test/foreign/GriefingToken.sol"];
    private IReadOnlyDictionary<string, byte[]> _code = new Dictionary<string, byte[]>();
    private int _launches;

    /// <summary>The operator.</summary>
    public static Address Operator => LocalAccounts.Addresses[0];

    /// <summary>Recipient of row <paramref name="number"/>.</summary>
    public static Address Recipient(int number) => Address.Parse($"0x{0xbeef0000 + number:x40}");

    /// <summary>Where launch files are.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("bursar-foreign-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Deploys a token of the mocks and gives the operator a million base units of it.</summary>
    public async Task<Address> TokenAsync(string name)
    {
        Address token = await DeployAsync(Signer(0), _code[name]);
        await CallAsync(token, "mint(address,uint256)", TestContracts.Word(Operator), Word(1_000_000));
        return token;
    }

    /// <summary>Sends a call of words from the operator.</summary>
    public async Task CallAsync(Address to, string signature, params Hash32[] words) =>
        Assert.True((await SendAsync(Signer(0), to, TestContracts.Call(signature, words))).Status, signature);

    /// <summary>A number as a word.</summary>
    public static Hash32 Word(ulong value) => new(((UInt256)value).ToBigEndian());

    /// <summary>Writes a launch that gives 30 recipients 10 to 39 of a token each.</summary>
    /// <param name="token">The token.</param>
    /// <param name="group">What is done with it: <c>drops</c> or <c>payouts</c>.</param>
    /// <param name="more">Further keys of the drop or payout.</param>
    /// <param name="decimals">What the file says of its decimals.</param>
    public async Task<string> LaunchAsync(Address token, string group, string more = "", int decimals = 18)
    {
        string name = $"foreign-{Interlocked.Increment(ref _launches)}";
        var rows = new StringBuilder("address,amount\n");
        for (int i = 0; i < 30; i++)
            rows.Append(System.Globalization.CultureInfo.InvariantCulture, $"{Recipient(i)},{10 + i}\n");
        await File.WriteAllTextAsync(Path.Combine(Folder, name + ".csv"), rows.ToString(), Cancel);
        string launch = Path.Combine(Folder, name + ".yaml");
        await File.WriteAllTextAsync(launch, $$"""
            bursar: 1
            name: {{name}}
            network: local
            operator: "{{Operator}}"
            tokens:
              theirs: { address: "{{token}}", decimals: {{decimals}} }
            {{group}}:
              all: { token: theirs, list: {{name}}.csv, unit: base{{more}} }
            """, Cancel);
        return launch;
    }

    /// <summary>Writes a launch that puts half of what the operator has into an escrow.</summary>
    /// <param name="token">The token.</param>
    /// <param name="group">Which escrow: <c>vouchers</c> or <c>programmes</c>.</param>
    public async Task<string> EscrowAsync(Address token, string group)
    {
        const string Half = "0.0000000000005";
        string launch = await LaunchAsync(token, group);
        string text = await File.ReadAllTextAsync(launch, Cancel);
        string escrow = group == "vouchers" ? $"all: {{ token: theirs, total: {Half} }}" : $"all: {{ escrow: [{{ token: theirs, amount: {Half} }}], window: 2d, watchers: [\"{Recipient(1)}\"] }}";
        await File.WriteAllTextAsync(launch, $"{text[..text.IndexOf("all:", StringComparison.Ordinal)]}{escrow}\n", Cancel);
        return launch;
    }

    /// <summary>Plans a launch.</summary>
    public async Task<Result<PlannedLaunch>> PlanAsync(string launch, EthereumClient? client = null)
    {
        LoadedLaunch loaded = new LaunchLoader(NetworkCatalog.BuiltIn).Load(launch, cancellationToken: Cancel).Value;
        return await new PlanLaunch(client ?? Client).RunAsync(loaded, Cancel);
    }

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await base.InitializeAsync();
        _code = await TestContracts.CompileFilesAsync(Sources);
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
