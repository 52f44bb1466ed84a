namespace Bursar.Evm.Crypto;

/// <summary>Ways to hash many short messages.</summary>
internal enum KeccakPath
{
    /// <summary>One after the other.</summary>
    Scalar,

    /// <summary>Four at once.</summary>
    Avx2,

    /// <summary>Eight at once.</summary>
    Avx512,
}
