using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Drops;

/// <summary>Rows that one transaction pays.</summary>
/// <param name="Number">Its number in the run, from 0.</param>
/// <param name="FirstRow">Position of its first row in the canonical list, from 0.</param>
/// <param name="Count">Number of rows.</param>
/// <param name="Total">Sum of the amounts, in base units.</param>
/// <param name="Rows">The packed rows that the contract takes.</param>
/// <param name="Wide">True when an amount has 32 bytes; otherwise it has 12.</param>
/// <param name="Equal">True when all rows have the same amount: it then stands once before the addresses, instead of behind each.</param>
public sealed record PayoutBatch(int Number, int FirstRow, int Count, UInt256 Total, byte[] Rows, bool Wide, bool Equal)
{
    /// <summary>Keccak-256 of <see cref="Rows"/>, which the contract states in its event.</summary>
    public Hash32 RowsHash => Keccak256.Hash(Rows);
}
