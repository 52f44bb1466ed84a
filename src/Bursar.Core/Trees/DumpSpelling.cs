using Bursar.Evm.Primitives;

namespace Bursar.Core.Trees;

/// <summary>Notes how the values of a dump are spelled, to find out whether one style holds for all.</summary>
internal sealed class DumpSpelling
{
    private bool _lower = true;
    private bool _checksummed = true;
    private bool _decimal = true;
    private bool _bigNumber = true;

    /// <summary>Spellings of an amount.</summary>
    internal enum Amount
    {
        /// <summary>A decimal string.</summary>
        Decimal,

        /// <summary>An ethers v5 object.</summary>
        BigNumber,

        /// <summary>Anything else that is understood.</summary>
        Other,
    }

    internal void Add(string text, Address address)
    {
        _lower = _lower && text == address.ToLowerHex();
        _checksummed = _checksummed && text == address.ToString();
    }

    internal void Add(Amount amount)
    {
        _decimal &= amount == Amount.Decimal;
        _bigNumber &= amount == Amount.BigNumber;
    }

    /// <summary>The style; null when the values have no common one.</summary>
    internal DumpStyle? Style(bool encodingLast, string? typeNames) => (_lower || _checksummed) && (_decimal || _bigNumber)
        ? new DumpStyle { LowerCaseAddresses = !_checksummed, BigNumberAmounts = !_decimal, LeafEncodingLast = encodingLast, TypeNames = typeNames }
        : null;
}
