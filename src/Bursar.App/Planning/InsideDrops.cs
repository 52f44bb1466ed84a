using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Core.Launch;
using Bursar.Core.Lists;
using Bursar.Core.Trees;
using Bursar.Evm.Primitives;

namespace Bursar.App.Planning;

/// <summary>The rules for a list that its token gives out by itself.</summary>
internal static class InsideDrops
{
    /// <summary>Why a drop cannot be inside its token; nothing when it can.</summary>
    /// <param name="launch">The launch.</param>
    /// <param name="drop">A drop that says so.</param>
    /// <param name="list">Its list.</param>
    /// <param name="tree">Its tree.</param>
    /// <param name="genesis">The token's first holders, as the file has them.</param>
    public static IEnumerable<Fault> Check(Launch launch, DropSpec drop, RecipientList list, MerkleTree tree, IEnumerable<RecipientRow> genesis)
    {
        var token = (CreatedTokenSpec)drop.Token;
        string path = $"{drop.Path}.inside";
        int repeated = 0;
        for (int i = 1; i < list.Count; i++)
            repeated += list.Rows[i].Account == list.Rows[i - 1].Account ? 1 : 0;
        if (repeated > 0)
        {
            yield return new Fault("launch.inside-repeats", $"{repeated} rows of the list of {drop.Path} repeat an account; inside a token each account has one row.", path,
                "Add such rows up, or remove 'inside'.").At(drop.Position);
        }

        IReadOnlyList<LabelledAllocation>? rest = Without([.. genesis.Select(r => new LabelledAllocation(r.Account, r.Amount, null))], launch.Operator, list.Total);
        if (rest is null)
        {
            yield return new Fault("launch.inside-share", $"{drop.Path} gives out {new Amount(list.Total, token.Decimals)} of the operator's share of {token.Symbol}, which is smaller.", path,
                "Give the operator a larger genesis allocation, or shorten the list.").At(drop.Position);
            yield break;
        }

        TokenFactory.TokenParameters parameters = BlueprintBuilder.TokenParameters(token, TokenRows.Order(rest.Select(g => (g.To, g.Amount))), []);
        int length = ClaimableCode.Runtime(parameters, BlueprintBuilder.DropParameters(drop, default, list, tree), BlueprintBuilder.SubRoots(drop, tree)).Length;
        if (length > ClaimableCode.MostBytes)
        {
            yield return new Fault("launch.inside-too-long", $"{token.Path} with the terms of {drop.Path} inside has {length:N0} bytes of code; a chain takes {ClaimableCode.MostBytes:N0}.", path,
                "Name fewer first holders, take fewer sub-roots, or remove 'inside'.").At(drop.Position);
        }
    }

    /// <summary>The first holders when <paramref name="amount"/> of the operator's share is taken out; null when that is smaller.</summary>
    public static IReadOnlyList<LabelledAllocation>? Without(IReadOnlyList<LabelledAllocation> genesis, Address operatorAccount, UInt256 amount)
    {
        var rest = new List<LabelledAllocation>(genesis.Count);
        foreach (LabelledAllocation allocation in genesis)
        {
            UInt256 taken = allocation.To != operatorAccount ? UInt256.Zero : allocation.Amount < amount ? allocation.Amount : amount;
            amount -= taken;
            if (allocation.Amount > taken)
                rest.Add(allocation with { Amount = allocation.Amount - taken });
        }

        return amount.IsZero ? rest : null;
    }
}
