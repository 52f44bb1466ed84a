using System.CommandLine;
using Bursar.App.Planning;
using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Evm.Primitives;

namespace Bursar.Cli.Commands;

/// <summary>Which staking pool a command is about, in which of its tiers, and which NFTs.</summary>
internal sealed class StakeTarget
{
    public Argument<string> Pool { get; } = new("pool") { Description = "Its address, or the launch file that makes it" };

    public Option<string?> Key { get; } = new("--pool") { Description = "Which one, when the launch has several", HelpName = "key" };

    public Option<int?> Tier { get; } = new("--tier") { Description = "Number of the tier, from 0", HelpName = "number" };

    public Option<string?> Nfts { get; } = new("--nft") { Description = "Numbers of NFTs with commas between, instead of an amount", HelpName = "ids" };

    public Argument<string?> Amount { get; } = new("amount") { Description = "How much, in whole tokens", Arity = ArgumentArity.ZeroOrOne };

    /// <summary>Finds out what is meant.</summary>
    public (Address Address, NetworkProfile Network) Resolve(CommandContext context, CancellationToken cancellationToken)
    {
        string text = context.Get(Pool);
        if (!File.Exists(text))
            return (Accounts.Parse(text, "pool"), Session.Network(context));
        LoadedLaunch loaded = Session.LoadLaunch(context, text, cancellationToken);
        IReadOnlyList<StakingBlueprint> all = BlueprintBuilder.Build(loaded).Staking;
        string[] names = [.. all.Select(p => p.Spec.Key)];
        StakingBlueprint found = context.Get(Key) is { } key
            ? all.FirstOrDefault(p => p.Spec.Key == key) ?? throw Usage(new Fault("stake.which", $"'{text}' has no staking pool '{key}'.", "--pool", Suggestion.Hint(key, names)))
            : all.Count == 1 ? all[0] : throw Usage(new Fault("stake.which", $"'{text}' has {all.Count} staking pools.", "--pool", all.Count == 0 ? "Add one under staking." : $"Name one with --pool: {string.Join(", ", names)}."));
        return (found.Address, loaded.Network);
    }

    /// <summary>The NFTs that are named; null when none are.</summary>
    public IReadOnlyList<UInt256>? ReadNfts(CommandContext context)
    {
        if (context.Get(Nfts) is not { } text)
            return null;
        var ids = new List<UInt256>();
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            ids.Add(UInt256.TryParseDecimal(part, out UInt256 id) ? id : throw Usage(new Fault("stake.bad-nfts", $"'{part}' is no number of an NFT.", "--nft", "Write numbers with commas between: 12,13.")));
        }

        return ids;
    }

    internal static FaultException Usage(Fault fault) => new(fault with { Kind = FaultKind.Usage });
}
