namespace Bursar.Core.Launch;

/// <summary>Odd rows that a list may have because its launch file names them.</summary>
[Flags]
public enum RowAllowances
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The zero address as a recipient (<c>zero-address</c>).</summary>
    ZeroAddress = 1,

    /// <summary>Amounts of zero (<c>zero-amount</c>).</summary>
    ZeroAmount = 2,

    /// <summary>An account in several rows (<c>duplicates</c>).</summary>
    Duplicates = 4,
}
