using System.Diagnostics.CodeAnalysis;

namespace Bursar.Evm.Rpc;

/// <summary>Result of one of many calls: a value, or the revert that the contract answered with.</summary>
/// <typeparam name="T">Type of the result.</typeparam>
public sealed class CallOutcome<T>
{
    private readonly T? _value;

    internal CallOutcome(T value) => _value = value;

    internal CallOutcome(RevertException revert) => Revert = revert;

    /// <summary>The revert; null when there is a value.</summary>
    public RevertException? Revert { get; }

    /// <summary>True when there is a value.</summary>
    [MemberNotNullWhen(false, nameof(Revert))]
    public bool IsOk => Revert is null;

    /// <summary>The value.</summary>
    /// <exception cref="RevertException">The call reverted.</exception>
    public T Value => IsOk ? _value! : throw Revert;
}
