using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Drops;

/// <summary>Rows that one transaction pays.</summary>
/// <param name="Number">Its number in the run, from 0.</param>
/// <param name="FirstRow">Position of its first row in the canonical list, from 0.</param>
/// <param name="Count">Number of rows.</param>
/// <param name="Total">Sum of the amounts, in base units.</param>
/// <param name="Rows">The packed rows that the contract takes.</param>
/// <param name="Wide">True when a row has 52 bytes (20 address, 32 amount); otherwise 32 (20 address, 12 amount).</param>
public sealed record PayoutBatch(int Number, int FirstRow, int Count, UInt256 Total, byte[] Rows, bool Wide)
{
    /// <summary>Keccak-256 of <see cref="Rows"/>, which the contract states in its event.</summary>
    public Hash32 RowsHash => Keccak256.Hash(Rows);
}
