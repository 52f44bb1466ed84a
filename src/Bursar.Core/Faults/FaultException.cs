namespace Bursar.Core.Faults;

/// <summary>Carries faults through code that has no result to put them in.</summary>
public sealed class FaultException : Exception
{
    /// <summary>Carries <paramref name="faults"/>.</summary>
    public FaultException(params IReadOnlyList<Fault> faults)
        : base(string.Join("; ", faults.Select(f => $"{f.Code}: {f.Message}"))) => Faults = faults;

    /// <summary>Carries <paramref name="faults"/> and what caused them.</summary>
    public FaultException(IReadOnlyList<Fault> faults, Exception inner)
        : base(string.Join("; ", faults.Select(f => $"{f.Code}: {f.Message}")), inner) => Faults = faults;

    /// <summary>The faults, at least one.</summary>
    public IReadOnlyList<Fault> Faults { get; }
}
