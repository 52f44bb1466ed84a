namespace Bursar.Core.Safes;

/// <summary>How a Safe does a transaction.</summary>
public enum SafeOperation
{
    /// <summary>It calls the receiver.</summary>
    Call = 0,

    /// <summary>It runs the receiver's code as its own: only for the contract that sends several calls.</summary>
    DelegateCall = 1,
}
