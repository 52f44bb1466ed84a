namespace Bursar.Evm.Abi;

/// <summary>The place that a reader or writer comes back to after a nested tuple or array. Hand it back unchanged.</summary>
public readonly struct AbiFrame
{
    internal AbiFrame(int start, int head, int headEnd)
    {
        Start = start;
        Head = head;
        HeadEnd = headEnd;
    }

    internal int Start { get; }

    internal int Head { get; }

    internal int HeadEnd { get; }
}
