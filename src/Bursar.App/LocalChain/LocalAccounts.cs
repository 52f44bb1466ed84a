using System.Security.Cryptography;
using System.Text;
using Bursar.Core.Faults;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Bursar.Evm.Signing;

namespace Bursar.App.LocalChain;

/// <summary>The accounts of the local chain and of laboratories. Anybody can compute their keys, so they sign for no other chain.</summary>
/// <remarks>The key of account <c>n</c> is the Keccak-256 hash of the text <c>bursar local account n</c>.</remarks>
public static class LocalAccounts
{
    private const ulong FirstLab = 3_133_701;
    private const ulong LastLab = 3_133_704;
    private static readonly Lazy<Address[]> LazyAddresses = new(ComputeAddresses);

    /// <summary>Number of accounts.</summary>
    public static int Count => 10;

    /// <summary>What each account gets when it has nothing: 10,000 ether in wei.</summary>
    public static UInt256 Allowance { get; } = 10_000UL * UInt256.PowerOfTen(18);

    /// <summary>The accounts' addresses, by number.</summary>
    public static IReadOnlyList<Address> Addresses => LazyAddresses.Value;

    /// <summary>True for the chains on which these accounts exist: 31337, and those of laboratories (3133701 to 3133704).</summary>
    public static bool LiveOn(ChainId chain) => chain == LocalNodeOptions.LocalChainId || (chain.Value >= FirstLab && chain.Value <= LastLab);

    /// <summary>A signer for account <paramref name="number"/>, which refuses every chain but 31337. The caller disposes it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not from 0 to 9.</exception>
    public static PrivateKeySigner Signer(int number) => Signer(number, LocalNodeOptions.LocalChainId);

    /// <summary>A signer for account <paramref name="number"/>, which refuses every chain but the given one. The caller disposes it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not from 0 to 9, or the accounts do not exist on the chain.</exception>
    public static PrivateKeySigner Signer(int number, ChainId chain)
    {
        if (!LiveOn(chain))
            throw new ArgumentOutOfRangeException(nameof(chain), chain, "the local accounts do not exist there");
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, Count);
        Span<byte> secret = stackalloc byte[PrivateKey.Length];
        Keccak256.Hash(Encoding.UTF8.GetBytes($"bursar local account {number}"), secret);
        try
        {
            return new PrivateKeySigner(PrivateKey.FromBytes(secret), chain);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>Gives <see cref="Allowance"/> to each account that has nothing, on an anvil node of a chain where they live.</summary>
    /// <exception cref="FaultException">The node is of another chain.</exception>
    public static async Task FundAsync(EthereumClient client, CancellationToken cancellationToken = default)
    {
        ChainId chain = await client.GetChainIdAsync(cancellationToken);
        if (!LiveOn(chain))
        {
            throw new FaultException(
                new Fault(
                    "local.wrong-chain",
                    $"the local accounts live on chain {LocalNodeOptions.LocalChainId}, and the node is of chain {chain}",
                    Hint: "start a local chain with 'bursar up'"));
        }

        var controls = new LocalControls(client);
        IReadOnlyList<UInt256> balances = await client.GetBalancesAsync(Addresses, BlockTag.Latest, cancellationToken);
        for (int i = 0; i < balances.Count; i++)
        {
            if (balances[i].IsZero)
                await controls.SetBalanceAsync(Addresses[i], Allowance, cancellationToken);
        }
    }

    private static Address[] ComputeAddresses()
    {
        var addresses = new Address[Count];
        for (int i = 0; i < addresses.Length; i++)
        {
            using PrivateKeySigner signer = Signer(i);
            addresses[i] = signer.Address;
        }

        return addresses;
    }
}
