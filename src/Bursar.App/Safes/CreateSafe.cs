using System.Text;
using Bursar.App.Execution;
using Bursar.App.LocalChain;
using Bursar.App.Outbox;
using Bursar.App.Planning;
using Bursar.App.Pools;
using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Core.Plans;
using Bursar.Core.Safes;
using Bursar.Evm.Abi;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Safes;

/// <summary>Makes a Safe at the address that follows from its name, owners and threshold, or finds it there.</summary>
public sealed class CreateSafe(SendSteps send)
{
    private const ulong CreateGas = 500_000;

    /// <summary>Makes the Safe. On a local chain the published contracts are put to their places first.</summary>
    /// <param name="order">Which Safe.</param>
    /// <param name="options">How to send.</param>
    /// <param name="progress">Told whenever something moved.</param>
    /// <param name="cancellationToken">Stops at the next safe point; the same call goes on.</param>
    /// <returns>The Safe as it is now, and what was sent; nothing when it was there.</returns>
    public async Task<Result<CreatedSafe>> RunAsync(SafeOrder order, OutboxOptions? options = null, IProgress<OutboxProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (order.Check() is { Count: > 0 } wrong)
            return Result<CreatedSafe>.Fail(wrong);
        if ((order.Release ?? (send.Network.Safes.Count > 0 ? send.Network.Safes[0] : null)) is not { } release)
            return SafeFaults.NoRelease(send.Network);
        await ChainGuard.RequireAsync(send.Client, send.Network, cancellationToken);
        var steps = new List<PlanStep>();
        if (!(await DeploymentsAsync(release, cancellationToken)).TryGet(out IReadOnlyList<PlanStep>? deployments, out IReadOnlyList<Fault> faults))
            return Result<CreatedSafe>.Fail(faults);
        steps.AddRange(deployments);
        if (!(await CreationCodeAsync(release, cancellationToken)).TryGet(out byte[]? creation, out faults))
            return Result<CreatedSafe>.Fail(faults);
        byte[] setup = Setup(order, release);
        SafeContract singleton = SingletonFor(send.Network, release);
        Address safe = AddressOf(order, release, singleton, setup, creation);
        steps.Add(new PlanStep
        {
            Id = $"safe/{order.Name}",
            Title = $"Create the Safe {order.Name}, {order.Threshold} of {order.Owners.Count}",
            To = release.Factory.Address,
            Data = new SafeFactory.CreateProxyWithNonceCall(singleton.Address, setup, Number(order)).Encode(),
            Gas = CreateGas,
            Check = new StepCheck(safe),
            After = [.. deployments.Select(d => d.Id)],
        });
        Result<OutboxOutcome> sent = await send.RunAsync(new SendOrder { Steps = steps }, options, progress, cancellationToken);
        if (!sent.TryGet(out OutboxOutcome? outcome, out faults))
            return Result<CreatedSafe>.Fail(faults);
        return (await new ReadSafe(send.Client).RunAsync(safe, cancellationToken)).TryGet(out SafeFacts? facts, out faults)
            ? new CreatedSafe(facts, outcome, facts.Threshold == order.Threshold && facts.Owners.SequenceEqual(order.Owners.Order()))
            : Result<CreatedSafe>.Fail(faults);
    }

