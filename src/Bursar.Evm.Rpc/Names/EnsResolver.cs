using Bursar.Evm.Abi;
using Bursar.Evm.Names;
using Bursar.Evm.Primitives;

namespace Bursar.Evm.Rpc.Names;

/// <summary>
/// Looks ENS names up, from a name to its account and back (ERC-137, ERC-181), with wildcard resolvers (ENSIP-10). A name that an account gives itself counts
/// only when it leads back to the account.
/// </summary>
/// <remarks>All questions of one look-up are about the same block, so that a change in between cannot mix two answers.</remarks>
public sealed class EnsResolver(EthereumClient client, Address registry)
{
    private const uint ResolverSelector = 0x0178b8bf;
    private const uint AddressSelector = 0x3b3b57de;
    private const uint NameSelector = 0x691f3431;
    private const uint ResolveSelector = 0x9061b923;
    private const uint SupportsSelector = 0x01ffc9a7;
    private const uint OffchainLookup = 0x556f1830;
    private const int MaxNameLength = 1024;

    /// <summary>Looks names up in the registry that Ethereum and its test chains share.</summary>
    public EnsResolver(EthereumClient client)
        : this(client, MainRegistry)
    {
    }

    /// <summary>The registry of Ethereum and its test chains.</summary>
    public static Address MainRegistry { get; } = Address.Parse("0x00000000000C2E074eC69A0dFb2997BA6C7d2e1e");

    /// <summary>The account that a name stands for.</summary>
    /// <returns>Null when the name has no resolver, or its resolver no account for it.</returns>
    /// <exception cref="EnsException">It cannot be known.</exception>
    public async Task<Address?> ResolveAsync(EnsName name, CancellationToken cancellationToken = default) =>
        await ResolveAsync(name, await HeadAsync(cancellationToken), cancellationToken);

    /// <summary>The name that an account goes by: the one it gives itself, when that name stands for the account.</summary>
    /// <returns>Null when it gives itself none, or one that stands for another account or for none.</returns>
    /// <exception cref="EnsException">It cannot be known, or the name is not normalised.</exception>
    public async Task<EnsName?> LookUpAsync(Address account, CancellationToken cancellationToken = default)
    {
        BlockTag block = await HeadAsync(cancellationToken);
        EnsName reverse = EnsName.ReverseOf(account);
        if (await ResolverOfAsync(reverse.Node, block, cancellationToken) is not { } resolver)
            return null;
        byte[] answer = await AskAsync(resolver, Question(NameSelector, reverse.Node), reverse, block, cancellationToken);
        string text = answer.Length == 0 ? "" : Read(answer, reverse, static (ref AbiReader reader) => reader.ReadString());
        if (text.Length == 0)
            return null;
        if (text.Length > MaxNameLength || !EnsName.TryParse(text, out EnsName? name) || name.Text != text)
            throw new EnsException(EnsFailure.NotNormalised, $"the name that {account} gives itself is not normalised, or not ASCII");
        return await ResolveAsync(name, block, cancellationToken) == account ? name : null;
    }

    private delegate T Reading<T>(ref AbiReader reader);

    private async Task<BlockTag> HeadAsync(CancellationToken cancellationToken)
    {
        BlockHeader head = await client.GetBlockAsync(BlockTag.Latest, cancellationToken) ?? throw new EnsException(EnsFailure.BadAnswer, "the node has no block");
        return BlockTag.At(head.Number);
    }

    private async Task<Address?> ResolveAsync(EnsName name, BlockTag block, CancellationToken cancellationToken)
    {
        byte[] question = Question(AddressSelector, name.Node);
        string rest = name.Text;
        while (rest.Length > 0)
        {
            if (await ResolverOfAsync(EnsName.Namehash(rest), block, cancellationToken) is { } resolver)
            {
                bool own = rest.Length == name.Text.Length;
                if (await IsExtendedAsync(resolver, block, cancellationToken))
                    return await ResolveExtendedAsync(resolver, name, question, block, cancellationToken);
                return own ? ReadAccount(await AskAsync(resolver, question, name, block, cancellationToken), name) : null;
            }

            int dot = rest.IndexOf('.', StringComparison.Ordinal);
            rest = dot < 0 ? "" : rest[(dot + 1)..];
        }

        return null;
    }

