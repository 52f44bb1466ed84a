using Bursar.Core.Approval;
using Bursar.Core.Faults;

namespace Bursar.App.Approval;

/// <summary>A file with an approval.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Paper">What it says; null when it cannot be read.</param>
public sealed record ApprovalFile(string Path, ApprovalPaper? Paper)
{
    /// <summary>How files with approvals end.</summary>
    public const string Suffix = ".approval.json";

    private const int Most = 1_000;

    /// <summary>The approvals beside a plan, and those that are named.</summary>
    /// <param name="beside">The plan; approvals of other plans in its folder are found as well, and count for nothing.</param>
    /// <param name="named">Further files; each must be an approval.</param>
    public static Result<IReadOnlyList<ApprovalFile>> Read(string? beside, IReadOnlyList<string> named)
    {
        var files = new List<ApprovalFile>();
        var faults = new List<Fault>();
        foreach (string path in named)
        {
            if (!File.Exists(path))
                faults.Add(new Fault("approval.not-found", $"there is no approval '{path}'.", "--approval", "Approvals are written by 'bursar approve'."));
            else if (Open(path).TryGet(out ApprovalPaper? paper, out IReadOnlyList<Fault> wrong))
                files.Add(new ApprovalFile(path, paper));
            else
                faults.AddRange(wrong);
        }

        string? folder = beside is null ? null : System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(beside));
        if (folder is not null && Directory.Exists(folder))
        {
            foreach (string path in Directory.EnumerateFiles(folder, "*" + Suffix).Order(StringComparer.Ordinal).Take(Most))
                files.Add(new ApprovalFile(path, Open(path) is { IsOk: true } read ? read.Value : null));
        }

        return faults.Count > 0 ? Result<IReadOnlyList<ApprovalFile>>.Fail(faults) : Result<IReadOnlyList<ApprovalFile>>.Ok(files);
    }

    private static Result<ApprovalPaper> Open(string path) => new FileInfo(path).Length > ApprovalPaper.MaxBytes
        ? new Fault("approval.malformed", $"'{path}' is too long for an approval.", Hint: "Hand approvals on as 'bursar approve' wrote them.") { File = path }
        : ApprovalPaper.Read(File.ReadAllBytes(path), path);
}
