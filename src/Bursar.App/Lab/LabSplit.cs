namespace Bursar.App.Lab;

/// <summary>How the chains of two halves of a network have parted.</summary>
/// <param name="Fork">The last height at which both have the same block.</param>
/// <param name="First">The height of the first half's head.</param>
/// <param name="Second">The height of the second half's head.</param>
public sealed record LabSplit(ulong Fork, ulong First, ulong Second)
{
    /// <summary>True when each has blocks that the other has not.</summary>
    public bool Parted => First > Fork && Second > Fork;
}
