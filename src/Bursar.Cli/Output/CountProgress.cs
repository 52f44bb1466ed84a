using Spectre.Console;

namespace Bursar.Cli.Output;

/// <summary>A progress bar for work that counts; silent where a terminal cannot move.</summary>
internal static class CountProgress
{
    /// <summary>Runs <paramref name="work"/> under a bar that ends at <paramref name="total"/>.</summary>
    public static Task RunAsync(Terminal terminal, string title, int total, Func<IProgress<int>, Task> work)
    {
        if (!terminal.Animated)
            return work(new Bar(null));
        return terminal.Notes.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context => work(new Bar(context.AddTask(Markup.Escape(title), maxValue: total))));
    }

    private sealed class Bar(ProgressTask? task) : IProgress<int>
    {
        public void Report(int value)
        {
            if (task is not null)
                task.Value = value;
        }
    }
}
