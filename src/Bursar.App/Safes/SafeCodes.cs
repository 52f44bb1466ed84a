using Bursar.App.Errors;
using Bursar.Evm.Abi;
using Bursar.Evm.Rpc;

namespace Bursar.App.Safes;

/// <summary>Safe's own error codes in words.</summary>
internal static class SafeCodes
{
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["GS000"] = "the Safe could not be set up: the contract that sets it up failed",
        ["GS001"] = "the Safe has no threshold: it was not set up",
        ["GS010"] = "there is not enough gas for what the owners signed",
        ["GS013"] = "one of the calls failed, so none was made",
        ["GS020"] = "there are too few signatures",
        ["GS021"] = "the signature of a contract points into the signatures of others",
        ["GS022"] = "the signature of a contract lies outside of what was given",
        ["GS023"] = "the signature of a contract is cut short",
        ["GS024"] = "a contract among the owners says that it did not sign",
        ["GS025"] = "an owner did not approve the hash on the chain",
        ["GS026"] = "a signature is not of a present owner for this very transaction, or the owners are not in ascending order",
        ["GS030"] = "only an owner can approve a hash",
        ["GS031"] = "only the Safe itself can do this",
    };

    /// <summary>A refusal in words.</summary>
    public static string Explain(RevertException refused) => Explain(ExceptionFaults.Reason(refused.Error, refused.Data, refused.NodeMessage), refused.Error);

    private static string Explain(string reason, IContractError? error) =>
        error is RevertMessage { Message: { Length: 5 } code } && Words.TryGetValue(code, out string? words) ? $"{words} ({code})" : reason;

    /// <summary>Adds words to a text that names one of the codes.</summary>
    public static string Explain(string text)
    {
        foreach ((string code, string words) in Words)
        {
            if (text.Contains(code, StringComparison.Ordinal))
                return $"{text} ({code}: {words})";
        }

        return text;
    }
}