    private async Task<Address?> ResolveExtendedAsync(Address resolver, EnsName name, byte[] question, BlockTag block, CancellationToken cancellationToken)
    {
        byte[] answer = await AskAsync(resolver, Extended(name, question), name, block, cancellationToken);
        return ReadAccount(answer.Length == 0 ? answer : Read(answer, name, static (ref AbiReader reader) => reader.ReadBytes()), name);
    }

    private async Task<Address?> ResolverOfAsync(Hash32 node, BlockTag block, CancellationToken cancellationToken)
    {
        try
        {
            byte[] answer = await client.CallAsync(registry, Question(ResolverSelector, node), block, cancellationToken);
            var reader = new AbiReader(answer, 32);
            Address resolver = reader.ReadAddress();
            return resolver.IsZero ? null : resolver;
        }
        catch (Exception e) when (e is AbiException or RevertException)
        {
            throw new EnsException(EnsFailure.BadAnswer, $"there is no registry of names at {registry} on this chain");
        }
    }

    private async Task<bool> IsExtendedAsync(Address resolver, BlockTag block, CancellationToken cancellationToken)
    {
        var writer = new AbiWriter(Selector(SupportsSelector), 32);
        writer.WriteFixedBytes(new FixedBytes(Selector(ResolveSelector)), 4);
        try
        {
            byte[] answer = await client.CallAsync(resolver, writer.Finish(), block, cancellationToken);
            return answer.Length >= 32 && new UInt256(answer.AsSpan(0, 32)) == UInt256.One;
        }
        catch (RevertException)
        {
            return false; // it does not know ERC-165 either
        }
    }

    private async Task<byte[]> AskAsync(Address resolver, byte[] data, EnsName name, BlockTag block, CancellationToken cancellationToken)
    {
        try
        {
            return await client.CallAsync(resolver, data, block, cancellationToken);
        }
        catch (RevertException e) when (e.Data.AsSpan().StartsWith(Selector(OffchainLookup)))
        {
            throw new EnsException(EnsFailure.Gateway, $"the resolver of '{name}' wants a web gateway to be asked (EIP-3668), which is not done: look the account up elsewhere, and use that");
        }
        catch (RevertException)
        {
            throw new EnsException(EnsFailure.BadAnswer, $"the resolver of '{name}' refuses to answer");
        }
    }

    private static Address? ReadAccount(byte[] answer, EnsName name)
    {
        if (answer.Length == 0)
            return null;
        Address account = Read(answer, name, static (ref AbiReader reader) => reader.ReadAddress());
        return account.IsZero ? null : account;
    }

    private static T Read<T>(byte[] answer, EnsName name, Reading<T> read)
    {
        try
        {
            var reader = new AbiReader(answer, 32);
            return read(ref reader);
        }
        catch (AbiException)
        {
            throw new EnsException(EnsFailure.BadAnswer, $"the resolver of '{name}' answers with something else than was asked for");
        }
    }

    private static byte[] Question(uint selector, Hash32 node)
    {
        var writer = new AbiWriter(Selector(selector), 32);
        writer.WriteHash32(node);
        return writer.Finish();
    }

    private static byte[] Extended(EnsName name, byte[] question)
    {
        var writer = new AbiWriter(Selector(ResolveSelector), 64, 512);
        writer.WriteBytes(name.ToDnsBytes());
        writer.WriteBytes(question);
        return writer.Finish();
    }

    private static byte[] Selector(uint value)
    {
        byte[] bytes = new byte[4];
        new Primitives.Selector(value).Write(bytes);
        return bytes;
    }
}
