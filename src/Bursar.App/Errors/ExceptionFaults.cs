using System.Data.Common;
using Bursar.App.Outbox;
using Bursar.Core.Faults;
using Bursar.Evm.Abi;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Bursar.Evm.Rpc.Transport.Failover;
using Bursar.Evm.Signing;

namespace Bursar.App.Errors;

/// <summary>Turns the exceptions that a chain, a node or the machine can cause into faults that say what to do.</summary>
public static class ExceptionFaults
{
    /// <summary>The faults behind an exception; null when it is a defect of the program.</summary>
    public static IReadOnlyList<Fault>? Describe(Exception exception) => exception switch
    {
        FaultException fault => fault.Faults,
        RevertException revert => [Describe(revert)],
        RpcException rpc => [new Fault("rpc.refused", rpc.Message, Hint: "The node answered, but not with what was asked for: check the endpoint.") { Kind = FaultKind.Refused }],
        TransportException transport =>
        [
            new Fault("rpc.unreachable", transport.Message, Hint: "Check --rpc and that the node runs; a local chain starts with 'bursar up'.") { Kind = FaultKind.Refused },
        ],
        EndpointsDisagreeException apart =>
        [
            new Fault("rpc.disagreement", apart.Message, Hint: "Find out which of them is wrong before anything is sent; leave that one out of --rpc.") { Kind = FaultKind.Refused },
        ],
        SigningException { Reason: SigningRefusal.Remote } elsewhere =>
        [
            new Fault("signer.refused", elsewhere.Message, "--signer", "Check --signer and --from, and what the signer's own log or screen says.") { Kind = FaultKind.Refused },
        ],
        SigningException { Reason: SigningRefusal.WrongAnswer } wrong =>
        [
            new Fault("signer.wrong-answer", wrong.Message, "--signer", "Do not use this signer until you know why: nothing was sent.") { Kind = FaultKind.Refused },
        ],
        SigningException signing => [new Fault("key.refused", signing.Message) { Kind = FaultKind.Refused }],
        MissingLibraryException missing => [new Fault("setup.library-missing", missing.Message) { Kind = FaultKind.Usage }],
        AbiException abi => [new Fault("rpc.malformed-result", $"a contract answered with something else than its interface says: {abi.Message}") { Kind = FaultKind.Refused }],
        JournalConflictException conflict => [new Fault("journal.conflict", $"the journal refused a change: {conflict.Message}", Hint: "Nothing was sent for it. Run the command again.") { Kind = FaultKind.Refused }],
        JournalUnavailableException away => [new Fault("journal.unavailable", away.Message, Hint: "Run the command again when the database is back: it goes on from what the journal holds, and nothing happens twice.") { Kind = FaultKind.NotFinal }],
        DbException broken => [new Fault("journal.unusable", $"the journal cannot be read or written: {broken.Message}", Hint: "Check that its disk has room and works; nothing is sent that is not written down first.") { Kind = FaultKind.Refused }],
        UnauthorizedAccessException denied => [new Fault("file.denied", denied.Message, Hint: "Check the permissions.")],

        // What .NET makes of EFBIG: a limit of the file system or of the process on the size of a file.
        ArgumentOutOfRangeException { ParamName: "value" } large when large.StackTrace?.Contains("System.IO.RandomAccess", StringComparison.Ordinal) == true =>
        [
            new Fault("file.unusable", "a file would become larger than this file system, or the limit of this process, allows.", Hint: "Check the limit (ulimit -f) and the disk."),
        ],
        AggregateException all when all.Flatten().InnerExceptions.Select(Describe).ToArray() is var each && !Array.Exists(each, e => e is null) =>
            [.. each.SelectMany(e => e!).Distinct()],
        IOException io => [new Fault("file.unusable", io.Message, Hint: "Check the path and that the disk has room.")],
        _ => null,
    };

    /// <summary>A revert in words: the contract's error with its arguments.</summary>
    public static Fault Describe(RevertException revert) =>
        new("chain.reverted", $"{revert.Function ?? "the call"} was refused{(revert.Contract is { } c ? $" by {c}" : "")}: {Reason(revert.Error, revert.Data, revert.NodeMessage)}",
            Hint: revert.Error is { } error && error.Name.Contains('_', StringComparison.Ordinal) ? "docs/contracts.md explains each error of the contracts." : null)
        { Kind = FaultKind.Refused };

    /// <summary>An error with its arguments, or the raw data when it is unknown.</summary>
    public static string Reason(IContractError? error, byte[] data, string nodeMessage = "") => error is null
        ? data.Length == 0 ? (nodeMessage.Length == 0 ? "no reason given" : nodeMessage) : Hex.Encode(data)
        : $"{error.Name}({string.Join(", ", error.Arguments.Select(a => a.Key.Length == 0 ? a.Value : $"{a.Key}: {a.Value}"))})";
}
