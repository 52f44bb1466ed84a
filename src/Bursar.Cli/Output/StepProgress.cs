using System.Diagnostics;
using Bursar.App.Outbox;
using Bursar.Core.Networks;
using Spectre.Console;

namespace Bursar.Cli.Output;

/// <summary>A progress bar on standard error for the outbox; plain lines where a terminal cannot move.</summary>
internal static class StepProgress
{
    /// <summary>Runs <paramref name="work"/> under a bar of <paramref name="total"/> steps.</summary>
    public static Task<T> RunAsync<T>(Terminal terminal, string title, int total, Func<IProgress<OutboxProgress>, Task<T>> work, StateLadder? ladder = null)
    {
        if (!terminal.Animated || total == 0)
            return work(new Lines(terminal, ladder));
        return terminal.Notes.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn(), new SpinnerColumn())
            .StartAsync(context => work(new Bar(context.AddTask(Markup.Escape(title), maxValue: 2.0 * total), ladder)));
    }

    private sealed class Bar(ProgressTask task, StateLadder? ladder) : IProgress<OutboxProgress>
    {
        public void Report(OutboxProgress value)
        {
            // Half of a step's way is its block, the other half its finality.
            task.Value = value.Mined + value.Final;
            if (value.Message is { } message)
                task.Description = Markup.Escape(SafeText.Printable(message));
            else if (ladder is not null)
                task.Description = Markup.Escape(ladder.Describe(value));
        }
    }

    private sealed class Lines(Terminal terminal, StateLadder? ladder) : IProgress<OutboxProgress>
    {
        private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
        private string? _last;
        private string? _standing;
        private long _said = Stopwatch.GetTimestamp();

        public void Report(OutboxProgress value)
        {
            if (value.Message is { } message && message != _last)
            {
                _last = message;
                terminal.Note($"{value.Mined}/{value.Total} {SafeText.Printable(message)}");
            }
            else if (ladder?.Describe(value) is { } standing && standing != _standing && Stopwatch.GetElapsedTime(_said) >= Pause)
            {
                _standing = standing;
                _said = Stopwatch.GetTimestamp();
                terminal.Note($"{standing}");
            }
        }
    }
}
