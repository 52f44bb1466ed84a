namespace Bursar.Core.Lists.Formats;

/// <summary>Whether a row says how much.</summary>
public enum QuantityKind
{
    /// <summary>It does: an amount.</summary>
    Amount,

    /// <summary>It says that there is no limit (a snapshot's <c>unlimited</c>).</summary>
    Unlimited,

    /// <summary>It says nothing: the claim phase's own limit holds.</summary>
    Unstated,
}
