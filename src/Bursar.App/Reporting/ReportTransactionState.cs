namespace Bursar.App.Reporting;

/// <summary>How settled a transaction is.</summary>
public enum ReportTransactionState
{
    /// <summary>In a block that may still be replaced.</summary>
    Seen,

    /// <summary>In a block that is unlikely to be replaced.</summary>
    Safe,

    /// <summary>In a block that the network counts as final.</summary>
    Final,
}
