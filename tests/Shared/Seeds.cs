using System.Globalization;
using Xunit;

namespace Bursar.Tests.Shared;

/// <summary>Seeds and counts of random tests. <c>BURSAR_TEST_SEED</c> repeats a run, <c>BURSAR_FUZZ</c> multiplies the counts.</summary>
internal static class Seeds
{
    /// <summary>A seed, written to the test's output: another in every run unless one is given.</summary>
    public static int Next(string what)
    {
        int seed = int.TryParse(Environment.GetEnvironmentVariable("BURSAR_TEST_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out int given)
            ? given
            : Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"{what}: seed {seed} (BURSAR_TEST_SEED={seed} repeats it)");
        return seed;
    }

    /// <summary>How many cases to run: <paramref name="count"/>, or as many times more as <c>BURSAR_FUZZ</c> says.</summary>
    public static int Count(int count) =>
        int.TryParse(Environment.GetEnvironmentVariable("BURSAR_FUZZ"), NumberStyles.None, CultureInfo.InvariantCulture, out int times) && times > 1 ? checked(count * times) : count;
}
