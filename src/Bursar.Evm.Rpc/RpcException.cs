using Bursar.Evm.Rpc.Nodes;

namespace Bursar.Evm.Rpc;

/// <summary>The node answered, but with an error or with something that is not the answer to the question.</summary>
public sealed class RpcException : Exception
{
    /// <summary>An answer that breaks the protocol.</summary>
    /// <param name="method">Method that was called.</param>
    /// <param name="member">Member of the answer that is wrong, as a path such as <c>result.logs[3].blockHash</c>.</param>
    /// <param name="problem">What is wrong with it.</param>
    /// <param name="inner">What noticed it.</param>
    public RpcException(string method, string member, string problem, Exception? inner = null)
        : base($"{method}: {member} {problem}", inner)
    {
        Method = method;
        Member = member;
        Kind = NodeErrorKind.Malformed;
        NodeMessage = "";
    }

    /// <summary>An error that the node stated.</summary>
    /// <param name="method">Method that was called.</param>
    /// <param name="error">The node's error.</param>
    public RpcException(string method, RpcError error)
        : base($"{method}: {error.Message} (code {error.Code})")
    {
        Method = method;
        Code = error.Code;
        Kind = error.Kind;
        NodeMessage = error.Message;
    }

    /// <summary>Method that was called, for example <c>eth_getLogs</c>.</summary>
    public string Method { get; }

    /// <summary>Path of the member that is wrong; null when the node stated an error.</summary>
    public string? Member { get; }

    /// <summary>The node's error code; null when the answer breaks the protocol.</summary>
    public long? Code { get; }

    /// <summary>What kind of error it is, whichever node worded it.</summary>
    public NodeErrorKind Kind { get; }

    /// <summary>The node's own words, shortened and without control characters; empty when the answer breaks the protocol.</summary>
    public string NodeMessage { get; }
}
