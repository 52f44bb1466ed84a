using System.Collections.Frozen;
using System.Text;
using Bursar.Core.Faults;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Lists.Formats;

/// <summary>EIP-3770 prefixes such as <c>eth:</c>: taken off when they name the chain that the list is for.</summary>
internal sealed class ChainPrefixes(ChainId? chain)
{
    private static readonly FrozenDictionary<string, ulong> Chains = new Dictionary<string, ulong>(StringComparer.Ordinal)
    {
        ["eth"] = 1,
        ["oeth"] = 10,
        ["cro"] = 25,
        ["bnb"] = 56,
        ["etc"] = 61,
        ["gno"] = 100,
        ["matic"] = 137,
        ["pol"] = 137,
        ["ftm"] = 250,
        ["zksync"] = 324,
        ["zkevm"] = 1101,
        ["mnt"] = 5000,
        ["base"] = 8453,
        ["chi"] = 10200,
        ["holesky"] = 17000,
        ["arb1"] = 42161,
        ["celo"] = 42220,
        ["avax"] = 43114,
        ["linea"] = 59144,
        ["basesep"] = 84532,
        ["arb-sep"] = 421614,
        ["scr"] = 534352,
        ["sep"] = 11155111,
        ["aurora"] = 1313161554,
    }.ToFrozenDictionary();

    private string? _first;

    /// <summary>Takes a prefix off a cell.</summary>
    /// <returns>Null, or why the prefix is refused.</returns>
    internal Fault? Take(ref ReadOnlySpan<byte> cell, string place)
    {
        int colon = cell.IndexOf((byte)':');
        if (colon <= 0 || colon > 32)
            return null;
        string prefix = Encoding.UTF8.GetString(cell[..colon]);
        string shown = CellText.Show(prefix);
        cell = cell[(colon + 1)..];
        if (chain is { } id)
        {
            if (!Chains.TryGetValue(prefix, out ulong named))
                return new Fault("list.chain-prefix", $"The chain prefix {shown} is not known here, so that it cannot be compared with the chain {id}.", place, "Write the bare address, or the chain's short name (EIP-3770).");
            return named == id.Value ? null : new Fault("list.chain-prefix", $"The chain prefix {shown} means chain {named}, but the list is for chain {id}.", place, "Check that this is the right list, and the right network.");
        }

        _first ??= prefix;
        return prefix == _first ? null : new Fault("list.chain-prefix", $"The chain prefix {shown} differs from {CellText.Show(_first)} of a row above.", place, "One list is for one chain: split it, and name the chain with --network.");
    }
}
