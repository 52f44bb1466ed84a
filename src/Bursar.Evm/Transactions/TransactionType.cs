namespace Bursar.Evm.Transactions;

/// <summary>The kinds of transactions that are built and read here; the number is the type byte of EIP-2718.</summary>
public enum TransactionType
{
    /// <summary>Without a type byte: a gas price, and the chain id in v (EIP-155) or nowhere.</summary>
    Legacy = 0,

    /// <summary>Gas price and access list (EIP-2930).</summary>
    Eip2930 = 1,

    /// <summary>Fee cap, priority fee and access list (EIP-1559).</summary>
    Eip1559 = 2,

    /// <summary>As EIP-1559, and pays for blobs by their hashes (EIP-4844).</summary>
    Eip4844 = 3,

    /// <summary>As EIP-1559, and lets accounts delegate to code (EIP-7702).</summary>
    Eip7702 = 4,
}
