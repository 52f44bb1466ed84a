using Bursar.App.Networks;
using Bursar.App.Planning;
using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Bursar.Evm.Signing;
using Bursar.Storage;

namespace Bursar;

/// <summary>Bursar for one account on one chain: tokens, site links, drops, payouts, vouchers, programmes, staking and whole launches.</summary>
/// <remarks>
/// Everything that is sent goes through the outbox: it is signed and stored before it is broadcast, and no effect happens twice, whatever happens
/// in between. What goes wrong is a <see cref="FaultException"/> whose faults say what, where and what to do; reverts come decoded. The client is
/// safe to use from several threads: actions that send wait for one another, since an account's transactions have one order.
/// </remarks>
public sealed class BursarClient : IAsyncDisposable
{
    private readonly ClientCore _core;

    private BursarClient(ClientCore core)
    {
        _core = core;
        Tokens = new TokenArea(core);
        Sites = new SiteArea(core);
        Launches = new LaunchArea(core);
        Drops = new DropArea(core);
        Payouts = new PayoutArea(core);
        Vesting = new VestingArea(core);
        Vouchers = new VoucherArea(core);
        Programmes = new ProgrammeArea(core);
        Pools = new PoolArea(core);
        Swaps = new SwapArea(core);
        Staking = new StakingArea(core);
        Safes = new SafeArea(core);
    }

    /// <summary>Making tokens and moving them.</summary>
    public TokenArea Tokens { get; }

    /// <summary>Links between tokens and websites or products.</summary>
    public SiteArea Sites { get; }

    /// <summary>Lists that people claim from.</summary>
    public DropArea Drops { get; }

    /// <summary>Lists that are paid out.</summary>
    public PayoutArea Payouts { get; }

    /// <summary>Tokens that become somebody's as time passes.</summary>
    public VestingArea Vesting { get; }

    /// <summary>Escrows out of which signed vouchers are paid.</summary>
    public VoucherArea Vouchers { get; }

    /// <summary>Recurring programmes whose lists watchers can stop.</summary>
    public ProgrammeArea Programmes { get; }

    /// <summary>Pools of two tokens.</summary>
    public PoolArea Pools { get; }

    /// <summary>Exchanging tokens in pools.</summary>
    public SwapArea Swaps { get; }

    /// <summary>Staking pools.</summary>
    public StakingArea Staking { get; }

    /// <summary>Accounts of several owners, who sign plans in files.</summary>
    public SafeArea Safes { get; }

    /// <summary>Launch files: whole token economies at once.</summary>
    public LaunchArea Launches { get; }

    /// <summary>The account that signs and pays.</summary>
    public Address Account => _core.Account;

    /// <summary>The network's profile.</summary>
    public NetworkProfile Network => _core.Network;

    /// <summary>The client underneath, for calls of one's own; reverts of Bursar's contracts come decoded.</summary>
    public EthereumClient Chain => _core.Chain;

    /// <summary>Connects to a node.</summary>
    /// <param name="endpoint">Its JSON-RPC endpoint, http or https.</param>
    /// <param name="signer">Signs for the account. The client does not dispose it.</param>
    /// <param name="options">What differs from the defaults.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="FaultException">The endpoint is no URL, does not answer, serves another chain than the profile says, or the journal cannot be opened.</exception>
    public static Task<BursarClient> OpenAsync(string endpoint, ISigner signer, BursarClientOptions? options = null, CancellationToken cancellationToken = default) =>
        ClientCore.DescribeAsync(async () => new BursarClient(await OpenCoreAsync(endpoint, signer, options ?? new BursarClientOptions(), cancellationToken)));

    /// <inheritdoc cref="OpenAsync(string, ISigner, BursarClientOptions?, CancellationToken)"/>
    public static Task<BursarClient> OpenAsync(Uri endpoint, ISigner signer, BursarClientOptions? options = null, CancellationToken cancellationToken = default) =>
        OpenAsync(endpoint.OriginalString, signer, options, cancellationToken);

    /// <inheritdoc cref="OpenAsync(string, ISigner, BursarClientOptions?, CancellationToken)"/>
    public static Task<BursarClient> OpenAsync(string endpoint, ISigner signer, CancellationToken cancellationToken) =>
        OpenAsync(endpoint, signer, null, cancellationToken);

    /// <summary>Closes the connection and the journal. What was sent and is not final yet is gone on with when the same is asked for again.</summary>
    public ValueTask DisposeAsync() => _core.DisposeAsync();

    private static async Task<ClientCore> OpenCoreAsync(string endpoint, ISigner signer, BursarClientOptions options, CancellationToken cancellationToken)
    {
        NetworkProfile network = options.Network ?? (await ChainConnection.FindNetworkAsync(endpoint, NetworkCatalog.BuiltIn, cancellationToken)).Value;
        string folder = Path.GetFullPath(options.Folder ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".bursar"));
        ChainConnection connection = (await ChainConnection.OpenAsync(network, endpoint, folder, cancellationToken: cancellationToken)).Value;
        try
        {
            await ChainGuard.RequireAsync(connection.Client, network, cancellationToken);
            SqlJournal journal = (await JournalStore.OpenAsync(options.Journal ?? Path.Combine(folder, "journal.db"), options.Time, cancellationToken)).Value;
            return new ClientCore(connection, signer, journal, options, folder);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
