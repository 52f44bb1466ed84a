namespace Bursar.Evm.Crypto;

/// <summary>A native library that is needed is not installed, or lacks a part. The message names the package to install.</summary>
public sealed class MissingLibraryException : Exception
{
    /// <summary>Says which library is missing and how to get it.</summary>
    /// <param name="library">Short name, for example <c>libsecp256k1</c>.</param>
    /// <param name="message">What is missing and what to do.</param>
    public MissingLibraryException(string library, string message)
        : base(message) => Library = library;

    /// <summary>Short name of the library.</summary>
    public string Library { get; }
}