    /// <summary>Which contract stands behind new Safes: the plain one on Ethereum and local chains, the one that announces every transaction elsewhere, as Safe's own application does it.</summary>
    public static SafeContract SingletonFor(NetworkProfile network, SafeRelease release)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(release);
        return network.Embedded || network.ChainId.Value == 1 ? release.Singleton : release.SingletonL2;
    }

    /// <summary>Compares what stands at the release's addresses with what was published; on a local chain also says what is missing there.</summary>
    private async Task<Result<IReadOnlyList<PlanStep>>> DeploymentsAsync(SafeRelease release, CancellationToken cancellationToken)
    {
        var missing = new List<SafeContract>();
        IReadOnlyList<byte[]> codes = await send.Client.GetCodesAsync([.. release.Contracts.Select(c => c.Address)], BlockTag.Latest, cancellationToken);
        foreach ((int i, SafeContract contract) in release.Contracts.Index())
        {
            if (codes[i].Length == 0)
                missing.Add(contract);
            else if (Keccak256.Hash(codes[i]) is var found && found != contract.Code)
                return SafeFaults.CodeDiffers(contract, release, found);
        }

        if (missing.Count == 0)
            return Result<IReadOnlyList<PlanStep>>.Ok([]);
        if (!send.Network.Embedded)
            return SafeFaults.NotDeployed(missing[0], release, send.Network);
        if (!PublishedSafe.Read(release).TryGet(out IReadOnlyList<PublishedContract>? published, out IReadOnlyList<Fault> faults))
            return Result<IReadOnlyList<PlanStep>>.Fail(faults);
        if (await PutDeployerAsync(cancellationToken) is { } fault)
            return fault;
        return Result<IReadOnlyList<PlanStep>>.Ok([.. published.Where(p => missing.Exists(m => m.Address == p.Address)).Select(p => new PlanStep
        {
            Id = $"contracts/{p.Name}-{release.Version}",
            Title = $"Deploy {p.Title} as it is published, for this local chain",
            To = PublishedSafe.Deployer,
            Data = Create2.DeployCalldata(Hash32.Zero, p.CreationCode),
            Gas = GasModel.Of(p.CreationCode) + GasModel.Calldata(p.CreationCode),
            Check = new StepCheck(p.Address),
        })]);
    }

    /// <summary>Puts the deployer of Safe's contracts on a local chain, by the published transaction. A chain takes it once.</summary>
    private async Task<Fault?> PutDeployerAsync(CancellationToken cancellationToken)
    {
        if ((await send.Client.GetCodeAsync(PublishedSafe.Deployer, BlockTag.Latest, cancellationToken)).Length > 0)
            return null;
        if (!PublishedSafe.DeployerTransaction(send.Network.ChainId).TryGet(out byte[]? raw, out IReadOnlyList<Fault> faults))
            return faults[0];
        await new LocalControls(send.Client).SetBalanceAsync(PublishedSafe.DeployerSigner, UInt256.PowerOfTen(18), cancellationToken);
        Hash32 hash = await send.Client.SendRawTransactionAsync(raw, cancellationToken);
        await send.Client.WaitForReceiptAsync(hash, cancellationToken: cancellationToken);
        return null;
    }

    /// <summary>The code that creates Safes: asked of the factory, or from the package when there is no factory yet; its hash is known.</summary>
    private async Task<Result<byte[]>> CreationCodeAsync(SafeRelease release, CancellationToken cancellationToken)
    {
        byte[] code = (await send.Client.GetCodeAsync(release.Factory.Address, BlockTag.Latest, cancellationToken)).Length > 0
            ? await send.Client.CallAsync(release.Factory.Address, new SafeFactory.ProxyCreationCodeCall(), BlockTag.Latest, cancellationToken)
            : PublishedSafe.ProxyCreationCode(release);
        return Keccak256.Hash(code) == release.ProxyCreationCode ? code : SafeFaults.CodeDiffers(release.Factory, release, Keccak256.Hash(code));
    }

    private static byte[] Setup(SafeOrder order, SafeRelease release) =>
        new SafeAccount.SetupCall([.. order.Owners.Order()], (UInt256)order.Threshold, default, [], release.FallbackHandler.Address, default, UInt256.Zero, default).Encode();

    private static UInt256 Number(SafeOrder order) => new(Keccak256.Hash(Encoding.UTF8.GetBytes($"bursar/1/safe/{order.Name}")).Span);

    /// <summary>EIP-1014 over the salt that the factory makes: keccak256(keccak256(setup) ‖ number).</summary>
    private static Address AddressOf(SafeOrder order, SafeRelease release, SafeContract singleton, byte[] setup, byte[] creation)
    {
        Hash32 salt = new AbiPacked(64).Append(Keccak256.Hash(setup)).Append(Number(order)).Hash();
        Hash32 code = new AbiPacked(creation.Length + 32).Append(creation).AppendElement(singleton.Address).Hash();
        return Create2.AddressOf(release.Factory.Address, salt, code);
    }
}

/// <summary>A Safe that was asked for.</summary>
/// <param name="Facts">The Safe as it is now.</param>
/// <param name="Outcome">What was sent.</param>
/// <param name="AsOrdered">False when its owners have changed themselves or the threshold since it was made.</param>
public sealed record CreatedSafe(SafeFacts Facts, OutboxOutcome Outcome, bool AsOrdered);
