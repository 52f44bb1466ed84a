using Bursar.App.Outbox;
using Spectre.Console;

namespace Bursar.Cli.Output;

/// <summary>A progress bar on standard error for the outbox; plain lines where a terminal cannot move.</summary>
internal static class StepProgress
{
    /// <summary>Runs <paramref name="work"/> under a bar of <paramref name="total"/> steps.</summary>
    public static Task<T> RunAsync<T>(Terminal terminal, string title, int total, Func<IProgress<OutboxProgress>, Task<T>> work)
    {
        if (!terminal.Animated || total == 0)
            return work(new Lines(terminal));
        return terminal.Notes.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn(), new SpinnerColumn())
            .StartAsync(context => work(new Bar(context.AddTask(Markup.Escape(title), maxValue: 2.0 * total))));
    }

    private sealed class Bar(ProgressTask task) : IProgress<OutboxProgress>
    {
        public void Report(OutboxProgress value)
        {
            // Half of a step's way is its block, the other half its finality.
            task.Value = value.Mined + value.Final;
            if (value.Message is { } message)
                task.Description = Markup.Escape(SafeText.Printable(message));
        }
    }

    private sealed class Lines(Terminal terminal) : IProgress<OutboxProgress>
    {
        private string? _last;

        public void Report(OutboxProgress value)
        {
            if (value.Message is { } message && message != _last)
            {
                _last = message;
                terminal.Note($"{value.Mined}/{value.Total} {SafeText.Printable(message)}");
            }
        }
    }
}
