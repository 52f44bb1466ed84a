using System.Collections.Concurrent;

namespace Bursar.Evm.Rpc.Tests;

/// <summary>A clock whose waits of interest end when the test says so; all others never end.</summary>
internal sealed class SteppedTime : TimeProvider
{
    private readonly BlockingCollection<(TimeSpan Wait, Action Fire)> _waits = [];
    private Action? _fire;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        _waits.Add((dueTime, () => callback(state)));
        return new Idle();
    }

    /// <summary>The next wait between two lengths.</summary>
    public Task<TimeSpan> NextWaitAsync(TimeSpan longerThan, TimeSpan shorterThan) => Task.Run(() =>
    {
        while (true)
        {
            (TimeSpan wait, Action fire) = _waits.Take();
            if (wait <= longerThan || wait >= shorterThan)
                continue;
            _fire = fire;
            return wait;
        }
    });

    /// <summary>Ends that wait.</summary>
    public void Fire() => _fire!();

    private sealed class Idle : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
