using System.Globalization;
using Bursar.Evm.Primitives;

namespace Bursar.App.LocalChain;

/// <summary>How a chain on this machine is started.</summary>
public sealed record LocalNodeOptions
{
    /// <summary>The chain id that Bursar's local accounts sign for.</summary>
    public static ChainId LocalChainId => new(31337);

    /// <summary>The anvil program; null looks for the one that <c>contracts/package.json</c> names.</summary>
    public string? Program { get; init; }

    /// <summary>TCP port on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Chain id.</summary>
    public ChainId ChainId { get; init; } = LocalChainId;

    /// <summary>File that keeps the chain between runs; null forgets it. Only one node at a time may have it.</summary>
    public string? StateFile { get; init; }

    /// <summary>How often the state file is written while the node runs, so that a crash loses little; whole seconds.</summary>
    public TimeSpan StateInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>True to keep the state of old blocks in the state file, so that reads at them work after a restart; the file grows with every block.</summary>
    public bool KeepOldStates { get; init; }

    /// <summary>How many blocks back the chain's state can be asked for, and the chain reorganised; null for what the node does by itself, which moves
    /// states to its disk after some hundred blocks and loses code when it takes one back from there (anvil 1.7.1).</summary>
    public int? KeptStates { get; init; }

    /// <summary>When blocks are made.</summary>
    public LocalMining Mining { get; init; } = LocalMining.Automatic;

    /// <summary>Time between blocks for <see cref="LocalMining.Interval"/>; whole seconds.</summary>
    public TimeSpan BlockTime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Rules of the virtual machine, for example <c>shanghai</c>; null for the newest that the node knows.</summary>
    public string? Hardfork { get; init; }

    /// <summary>Gas limit of a block.</summary>
    public ulong GasLimit { get; init; } = 100_000_000;

    /// <summary>Distance of the tags: <c>safe</c> is one of these blocks behind the head, <c>finalized</c> two; null for the node's 32.</summary>
    public int? SlotsInEpoch { get; init; }

    /// <summary>Path of a Unix domain socket to serve as well; null for none.</summary>
    public string? IpcPath { get; init; }

    /// <summary>Whether the ten local accounts get money; they have it only on <see cref="LocalChainId"/>.</summary>
    public bool FundAccounts { get; init; } = true;

    /// <summary>Longest time until the node answers.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Longest time for writing the state at the end, before the node is killed.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Time of the first block of a chain that is kept, in seconds since 1970.</summary>
    internal long? Born { get; init; }

    internal IEnumerable<string> Arguments()
    {
        yield return "--host";
        yield return "127.0.0.1";
        foreach ((string name, string? value) in Values())
        {
            if (value is null)
                continue;
            yield return name;
            yield return value;
        }

        yield return "--no-request-size-limit";
        if (Mining == LocalMining.OnDemand)
            yield return "--no-mining";
        if (StateFile is not null && KeepOldStates)
            yield return "--preserve-historical-states";
    }

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    // The accounts that anvil would make have keys that everybody knows, and no use here.
    private IEnumerable<(string Name, string? Value)> Values() =>
    [
        ("--port", Text(Port)),
        ("--chain-id", Text(ChainId.Value)),
        ("--accounts", "0"),
        ("--color", "never"),
        ("--gas-limit", Text(GasLimit)),
        ("--hardfork", Hardfork),
        ("--block-time", Mining == LocalMining.Interval ? Text((long)BlockTime.TotalSeconds) : null),
        ("--slots-in-an-epoch", SlotsInEpoch is { } slots ? Text(slots) : null),
        ("--prune-history", KeptStates is { } states ? Text(states) : null),
        ("--ipc", IpcPath),
        ("--state", StateFile),
        ("--timestamp", Born is { } born ? Text(born) : null),
        ("--state-interval", StateFile is null ? null : Text((long)StateInterval.TotalSeconds)),
    ];
}
