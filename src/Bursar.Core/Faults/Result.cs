using System.Diagnostics.CodeAnalysis;

namespace Bursar.Core.Faults;

/// <summary>A value, or every fault that stands in its way.</summary>
/// <typeparam name="T">The value's type.</typeparam>
public sealed class Result<T>
    where T : notnull
{
    private readonly T? _value;

    private Result(T? value, IReadOnlyList<Fault> faults)
    {
        _value = value;
        Faults = faults;
    }

    /// <summary>All faults, in the order of the input; empty on success.</summary>
    public IReadOnlyList<Fault> Faults { get; }

    /// <summary>True when there is a value.</summary>
    public bool IsOk => Faults.Count == 0;

    /// <summary>The value.</summary>
    /// <exception cref="FaultException">There are faults instead.</exception>
    public T Value => IsOk ? _value! : throw new FaultException(Faults);

    /// <summary>Gives the value when there is one.</summary>
    public bool TryGet([NotNullWhen(true)] out T? value)
    {
        value = _value;
        return IsOk;
    }

    /// <summary>Gives the value when there is one, and otherwise the faults.</summary>
    public bool TryGet([NotNullWhen(true)] out T? value, out IReadOnlyList<Fault> faults)
    {
        faults = Faults;
        return TryGet(out value);
    }

    /// <summary>A success.</summary>
    public static Result<T> Ok(T value) => new(value, []);

    /// <summary>A failure with at least one fault.</summary>
    public static Result<T> Fail(params IReadOnlyList<Fault> faults) =>
        faults.Count == 0 ? throw new ArgumentException("a failure has at least one fault", nameof(faults)) : new(default, faults);

    /// <summary>A success.</summary>
    public static implicit operator Result<T>(T value) => Ok(value);

    /// <summary>A failure.</summary>
    public static implicit operator Result<T>(Fault fault) => Fail(fault);
}
