using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;
using Bursar.Evm.Abi;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;

namespace Bursar.Contracts;

/// <summary>The code of a staking pool: the instructions of its kind with its own parameters behind them, as <c>StakingFactory</c> puts them together.</summary>
/// <remarks>
/// From the end backwards: three words (settings, owner, length of the URI), a word for each reward token, a word for each tier, the URI. So a pool's code says
/// all that it is.
/// </remarks>
public static class StakingPoolCode
{
    private const int FixedBytes = 3 * 32;
    private const int MostEntries = 8;
    private const int RewardsSlot = 1;

    /// <summary>The code that stands at the address of a pool with these parameters.</summary>
    /// <param name="parameters">What the pool is.</param>
    /// <param name="nfts">Whether NFTs are staked in it.</param>
    public static byte[] Runtime(StakingFactory.StakingPoolParameters parameters, bool nfts)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ReadOnlySpan<byte> instructions = Instructions(nfts);
        byte[] uri = Encoding.UTF8.GetBytes(parameters.Uri);
        byte[] code = new byte[instructions.Length + uri.Length + (32 * (parameters.Tiers.Count + parameters.Rewards.Count)) + FixedBytes];
        instructions.CopyTo(code);
        uri.CopyTo(code.AsSpan(instructions.Length));
        Span<byte> words = code.AsSpan(instructions.Length + uri.Length);
        foreach (StakingFactory.Tier tier in parameters.Tiers)
        {
            WriteUInt40(words[27..], tier.Lock);
            BinaryPrimitives.WriteUInt16BigEndian(words[25..], tier.Weight);
            words = words[32..];
        }

        foreach (Address reward in parameters.Rewards)
        {
            reward.CopyTo(words[12..]);
            words = words[32..];
        }

        words[3] = parameters.Rewards.Contains(parameters.Token) ? (byte)1 : (byte)0;
        words[4] = parameters.Votes ? (byte)1 : (byte)0;
        words[5] = checked((byte)parameters.Tiers.Count);
        words[6] = checked((byte)parameters.Rewards.Count);
        WriteUInt40(words[7..], parameters.Cooldown);
        parameters.Token.CopyTo(words[12..]);
        parameters.Owner.CopyTo(words[(32 + 12)..]);
        BinaryPrimitives.WriteInt32BigEndian(words[(64 + 28)..], uri.Length);
        return code;
    }

    /// <summary>Reads what a pool is from the code at its address.</summary>
    /// <param name="code">What <c>eth_getCode</c> says.</param>
    /// <param name="parameters">What the pool is.</param>
    /// <param name="nfts">Whether NFTs are staked in it.</param>
    /// <returns>False when this is not the code of a pool, to the last byte.</returns>
    public static bool TryRead(ReadOnlySpan<byte> code, [NotNullWhen(true)] out StakingFactory.StakingPoolParameters? parameters, out bool nfts)
    {
        nfts = !code.StartsWith(StakingPool.RuntimeCode);
        parameters = null;
        ReadOnlySpan<byte> instructions = Instructions(nfts);
        if (!code.StartsWith(instructions) || code.Length < instructions.Length + FixedBytes)
            return false;
        ReadOnlySpan<byte> words = code[^FixedBytes..];
        ReadOnlySpan<byte> between = code[instructions.Length..^FixedBytes];
        (int tiers, int rewards) = (words[5], words[6]);
        if (tiers > MostEntries || rewards > MostEntries || between.Length < 32 * (tiers + rewards))
            return false;
        ReadOnlySpan<byte> entries = between[^(32 * (tiers + rewards))..];
        ReadOnlySpan<byte> uri = between[..^entries.Length];
        if (!Utf8.IsValid(uri))
            return false;
        var all = new StakingFactory.Tier[tiers];
        for (int i = 0; i < tiers; i++)
            all[i] = new StakingFactory.Tier(ReadUInt40(entries[((32 * i) + 27)..]), BinaryPrimitives.ReadUInt16BigEndian(entries[((32 * i) + 25)..]));
        var tokens = new Address[rewards];
        for (int i = 0; i < rewards; i++)
            tokens[i] = new Address(entries.Slice((32 * (tiers + i)) + 12, 20));
        parameters = new StakingFactory.StakingPoolParameters(
            new Address(words.Slice(12, 20)), new Address(words.Slice(32 + 12, 20)), tokens, all, ReadUInt40(words[7..]), words[4] == 1, Encoding.UTF8.GetString(uri));
        return code.SequenceEqual(Runtime(parameters, nfts));
    }

    /// <summary>The creation code: it makes the factory the first owner, which funds the first periods and hands over, begins each reward's amount per share at one, and
    /// returns <see cref="Runtime"/>.</summary>
    /// <param name="parameters">What the pool is.</param>
    /// <param name="nfts">Whether NFTs are staked in it.</param>
    /// <param name="factory">The factory.</param>
    public static byte[] Creation(StakingFactory.StakingPoolParameters parameters, bool nfts, Address factory)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return DropCode.Creation(factory, [.. Enumerable.Range(0, parameters.Rewards.Count).Select(i => (RewardSlot(i), UInt256.One << 128))], Runtime(parameters, nfts));
    }

    private static ReadOnlySpan<byte> Instructions(bool nfts) => nfts ? NftStakingPool.RuntimeCode : StakingPool.RuntimeCode;

    private static Hash32 RewardSlot(int index)
    {
        var writer = new AbiWriter(64);
        writer.WriteUInt256((UInt256)index);
        writer.WriteUInt256((UInt256)RewardsSlot);
        return Keccak256.Hash(writer.Finish());
    }

    private static void WriteUInt40(Span<byte> destination, ulong value)
    {
        destination[0] = checked((byte)(value >> 32));
        BinaryPrimitives.WriteUInt32BigEndian(destination[1..], unchecked((uint)value));
    }

    private static ulong ReadUInt40(ReadOnlySpan<byte> source) => ((ulong)source[0] << 32) | BinaryPrimitives.ReadUInt32BigEndian(source[1..]);
}
