namespace Bursar.Evm.Transactions;

/// <summary>The kinds of transactions that are built and read here; the number is the type byte of EIP-2718.</summary>
public enum TransactionType
{
    /// <summary>Without a type byte: a gas price, and the chain id in v (EIP-155) or nowhere.</summary>
    Legacy = 0,

    /// <summary>Fee cap, priority fee and access list (EIP-1559).</summary>
    Eip1559 = 2,
}
