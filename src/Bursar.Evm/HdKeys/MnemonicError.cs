namespace Bursar.Evm.HdKeys;

/// <summary>Why words are no mnemonic.</summary>
public enum MnemonicError
{
    /// <summary>No error.</summary>
    None,

    /// <summary>There are not 12, 15, 18, 21 or 24 words.</summary>
    WordCount,

    /// <summary>A word is not in the English list.</summary>
    UnknownWord,

    /// <summary>The last word does not fit the others: one of them is wrong, or two are in the wrong order.</summary>
    Checksum,
}
