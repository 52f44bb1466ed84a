using Bursar.Evm.Primitives;

namespace Bursar.Core.Trees;

/// <summary>A column of rows beyond account and amount.</summary>
public sealed class TreeColumn
{
    private readonly Hash32[] _words;

    /// <summary>Takes the words of all rows; they are not copied.</summary>
    internal TreeColumn(string name, LeafType type, Hash32[] words)
    {
        Name = name;
        Type = type;
        _words = words;
    }

    /// <summary>Takes a word for each row.</summary>
    public TreeColumn(string name, LeafType type, IEnumerable<Hash32> words)
        : this(name, type, words.ToArray())
    {
    }

    /// <summary>Name; <c>index</c> is the number that a leaf carries.</summary>
    public string Name { get; }

    /// <summary>Type of the values.</summary>
    public LeafType Type { get; }

    /// <summary>Number of rows.</summary>
    public int Count => _words.Length;

    /// <summary>The word of row <paramref name="row"/>, as <c>abi.encode</c> writes it.</summary>
    public Hash32 this[int row] => _words[row];

    internal ReadOnlySpan<Hash32> Words => _words;

    /// <summary>The value of row <paramref name="row"/> as people write it.</summary>
    public string Show(int row) => Type.Show(_words[row].Span);

    internal TreeColumn At(int[] rows) => new(Name, Type, Array.ConvertAll(rows, r => _words[r]));
}
