namespace Bursar.Evm.Abi;

/// <summary>A function call with its arguments, ready to be encoded as calldata.</summary>
public interface IContractCall
{
    /// <summary>The selector followed by the encoded arguments.</summary>
    byte[] Encode();
}

/// <summary>A function call whose result has a type.</summary>
/// <typeparam name="TResult">The single return value, or a record of several.</typeparam>
public interface IContractCall<TResult> : IContractCall
{
    /// <summary>Decodes what <c>eth_call</c> returned; strict.</summary>
    /// <exception cref="AbiException">The bytes are no such result.</exception>
    TResult DecodeResult(ReadOnlySpan<byte> data);
}
