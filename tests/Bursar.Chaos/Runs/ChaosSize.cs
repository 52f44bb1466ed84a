namespace Bursar.Chaos.Runs;

/// <summary>How large a run is.</summary>
/// <param name="Name">Name on the command line.</param>
/// <param name="Payments">Rows that are paid out.</param>
/// <param name="Claimers">Accounts that claim, each with one command.</param>
/// <param name="RowsEach">Rows of each of them.</param>
/// <param name="Batch">Fewest rows of a batch; at most twice as many.</param>
/// <param name="Horizon">Requests of the program to its node during which things happen; after that nothing keeps the run from ending.</param>
/// <param name="Events">Most events.</param>
/// <param name="Noise">How noisy the network is: a short run has few requests, and is to have its share of trouble.</param>
/// <param name="Limit">A run that takes more blocks than this has failed.</param>
internal sealed record ChaosSize(string Name, int Payments, int Claimers, int RowsEach, int Batch, int Horizon, int Events, int Noise, int Limit)
{
    /// <summary>2,000 payments and claims.</summary>
    public static ChaosSize Full { get; } = new("full", 1600, 4, 100, 40, 600, 24, 3, 3000);

    /// <summary>For every test run: 200 payments and claims.</summary>
    public static ChaosSize Small { get; } = new("small", 180, 1, 20, 10, 250, 7, 5, 1500);

    /// <summary>Payments and claims.</summary>
    public int Rows => Payments + (Claimers * RowsEach);
}
