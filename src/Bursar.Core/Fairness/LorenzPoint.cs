namespace Bursar.Core.Fairness;

/// <summary>A point of the Lorenz curve: the poorest recipients and what they hold together.</summary>
/// <param name="Recipients">How many of the poorest.</param>
/// <param name="OfRecipients">How many there are in all.</param>
/// <param name="Held">What they hold of the total, exactly.</param>
public readonly record struct LorenzPoint(int Recipients, int OfRecipients, Share Held)
{
    /// <summary>Share of the recipients, from 0 to 1, for display.</summary>
    public double X => OfRecipients == 0 ? 0 : (double)Recipients / OfRecipients;

    /// <summary>Share of the total, from 0 to 1, for display.</summary>
    public double Y => Held.ToDouble();
}
