namespace Bursar.Evm.Transactions;

/// <summary>Bytes that are no transaction, or a transaction that cannot be signed.</summary>
public sealed class TransactionException : FormatException
{
    /// <summary>Says what is wrong.</summary>
    public TransactionException(string message)
        : base(message)
    {
    }

    /// <summary>Says what is wrong.</summary>
    public TransactionException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
