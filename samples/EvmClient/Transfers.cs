using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Bursar.Evm.Signing;

namespace EvmClient;

/// <summary>The client alone, without the rest of Bursar.</summary>
public static class Transfers
{
    /// <summary>Sends half of what the signer holds of a token, then tries to send more than it has.</summary>
    public static async Task RunAsync(Uri endpoint, Address token, Address friend, ISigner signer, TextWriter output, CancellationToken cancellation)
    {
        // sample: client
        using var client = EthereumClient.Connect(endpoint, new EthereumClientOptions { ErrorDecoders = [Token.DecodeError] });
        UInt256 balance = await client.CallAsync(token, new Token.BalanceOfCall(signer.Address), cancellationToken: cancellation);
        Hash32 hash = await client.SendAsync(signer, token, new Token.TransferCall(friend, balance / 2UL), cancellationToken: cancellation);
        Receipt receipt = await client.WaitForReceiptAsync(hash, cancellationToken: cancellation);
        await output.WriteLineAsync($"sent {balance / 2UL} in block {receipt.BlockNumber} for {receipt.Fee} wei");

        try { await client.SimulateAsync(signer.Address, token, new Token.TransferCall(friend, balance), cancellationToken: cancellation); }
        catch (RevertException e) { await output.WriteLineAsync($"{e.Function} refuses: {e.Error?.Name}"); }
        // end: client
    }
}
