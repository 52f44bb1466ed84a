using Bursar.Core.Faults;
using Bursar.Core.Safes;
using Bursar.Evm.Primitives;

namespace Bursar.App.Safes;

/// <summary>A Safe that is wanted.</summary>
/// <param name="Name">Its name: 1 to 64 of a–z, 0–9 and -. With the owners and the threshold it decides the address, so the same wish meets the same Safe.</param>
/// <param name="Owners">Who holds it, in any order.</param>
/// <param name="Threshold">How many of them have to sign.</param>
/// <param name="Release">The release; null for the network's first.</param>
public sealed record SafeOrder(string Name, IReadOnlyList<Address> Owners, int Threshold, SafeRelease? Release = null)
{
    private const int MaxOwners = 50;
    private const int MaxName = 64;
    private static readonly Address First = Address.Parse("0x0000000000000000000000000000000000000001");

    /// <summary>What is wrong with the wish; empty when nothing is.</summary>
    public IReadOnlyList<Fault> Check()
    {
        var faults = new List<Fault>();
        if (Name.Length is 0 or > MaxName || !Name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
            faults.Add(new Fault("safe.bad-name", $"'{Name}' is no name for a Safe.", "--name", $"Use 1 to {MaxName} characters of a–z, 0–9 and -."));
        if (Owners.Count is 0 or > MaxOwners || Owners.Distinct().Count() != Owners.Count || Owners.Any(o => o.IsZero || o == First))
            faults.Add(new Fault("safe.bad-owners", $"{Owners.Count} owners were given; a Safe has 1 to {MaxOwners}, each once, and none of them is the zero address or 0x…01.", "--owners", "Give each owner once, with commas between."));
        if (Threshold < 1 || Threshold > Owners.Count)
            faults.Add(new Fault("safe.bad-threshold", $"{Threshold} of {Owners.Count} owners cannot be asked to sign.", "--threshold", "Give a number from 1 to the number of owners."));
        return faults;
    }
}
