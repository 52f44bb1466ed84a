using System.CommandLine;
using Bursar.App.Safes;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.Cli.Commands;

/// <summary>The files that the owners of a Safe hand one another, and the options that they share.</summary>
internal sealed class SafeFiles
{
    public Argument<string> Proposal { get; } = new("proposal") { Description = "The proposal file that 'bursar safe propose' wrote; its plan and launch file stand where it says" };

    public Option<string[]> Accept { get; } = new("--accept")
    {
        Description = "A module, guard or fallback handler of the Safe that you know and want there; may be given again",
        HelpName = "address",
    };

    /// <summary>The contracts that were accepted.</summary>
    public IReadOnlyCollection<Address> AcceptedBy(CommandContext context) => [.. (context.Get(Accept) ?? []).Select(a => Accounts.Parse(a, "--accept"))];

    /// <summary>Reads a proposal with its plan and launch, and derives it again; no chain is asked.</summary>
    public SafeReview Open(CommandContext context, CancellationToken cancellationToken) => ProposalFiles.Open(Session.Networks(context), context.Get(Proposal), cancellationToken).Value;

    /// <summary>The same, compared with the chain.</summary>
    public async Task<SafeReview> OpenAsync(CommandContext context, EthereumClient client, SafeReview offline, CancellationToken cancellationToken) =>
        (await ReviewProposal.OnChainAsync(client, offline, AcceptedBy(context), cancellationToken)).Value;
}
