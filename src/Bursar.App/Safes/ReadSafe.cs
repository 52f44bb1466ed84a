using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Core.Safes;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Safes;

/// <summary>Reads a Safe. Its code, and that of the contract behind it, must be the published one: nothing else that it says is believed before.</summary>
public sealed class ReadSafe(EthereumClient client)
{
    private const int PageSize = 50;
    private const int MaxPages = 20;
    private const int MaxOwners = 1_000;

    private static readonly UInt256 GuardSlot = Slot("0x4a204f620c8c5ccdca3fd54d003badd85ba500436a431f0cbda4f558c93c34c8");
    private static readonly UInt256 ModuleGuardSlot = Slot("0xb104e0b93118902c651344349b610029d694cfdec91c589c91ebafbcd0289947");
    private static readonly UInt256 HandlerSlot = Slot("0x6c9a6c4a39284e37ed1cf53d337577d14212a4870fb976a4366c693b939918d5");
    private static readonly Address First = Address.Parse("0x0000000000000000000000000000000000000001");

    /// <summary>Reads a Safe.</summary>
    /// <param name="safe">Its address.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    /// <returns>The facts, all of one block, or <c>safe.not-a-safe</c>.</returns>
    public async Task<Result<SafeFacts>> RunAsync(Address safe, CancellationToken cancellationToken = default)
    {
        ulong block = await client.GetBlockNumberAsync(cancellationToken);
        byte[] code = await client.GetCodeAsync(safe, block, cancellationToken);
        if (code.Length == 0)
            return SafeFaults.NotASafe(safe, "there is no contract on this chain");
        Hash32 hash = Keccak256.Hash(code);
        if (SafeRelease.All.FirstOrDefault(r => r.ProxyCode == hash) is null)
            return SafeFaults.NotASafe(safe, $"its code {hash} is none of theirs");
        Address behind = Word(await client.GetStorageAsync(safe, UInt256.Zero, block, cancellationToken));
        // A Safe made by one release may have been moved on to another.
        if (SafeRelease.All.FirstOrDefault(r => r.Singleton.Address == behind || r.SingletonL2.Address == behind) is not { } release)
            return SafeFaults.NotASafe(safe, $"it stands before {behind}, which is none of theirs");
        SafeContract singleton = release.Singleton.Address == behind ? release.Singleton : release.SingletonL2;
        if (Keccak256.Hash(await client.GetCodeAsync(behind, block, cancellationToken)) is var found && found != singleton.Code)
            return SafeFaults.CodeDiffers(singleton, release, found);

        IReadOnlyList<Address> owners = await client.CallAsync(safe, new SafeAccount.GetOwnersCall(), block, cancellationToken);
        UInt256 threshold = await client.CallAsync(safe, new SafeAccount.GetThresholdCall(), block, cancellationToken);
        if (owners.Count is 0 or > MaxOwners || threshold.IsZero || threshold > (UInt256)(ulong)owners.Count)
            return SafeFaults.NotASafe(safe, "it was not set up");
        return new SafeFacts
        {
            Address = safe,
            Release = release,
            Singleton = singleton,
            Owners = [.. owners.Order()],
            Threshold = (int)(ulong)threshold,
            Nonce = await client.CallAsync(safe, new SafeAccount.NonceCall(), block, cancellationToken),
            Modules = await ModulesAsync(safe, block, cancellationToken),
            Guard = await AtAsync(safe, GuardSlot, block, cancellationToken),
            ModuleGuard = await AtAsync(safe, ModuleGuardSlot, block, cancellationToken),
            FallbackHandler = await AtAsync(safe, HandlerSlot, block, cancellationToken),
            Block = block,
        };
    }

    /// <summary>In a few words who an account is when it is a Safe, for example <c>a 2 of 3 Safe (1.5.0) of …</c>; null when it is none.</summary>
    /// <param name="account">The account.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    public async Task<string?> DescribeAsync(Address account, CancellationToken cancellationToken = default)
    {
        if (!(await RunAsync(account, cancellationToken)).TryGet(out SafeFacts? facts))
            return null;
        string text = $"{account} is a Safe ({facts.Release.Version}): {facts.Rule} owners have to sign, {string.Join(", ", facts.Owners)}.";
        return facts.Dangers.Count == 0 ? text : $"{text} ATTENTION: {string.Join("; ", facts.Dangers.Select(d => d.Warning))}.";
    }

    private async Task<IReadOnlyList<Address>> ModulesAsync(Address safe, ulong block, CancellationToken cancellationToken)
    {
        var modules = new List<Address>();
        Address from = First;
        for (int page = 0; page < MaxPages; page++)
        {
            SafeAccount.GetModulesPaginatedResult answer = await client.CallAsync(safe, new SafeAccount.GetModulesPaginatedCall(from, (UInt256)PageSize), block, cancellationToken);
            modules.AddRange(answer.Array);
            if (answer.Next == First || answer.Next.IsZero || answer.Array.Count == 0)
                return modules;
            from = answer.Next;
        }

        return modules;
    }

    private async Task<Address?> AtAsync(Address safe, UInt256 slot, ulong block, CancellationToken cancellationToken)
    {
        Address found = Word(await client.GetStorageAsync(safe, slot, block, cancellationToken));
        return found.IsZero ? null : found;
    }

    private static Address Word(Hash32 word) => new(word.Span[12..]);

    private static UInt256 Slot(string hex) => new(Hash32.Parse(hex).Span);
}
