using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Bursar.Evm.Generators.Naming;

/// <summary>The names that are taken in a type.</summary>
internal sealed class NameScope
{
    private readonly HashSet<string> _taken;

    public NameScope(params string[] taken) => _taken = new HashSet<string>(taken, StringComparer.Ordinal);

    /// <summary>Takes <paramref name="name"/> with each of the suffixes; when one is taken already, puts the first number from 2 that is free behind the name.</summary>
    /// <returns>The name with its number, without a suffix.</returns>
    public string Claim(string name, params string[] suffixes)
    {
        string candidate = name;
        for (int n = 2; suffixes.Any(suffix => _taken.Contains(candidate + suffix)); n++)
            candidate = name + n.ToString(CultureInfo.InvariantCulture);
        foreach (string suffix in suffixes)
            _taken.Add(candidate + suffix);
        return candidate;
    }
}
