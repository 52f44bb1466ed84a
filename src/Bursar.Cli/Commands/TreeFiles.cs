using System.CommandLine;
using Bursar.Core.Faults;
using Bursar.Core.Trees;
using Bursar.Evm.Primitives;

namespace Bursar.Cli.Commands;

/// <summary>Reads what trees are built over, and the kind of tree that a command names.</summary>
internal sealed class TreeFiles
{
    private const int MaxDescription = 64 * 1024;

    public ListFiles List { get; } = new();

    public Option<string?> Format { get; } = new("--format")
    {
        Description = "Kind of tree: standard, simple, packed, sharded:N, uniswap, indexed, sablier, merkl, morpho, rocket-pool, stake-dao, safe-vesting:CHAIN:POOL, or a file that describes one (docs/trees.md); told by the file when it leaves no doubt",
        HelpName = "kind|file",
    };

    public Option<string?> Root { get; } = new("--root")
    {
        Description = "The root that was published: tells which kind is meant when the file fits several, and refuses any other root",
        HelpName = "root",
    };

    /// <summary>Everything that a command needs to read a tree's rows.</summary>
    public IEnumerable<Symbol> Options => [Format, Root, .. List.All.Skip(1)];

    /// <summary>The tree of the file that the command names.</summary>
    public (MerkleTree Tree, TreeInput Input) Build(CommandContext context, CancellationToken cancellationToken)
    {
        TreeKind? kind = context.Get(Format) is { } text ? Kind(text) : null;
        Hash32? root = context.Get(Root) is { } stated ? ParseRoot(stated) : null;
        string file = context.Get(List.File);
        using FileStream stream = ListFiles.Open(file);
        context.Terminal.Note($"[grey]reading {file}[/]");
        TreeInput input = TreeInputReader.Read(stream, kind, List.Options(context, file), cancellationToken).Value;
        return (TreeChoice.Build(input, root, cancellationToken).Value, input);
    }

    /// <summary>A kind by its name, or by the file that describes it.</summary>
    private static TreeKind Kind(string text)
    {
        if (TreeKind.TryParse(text, out TreeKind? kind))
            return kind;
        if (!File.Exists(text))
            throw new FaultException(TreeKind.Parse(text).Faults[0] with { Field = "--format", Kind = FaultKind.Usage });
        if (new FileInfo(text).Length > MaxDescription)
            throw new FaultException(new Fault("tree.bad-description", $"'{text}' is longer than {MaxDescription} bytes.", "--format", "Name the file that describes the kind.") { File = text });
        Result<TreeKind> read = DescriptionText.Read(File.ReadAllBytes(text));
        return read.IsOk ? read.Value : throw new FaultException([.. read.Faults.Select(f => f with { File = text })]);
    }

    private static Hash32 ParseRoot(string text) => Hash32.TryParse(text, out Hash32 root)
        ? root
        : throw new FaultException(new Fault("cli.bad-root", $"'{text}' is no root.", "--root", "A root is 0x and 64 hexadecimal digits.") { Kind = FaultKind.Usage });
}
