using Bursar.Core.Lists;

namespace Bursar.Core.Trees;

/// <summary>A file that a tree can be built over: its rows, and the kinds of tree that it may be meant for.</summary>
/// <param name="Table">The rows.</param>
/// <param name="Candidates">The kinds that fit, at least one; one alone when the file leaves no doubt or the kind was chosen.</param>
/// <param name="Content">What the file is, in a word or two, for messages.</param>
public sealed record TreeInput(TreeTable Table, IReadOnlyList<TreeKind> Candidates, string Content)
{
    /// <summary>The list, when the file is one of accounts and amounts only; its hash identifies it.</summary>
    public RecipientList? List { get; init; }
}
