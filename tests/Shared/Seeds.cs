using System.Globalization;
using Xunit;

namespace Bursar.Tests.Shared;

/// <summary>
/// Seeds and counts of random tests. A plain run takes the same seeds every time, so that it says something of the change and not of luck;
/// <c>BURSAR_FUZZ</c> (<c>./test --fuzz N</c>) takes fresh ones and N times the cases, <c>BURSAR_TEST_SEED</c> repeats a run.
/// </summary>
internal static class Seeds
{
    private const int Usual = 20_261_121;

    /// <summary>A seed, written to the test's output.</summary>
    public static int Next(string what)
    {
        int seed = int.TryParse(Environment.GetEnvironmentVariable("BURSAR_TEST_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out int given)
            ? given
            : Count(1) > 1 ? Random.Shared.Next() : Usual;
        TestContext.Current.TestOutputHelper?.WriteLine($"{what}: seed {seed} (BURSAR_TEST_SEED={seed} repeats it)");
        return seed;
    }

    /// <summary>How many cases to run: <paramref name="count"/>, or as many times more as <c>BURSAR_FUZZ</c> says.</summary>
    public static int Count(int count) =>
        int.TryParse(Environment.GetEnvironmentVariable("BURSAR_FUZZ"), NumberStyles.None, CultureInfo.InvariantCulture, out int times) && times > 1 ? checked(count * times) : count;
}
