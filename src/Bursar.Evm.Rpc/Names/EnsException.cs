namespace Bursar.Evm.Rpc.Names;

/// <summary>A name could not be looked up. That says nothing about whom it belongs to.</summary>
public sealed class EnsException : Exception
{
    /// <summary>Says why.</summary>
    public EnsException(EnsFailure reason, string message)
        : base(message) => Reason = reason;

    /// <summary>Why.</summary>
    public EnsFailure Reason { get; }
}
