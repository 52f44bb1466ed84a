using Bursar.App.Planning;
using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Core.Plans;
using Bursar.Core.Safes;
using Bursar.Evm.Primitives;

namespace Bursar.App.Safes;

/// <summary>The files that the owners of a Safe hand one another: the proposal beside its plan, and signatures beside the proposal.</summary>
public static class ProposalFiles
{
    /// <summary>How the names of proposals end.</summary>
    public const string Ending = ".safe.json";

    private const string PlanEnding = ".plan.json";

    /// <summary>Reads a plan and the launch that it was made from, which stands where the plan says.</summary>
    /// <param name="networks">The known networks.</param>
    /// <param name="path">The plan file.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static Result<PlanWithLaunch> OpenPlan(NetworkCatalog networks, string path, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(networks);
        string full = Path.GetFullPath(path);
        if (!File.Exists(full))
            return new Fault("plan.not-found", $"there is no plan file '{path}'.", Hint: "Make one with 'bursar plan launch.yaml'.");
        if (new FileInfo(full).Length > PlanCodec.MaxBytes)
            return new Fault("plan.malformed", $"the plan file has more than {PlanCodec.MaxBytes} bytes", Hint: "Make the plan again with 'bursar plan'.") { File = path };
        if (!PlanCodec.Read(File.ReadAllBytes(full), path).TryGet(out Plan? plan, out IReadOnlyList<Fault> faults))
            return Result<PlanWithLaunch>.Fail(faults);
        return new LaunchLoader(networks).Load(Path.Combine(Path.GetDirectoryName(full)!, plan.LaunchFile), plan.Network, cancellationToken).TryGet(out LoadedLaunch? loaded, out faults)
            ? new PlanWithLaunch(plan, loaded, full)
            : Result<PlanWithLaunch>.Fail(faults);
    }

    /// <summary>Reads a proposal with its plan and launch, and derives it again; no chain is asked.</summary>
    /// <param name="networks">The known networks.</param>
    /// <param name="path">The proposal file.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static Result<SafeReview> Open(NetworkCatalog networks, string path, CancellationToken cancellationToken = default)
    {
        if (!Bytes(path, SafeProposalCodec.MaxBytes).TryGet(out byte[]? bytes, out IReadOnlyList<Fault> faults)
            || !SafeProposalCodec.Read(bytes, path).TryGet(out SafeProposal? proposal, out faults)
            || !OpenPlan(networks, Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, proposal.PlanFile), cancellationToken).TryGet(out PlanWithLaunch? from, out faults))
            return Result<SafeReview>.Fail(faults);
        return ReviewProposal.Offline(proposal, from.Plan, from.Loaded, path);
    }

    /// <summary>Reads the signatures in files.</summary>
    /// <param name="proposal">What they are to be of.</param>
    /// <param name="files">The files.</param>
    public static Result<IReadOnlyList<SafeSignature>> Signatures(SafeProposal proposal, IEnumerable<string> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var signatures = new List<SafeSignature>();
        var faults = new List<Fault>();
        foreach (string file in files)
        {
            if (Bytes(file, SafeSignatureFile.MaxBytes).TryGet(out byte[]? bytes, out IReadOnlyList<Fault> wrong)
                && SafeSignatureFile.Read(bytes, file, proposal).TryGet(out IReadOnlyList<SafeSignature>? read, out wrong))
                signatures.AddRange(read);
            else
                faults.AddRange(wrong);
        }

        return faults.Count > 0 ? Result<IReadOnlyList<SafeSignature>>.Fail(faults) : Result<IReadOnlyList<SafeSignature>>.Ok(signatures);
    }

    /// <summary>The files of signatures beside a proposal: those with an owner's address in their name.</summary>
    /// <param name="proposal">The proposal file.</param>
    public static IReadOnlyList<string> SignaturesBeside(string proposal)
    {
        string prefix = Path.GetFileName(Beside(Path.GetFullPath(proposal), Ending, "."));
        return [.. Directory.EnumerateFiles(Path.GetDirectoryName(Path.GetFullPath(proposal))!, $"{prefix}0x*.json")
            .Where(f => Address.TryParse(Path.GetFileNameWithoutExtension(f).AsSpan(prefix.Length), out _)).Order(StringComparer.Ordinal)];
    }

    /// <summary>Where the proposal of a plan file is written.</summary>
    public static string ProposalOf(string plan) => Beside(plan, PlanEnding, Ending);

    /// <summary>Where a plan file's batch file is written.</summary>
    public static string BatchOf(string plan) => Beside(plan, PlanEnding, ".batch.json");

    /// <summary>Where an owner's signatures of a proposal file are written.</summary>
    public static string SignaturesOf(string proposal, Address owner) => Beside(proposal, Ending, $".{owner}.json");

    /// <summary>The bytes of a file that somebody else made.</summary>
    /// <param name="path">The file.</param>
    /// <param name="most">Most bytes that are read.</param>
    public static Result<byte[]> Bytes(string path, int most)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
            return new Fault("safe.no-file", $"there is no file '{path}'.", null, "Name a file that exists.") { Kind = FaultKind.Usage };
        return file.Length <= most
            ? File.ReadAllBytes(path)
            : new Fault("safe.proposal-malformed", $"'{path}' has more than {most} bytes.", null, "Name the file that Bursar wrote.") { File = path };
    }

    private static string Beside(string file, string ending, string suffix) => (file.EndsWith(ending, StringComparison.Ordinal) ? file[..^ending.Length] : Path.ChangeExtension(file, null)) + suffix;
}

/// <summary>A plan with the launch that it was made from.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Loaded">The launch.</param>
/// <param name="File">The plan file's full path.</param>
public sealed record PlanWithLaunch(Plan Plan, LoadedLaunch Loaded, string File);
