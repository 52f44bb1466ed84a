using Bursar.Core.Lists;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Core.Tests.Lists;

/// <summary>Real lists: the one that the project carries, and those of a data folder beside the repository, which may be missing.</summary>
internal static class RealLists
{
    public static string RepositoryRoot { get; } = FindRoot();

    public static RecipientList Ens() => Read(File.Exists(Carried) ? Carried : Beside("ens-2021.csv.gz"));

    public static RecipientList Safe() => Read(Beside("gnosis-safe-50c84448.csv.gz"));

    /// <summary>Path of a file in the data folder; the calling test is skipped with the file's name when it is not there.</summary>
    public static string Beside(string name)
    {
        string path = Path.Combine(RepositoryRoot, "..", "shared", "data", name);
        Assert.SkipUnless(File.Exists(path), $"the real list ../shared/data/{name} is not beside this repository");
        return path;
    }

    public static RecipientList Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return RecipientListReader.Read(stream, new ListReadOptions { FileName = Path.GetFileName(path) }, TestContext.Current.CancellationToken).Value;
    }

    public static RecipientRow Row(ulong account, ulong amount) => new(AddressOf(account), amount);

    public static Address AddressOf(ulong number)
    {
        byte[] bytes = new byte[20];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(12), number);
        return new Address(bytes);
    }

    public static string Carried => Path.Combine(RepositoryRoot, "examples", "ens-2021", "recipients.csv.gz");

    private static string FindRoot()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Bursar.slnx")))
                return at.FullName;
        }

        throw new InvalidOperationException("the tests run outside of the repository: no Bursar.slnx above them");
    }
}
