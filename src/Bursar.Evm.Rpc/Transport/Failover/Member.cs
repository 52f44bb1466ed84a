namespace Bursar.Evm.Rpc.Transport.Failover;

/// <summary>One endpoint of several and how it has fared.</summary>
internal sealed class Member(IRpcTransport transport, FailoverOptions options)
{
    private readonly Lock _gate = new();
    private EndpointState? _state;
    private int _failures;
    private long _restingSince;
    private TimeSpan _rest;

    public IRpcTransport Transport => transport;

    public string Endpoint => transport.Endpoint;

    /// <summary>What the last comparison found; null before the first.</summary>
    public EndpointState? State
    {
        get => Volatile.Read(ref _state);
        set => Volatile.Write(ref _state, value);
    }

    /// <summary>True when it may be asked now.</summary>
    public bool IsUsable => State?.Health == EndpointHealth.Usable && !IsResting;

    public bool IsResting
    {
        get
        {
            lock (_gate)
                return _rest > TimeSpan.Zero && options.Time.GetElapsedTime(_restingSince) < _rest;
        }
    }

    public void Succeeded()
    {
        lock (_gate)
        {
            _failures = 0;
            _rest = TimeSpan.Zero;
        }
    }

    public void Failed()
    {
        lock (_gate)
        {
            _failures++;
            if (_failures < options.FailuresToRest)
                return;
            TimeSpan next = _rest > TimeSpan.Zero ? _rest * 2 : options.Rest;
            _rest = next < options.LongestRest ? next : options.LongestRest;
            _restingSince = options.Time.GetTimestamp();
        }
    }
}
