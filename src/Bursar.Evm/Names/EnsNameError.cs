namespace Bursar.Evm.Names;

/// <summary>Why a text is no ENS name that can be used here.</summary>
public enum EnsNameError
{
    /// <summary>No error.</summary>
    None,

    /// <summary>It is empty, or a label between two dots is.</summary>
    EmptyLabel,

    /// <summary>A label or the whole has more than 255 bytes.</summary>
    TooLong,

    /// <summary>It has a character outside ASCII. Which of those are allowed, and how they are normalised, takes the tables of ENSIP-15, which are not here.</summary>
    NotAscii,

    /// <summary>It has an ASCII character that no normalised name has.</summary>
    Character,

    /// <summary>An underscore follows another character: they stand at the start of a label only.</summary>
    Underscore,

    /// <summary>The third and fourth characters of a label are hyphens, as in <c>xn--</c>, which names of other systems have.</summary>
    LabelExtension,
}
