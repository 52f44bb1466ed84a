using Bursar.Chain.Tests.Cli;
using Bursar.Contracts;
using Bursar.Core.Vesting;
using Bursar.Evm.Abi;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Bursar.Evm.Signing;
using Bursar.Tests.Shared;
using Xunit;

namespace Bursar.Chain.Tests.Vesting;

/// <summary>The contract and the C# maths say the same of random schedules, to the unit: ids, boxes, and what has vested at any time.</summary>
public sealed class VestingDifferentialTests(CliChain chain) : IClassFixture<CliChain>
{
    private const int Batch = 20;
    private const int Times = 12;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Random_schedules_vest_on_chain_what_the_curves_say()
    {
        var random = new Random(Seeds.Next("vesting on chain"));
        PrivateKeySigner funder = chain.Signer(0);
        Assert.True((await chain.SendAsync(funder, Create2.CanonicalDeployer, Create2.DeployCalldata(Deployments.Salt, VestingVault.CreationCode()))).Status);
        Address token = Address.Parse((await chain.JsonAsync(0, "token", "create", "--name", "Big", "--symbol", "BIG", "--decimals", "0", "--supply", (UInt256.One << 120).ToString())).GetProperty("token").GetString()!);
        Assert.True((await chain.SendAsync(funder, token, new Erc20.ApproveCall(Deployments.VestingVaultAddress, UInt256.One << 120).Encode())).Status);

        int count = Seeds.Count(100);
        var schedules = new List<(VestingVault.Schedule Schedule, VestingCurve Curve)>();
        for (int i = 0; i < count; i++)
        {
            VestingCurve curve = RandomCurves.Next(random, 100);
            Address revoker = random.Next(2) == 0 ? default : CliChain.Account(random.Next(10));
            schedules.Add((new VestingVault.Schedule(token, CliChain.Account(random.Next(10)), revoker, curve.ToWords(), Keccak256.Hash(BitConverter.GetBytes(i))), curve));
        }

        foreach ((VestingVault.Schedule Schedule, VestingCurve Curve)[] part in schedules.Chunk(Batch))
            Assert.True((await chain.SendAsync(funder, Deployments.VestingVaultAddress, new VestingVault.CreateCall([.. part.Select(s => s.Schedule)]).Encode())).Status);

        foreach ((VestingVault.Schedule schedule, VestingCurve curve) in schedules)
        {
            Assert.Equal(await AskAsync(new VestingVault.IdOfCall(schedule)), VestingKeys.IdOf(schedule));
            Assert.Equal(await AskAsync(new VestingVault.BoxOfCall(schedule)), VestingKeys.BoxOf(schedule));
            long first = curve.Points[0].Time.ToUnixTimeSeconds();
            long last = curve.End.ToUnixTimeSeconds();
            DateTimeOffset[] times = [.. curve.Points.SelectMany(p => (long[])[p.Time.ToUnixTimeSeconds() - 1, p.Time.ToUnixTimeSeconds()])
                .Concat(Enumerable.Range(0, Times).Select(_ => random.NextInt64(first, last + 2))).Append(0).Append(last + 10_000_000_000).Select(DateTimeOffset.FromUnixTimeSeconds)];
            IReadOnlyList<UInt256> vested = await chain.Client.CallManyAsync<UInt256>(
                [.. times.Select(t => new ContractCall<UInt256>(Deployments.VestingVaultAddress, new VestingVault.VestedAtCall(schedule, (UInt256)(ulong)t.ToUnixTimeSeconds())))], BlockTag.Latest, Cancel);
            Assert.Equal(times.Select(curve.VestedAt), vested);
        }
    }

    private Task<T> AskAsync<T>(IContractCall<T> call) => chain.Client.CallAsync(Deployments.VestingVaultAddress, call, cancellationToken: Cancel);
}
