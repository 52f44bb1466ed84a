namespace Bursar.Core.Tests.Trees;

/// <summary>Hands over what was written to it when it is closed; once, from whichever thread.</summary>
internal sealed class KeptStream(Action<byte[]> keep) : MemoryStream
{
    private static readonly Lock Keeping = new();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            lock (Keeping)
                keep(ToArray());
        }

        base.Dispose(disposing);
    }
}
