namespace Bursar.App.LocalChain;

/// <summary>When a local node makes blocks.</summary>
public enum LocalMining
{
    /// <summary>One for each transaction, at once.</summary>
    Automatic,

    /// <summary>One in each interval.</summary>
    Interval,

    /// <summary>Only when told to: <see cref="LocalControls.MineAsync"/>.</summary>
    OnDemand,
}
