namespace Bursar.Bench.Measuring;

/// <summary>What a process took.</summary>
/// <param name="Wall">From its start to its end.</param>
/// <param name="Cpu">Of all its threads, in user mode and in the kernel.</param>
/// <param name="PeakBytes">Most memory that it held at once.</param>
/// <param name="Output">What it printed.</param>
internal readonly record struct ProcessUse(TimeSpan Wall, TimeSpan Cpu, long PeakBytes, string Output)
{
    /// <summary>Mebibytes of <see cref="PeakBytes"/>.</summary>
    public double PeakMebibytes => PeakBytes / (double)(1 << 20);
}
