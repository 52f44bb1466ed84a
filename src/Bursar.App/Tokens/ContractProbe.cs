using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Tokens;

/// <summary>Asks a contract functions that it may not have.</summary>
internal sealed class ContractProbe(EthereumClient client, BlockTag block)
{
    private const string Nonsense = "bursarAsksForNothing()";

    /// <summary>True for a contract that answers whatever it is asked: what it answers says nothing.</summary>
    public async Task<bool> IsTalkativeAsync(Address contract, CancellationToken cancellationToken) => await WordAsync(contract, Nonsense, cancellationToken) is not null;

    /// <summary>The word that a function answers with; null when it does not.</summary>
    public async Task<Hash32?> WordAsync(Address contract, string signature, CancellationToken cancellationToken, params Hash32[] words)
    {
        byte[] data = new byte[4 + (32 * words.Length)];
        Selector.Of(signature).Write(data);
        for (int i = 0; i < words.Length; i++)
            words[i].CopyTo(data.AsSpan(4 + (32 * i)));
        try
        {
            byte[] answer = await client.CallAsync(contract, data, block, cancellationToken);
            return answer.Length == Hash32.Length ? new Hash32(answer) : null;
        }
        catch (Exception e) when (e is RevertException or RpcException)
        {
            return null;
        }
    }

    /// <summary>The address that a function answers with; null when it answers with none.</summary>
    public async Task<Address?> AddressAsync(Address contract, string signature, CancellationToken cancellationToken, params Hash32[] words) =>
        await WordAsync(contract, signature, cancellationToken, words) is { } word ? AddressIn(word) : null;

    /// <summary>The address in a storage word; null when there is none.</summary>
    public async Task<Address?> SlotAsync(Address contract, ReadOnlyMemory<byte> slot, CancellationToken cancellationToken)
    {
        Address? found = AddressIn(await client.GetStorageAsync(contract, new UInt256(slot.Span), block, cancellationToken));
        return found is { IsZero: false } ? found : null;
    }

    /// <summary>The code at an address.</summary>
    public Task<byte[]> CodeAsync(Address contract, CancellationToken cancellationToken) => client.GetCodeAsync(contract, block, cancellationToken);

    /// <summary>An address with a word on what it is.</summary>
    public async Task<string> NameAsync(Address account, CancellationToken cancellationToken)
    {
        if (account.IsZero)
            return "nobody";
        byte[] code = await CodeAsync(account, cancellationToken);
        if (code.Length == 0)
            return $"{account} (a single key)";
        if (code.Length == 23 && code.AsSpan(0, 3).SequenceEqual((ReadOnlySpan<byte>)[0xef, 0x01, 0x00]))
            return $"{account} (a single key that delegates)";
        if (await WordAsync(account, "getThreshold()", cancellationToken) is { } threshold && new UInt256(threshold.Span) < 1_000)
            return $"{account} (a contract that says that it takes {new UInt256(threshold.Span)} signatures)";
        return await WordAsync(account, "getMinDelay()", cancellationToken) is { } delay && new UInt256(delay.Span).FitsUInt64
            ? $"{account} (a contract that says that it waits {new UInt256(delay.Span)} seconds)"
            : $"{account} (a contract)";
    }

    private static Address? AddressIn(Hash32 word) => word.Span[..12].IndexOfAnyExcept((byte)0) < 0 ? new Address(word.Span[12..]) : null;
}
