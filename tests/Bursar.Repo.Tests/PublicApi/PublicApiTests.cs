using System.Reflection;
using Xunit;

namespace Bursar.Repo.Tests.PublicApi;

/// <summary>
/// What the libraries offer is what docs/api says: a change of the public surface shows as a difference of text, to be reviewed as such.
/// <c>BURSAR_UPDATE_API=1 ./test --filter public_surface</c> writes the files.
/// </summary>
public sealed class PublicApiTests
{
    [Theory]
    [InlineData("Bursar")]
    [InlineData("Bursar.Contracts")]
    [InlineData("Bursar.Evm")]
    [InlineData("Bursar.Evm.Rpc")]
    public void The_public_surface_is_the_approved_one(string library)
    {
        string file = Path.Combine(Repository.Root, "docs", "api", library + ".txt");
        string surface = ApiSurface.Of(Assembly.Load(library));
        if (Environment.GetEnvironmentVariable("BURSAR_UPDATE_API") is { Length: > 0 })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, surface);
        }

        string approved = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        string[] gone = [.. approved.Split('\n').Except(surface.Split('\n'), StringComparer.Ordinal).Select(static l => "- " + l.Trim())];
        string[] added = [.. surface.Split('\n').Except(approved.Split('\n'), StringComparer.Ordinal).Select(static l => "+ " + l.Trim())];
        Assert.True(
            approved == surface,
            $"the public surface of {library} differs from docs/api/{library}.txt; if that is meant, run: BURSAR_UPDATE_API=1 ./test --filter public_surface\n{string.Join('\n', gone.Concat(added).Take(40))}");
    }

    [Fact]
    public void A_surface_names_what_callers_see()
    {
        string surface = ApiSurface.Of(typeof(Evm.Primitives.Address).Assembly);
        Assert.Contains("public readonly struct Bursar.Evm.Primitives.Address : IComparable<Address>, IEquatable<Address>", surface, StringComparison.Ordinal);
        Assert.Contains("    public static bool TryParse(ReadOnlySpan<char> text, out Address address)\n", surface, StringComparison.Ordinal);
        Assert.Contains("    public const int Length = 20\n", surface, StringComparison.Ordinal);
        Assert.Contains("    public required UInt256 MaxFeePerGas { get; init; }\n", surface, StringComparison.Ordinal);
        Assert.DoesNotContain("Secp256k1Native", surface, StringComparison.Ordinal);
    }
}
