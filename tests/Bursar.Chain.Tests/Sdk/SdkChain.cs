using Bursar.App.LocalChain;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Bursar.Evm.Signing;
using Xunit;

namespace Bursar.Chain.Tests.Sdk;

/// <summary>A fresh local chain and a folder for one test, with raw reads that know nothing of Bursar's bindings.</summary>
internal sealed class SdkChain : IAsyncDisposable
{
    private readonly LocalNode _node;
    private readonly List<PrivateKeySigner> _signers = [];

    private SdkChain(LocalNode node)
    {
        _node = node;
        Chain = EthereumClient.Connect(node.Endpoint);
    }

    public string Endpoint => _node.Endpoint.ToString();

    public string Folder { get; } = Directory.CreateTempSubdirectory("bursar-sdk-").FullName;

    public EthereumClient Chain { get; }

    public StringWriter Output { get; } = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<SdkChain> StartAsync() => new((await LocalNode.StartAsync(new LocalNodeOptions(), Cancel)).Value);

    /// <summary>A client of a local account.</summary>
    public Task<BursarClient> OpenAsync(int account, string? folder = null)
    {
        PrivateKeySigner signer = LocalAccounts.Signer(account);
        _signers.Add(signer);
        return BursarClient.OpenAsync(Endpoint, signer, new BursarClientOptions { Folder = folder ?? Folder }, Cancel);
    }

    /// <summary>A path in the test's folder, with that content.</summary>
    public async Task<string> WriteAsync(string name, string content)
    {
        string path = Path.Combine(Folder, name);
        await File.WriteAllTextAsync(path, content, Cancel);
        return path;
    }

    /// <summary>ERC-20 <c>balanceOf(address)</c>.</summary>
    public Task<UInt256> BalanceAsync(Address token, Address account) => NumberAsync(token, "70a08231", Word(account));

    /// <summary>ERC-20 <c>allowance(address,address)</c>.</summary>
    public Task<UInt256> AllowanceAsync(Address token, Address owner, Address spender) => NumberAsync(token, "dd62ed3e", Word(owner), Word(spender));

    /// <summary>The first word that a call returns, as a number.</summary>
    public async Task<UInt256> NumberAsync(Address to, string selector, params string[] words) =>
        new((await Chain.CallAsync(to, Hex.Decode($"0x{selector}{string.Concat(words)}"), BlockTag.Latest, Cancel)).AsSpan(0, 32));

    public Task<ulong> NonceAsync(Address account) => Chain.GetTransactionCountAsync(account, BlockTag.Latest, Cancel);

    /// <summary>An address as a word of calldata.</summary>
    public static string Word(Address address) => address.ToLowerHex()[2..].PadLeft(64, '0');

    /// <summary>So many whole tokens in base units.</summary>
    public static UInt256 Units(ulong tokens, int decimals = 18) => (UInt256)tokens * UInt256.PowerOfTen(decimals);

    public async ValueTask DisposeAsync()
    {
        Chain.Dispose();
        await _node.DisposeAsync();
        foreach (PrivateKeySigner signer in _signers)
            signer.Dispose();
        await Output.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
