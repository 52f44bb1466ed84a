using System.Text;
using Bursar.Evm.Abi;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Bursar.Evm.Rpc.Nodes;

namespace Bursar.App.Tokens;

/// <summary>Reads what a token says of itself, which may be anything.</summary>
internal static class TokenText
{
    private const int MostRunes = 128;

    /// <summary>A text, cut to a sensible length; null when the contract gives none.</summary>
    /// <remarks>Some old tokens answer with 32 bytes instead of a string; those are read up to the first zero.</remarks>
    public static async Task<string?> ReadAsync(EthereumClient client, Address token, IContractCall<string> call, BlockTag block, CancellationToken cancellationToken)
    {
        try
        {
            byte[] answer = await client.CallAsync(token, call.Encode(), block, cancellationToken);
            return Cut(answer.Length == Hash32.Length ? Encoding.UTF8.GetString(answer).TrimEnd('\0') : call.DecodeResult(answer));
        }
        catch (Exception e) when (IsNoAnswer(e))
        {
            return null;
        }
    }

    /// <summary>A number; null when the contract gives none.</summary>
    public static async Task<T?> TryCallAsync<T>(EthereumClient client, Address token, IContractCall<T> call, BlockTag block, CancellationToken cancellationToken)
        where T : struct
    {
        try
        {
            return await client.CallAsync(token, call, block, cancellationToken);
        }
        catch (Exception e) when (IsNoAnswer(e))
        {
            return null;
        }
    }

    /// <summary>True when the contract is to blame: it refuses, stops, uses up its gas, or answers with something else or with more than is read.</summary>
    private static bool IsNoAnswer(Exception e) =>
        e is RevertException or AbiException or RpcException { Code: null } or RpcException { Kind: NodeErrorKind.GasLimit or NodeErrorKind.Halted };

    private static string Cut(string text)
    {
        var cut = new StringBuilder();
        int runes = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (runes++ == MostRunes)
                return cut.Append('…').ToString();
            cut.Append(rune.ToString());
        }

        return cut.ToString();
    }
}
