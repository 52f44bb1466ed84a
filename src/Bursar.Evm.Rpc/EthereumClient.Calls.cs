using Bursar.Evm.Abi;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc.Json;
using Bursar.Evm.Rpc.Nodes;

namespace Bursar.Evm.Rpc;

/// <content>Calls and estimates, and what becomes of a revert.</content>
public sealed partial class EthereumClient
{
    /// <summary>Reads a contract's function.</summary>
    /// <exception cref="RevertException">The contract refused.</exception>
    /// <exception cref="RpcException">The answer is not a result of that function, for example because no contract is there.</exception>
    public async Task<T> CallAsync<T>(Address to, IContractCall<T> call, BlockTag block = default, CancellationToken cancellationToken = default)
    {
        CallRequest request = RequestOf(to, call);
        return Decode(to, call, await CallAsync(request, block, cancellationToken));
    }

    /// <summary>Calls a contract with raw calldata and gives the raw result.</summary>
    /// <exception cref="RevertException">The contract refused.</exception>
    public Task<byte[]> CallAsync(Address to, byte[] data, BlockTag block = default, CancellationToken cancellationToken = default) =>
        CallAsync(new CallRequest { To = to, Data = data }, block, cancellationToken);

    /// <summary>Tries a call out without sending it and gives the raw result.</summary>
    /// <exception cref="RevertException">The contract refused.</exception>
    public async Task<byte[]> CallAsync(CallRequest request, BlockTag block = default, CancellationToken cancellationToken = default)
    {
        RpcAnswer answer = await AnswerAsync(CallMethod("eth_call", request, block), cancellationToken);
        return ReadCall(request, answer);
    }

    /// <summary>Gas that the call would use now, as the node estimates it.</summary>
    /// <remarks>The call is tried out in the same batch: there are nodes (EthereumJS) that estimate also what reverts, and who trusted that number would pay for a
    /// transaction without effect.</remarks>
    /// <exception cref="RevertException">The contract refused.</exception>
    public async Task<ulong> EstimateGasAsync(CallRequest request, BlockTag block = default, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<RpcAnswer> answers = await RequestManyAsync([CallMethod("eth_estimateGas", request, block), CallMethod("eth_call", request, block)], cancellationToken);
        if (answers[0].Error is { } refused)
            throw Failure("eth_estimateGas", request, refused);
        if (answers[1].Error is { Kind: NodeErrorKind.Revert } reverted)
            throw Failure("eth_call", request, reverted);
        return AnswerNode.Result("eth_estimateGas", answers[0]).Number();
    }

    /// <summary>Decodes revert data with the configured decoders; null when none knows it.</summary>
    public IContractError? DecodeError(ReadOnlySpan<byte> data)
    {
        foreach (ErrorDecoder decode in _options.ErrorDecoders)
        {
            if (decode(data) is { } error)
                return error;
        }

        return PanicOrError.Decode(data);
    }

    private static CallRequest RequestOf<T>(Address to, IContractCall<T> call) =>
        new() { To = to, Data = call.Encode(), Function = FunctionNames.Of(call) };

    private static RpcRequest CallMethod(string method, CallRequest request, BlockTag block) => RpcRequest.Of(method, writer =>
    {
        RequestParameters.Call(writer, request);
        block.Write(writer);
        RequestParameters.Overrides(writer, request);
    });

    private static T Decode<T>(Address to, IContractCall<T> call, byte[] data)
    {
        try
        {
            return call.DecodeResult(data);
        }
        catch (AbiException e)
        {
            string problem = data.Length == 0
                ? $"is empty where {FunctionNames.Of(call)} of {to} was called: is there a contract?"
                : $"is not a result of {FunctionNames.Of(call)} of {to}: {e.Message}";
            throw new RpcException("eth_call", "result", problem, e);
        }
    }

    private byte[] ReadCall(CallRequest request, RpcAnswer answer) =>
        answer.IsOk ? AnswerNode.Result("eth_call", answer).Bytes() : throw Failure("eth_call", request, answer.Error);

    private Exception Failure(string method, CallRequest request, RpcError error)
    {
        if (error.Kind != NodeErrorKind.Revert)
            return new RpcException(method, error);
        byte[] data = error.RevertData ?? [];
        return new RevertException(request.To, request.Function, DecodeError(data), data, error.Message);
    }
}
