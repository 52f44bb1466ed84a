using Bursar.App.Indexing;
using Bursar.App.Planning;
using Bursar.App.Safes;
using Bursar.App.Tokens;
using Bursar.App.Vesting;
using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Evm.Abi;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Verification;

/// <summary>Re-derives a launch from its inputs and the chain alone, compares, and states every difference. No database is asked.</summary>
public sealed class VerifyLaunch(EthereumClient client)
{
    /// <summary>Verifies at the newest block.</summary>
    /// <exception cref="FaultException">The node serves another chain.</exception>
    public async Task<VerificationResult> RunAsync(Blueprint blueprint, IProgress<string>? progress = null, CancellationToken cancellationToken = default)
    {
        await ChainGuard.RequireAsync(client, blueprint.Loaded.Network, cancellationToken);
        BlockHeader head = await client.GetBlockAsync(BlockTag.Latest, cancellationToken)
            ?? throw new FaultException(new Fault("rpc.no-head", "the node has no block yet", Hint: "Wait until it is in step with its network.") { Kind = FaultKind.Refused });
        var log = new CheckLog();
        var logs = new ContractLogs(client, head.Number);
        var ledgers = new Dictionary<Address, IReadOnlyDictionary<Address, UInt256>>();
        var codes = new Dictionary<Address, Hash32>();
        var powers = new Dictionary<Address, IReadOnlyList<string>>();
        var tokens = new TokenVerifier(client, logs, log);
        await CheckContractsAsync(blueprint, head.Number, log, cancellationToken);
        IReadOnlyList<string> safe = await CheckSafeAsync(blueprint, log, cancellationToken);
        if (blueprint.Pools.Count > 0)
            await new PoolVerifier(client, logs, log).CheckVenueAsync(blueprint, cancellationToken);
        foreach (TokenBlueprint token in blueprint.Tokens)
        {
            progress?.Report($"token {token.Symbol}");
            if (token.Parameters is null)
                await tokens.ExistingAsync(token, cancellationToken);
            else if (await tokens.CreatedAsync(blueprint, token, cancellationToken) is { } ledger)
                ledgers[token.Address] = ledger;
            byte[] code = await client.GetCodeAsync(token.Address, head.Number, cancellationToken);
            codes[token.Address] = Keccak256.Hash(code);
            if (token.Parameters is null && code.Length > 0)
                powers[token.Address] = await TokenPowers.OfAnyAsync(client, token.Address, code, head.Number, cancellationToken);
        }

        var sites = new List<SiteFacts>();
        foreach (SiteBlueprint site in blueprint.Sites)
            sites.Add(await CheckSiteAsync(blueprint, site, head.Number, log, cancellationToken));

        var vesting = new List<VestingFacts>();
        var supplies = new Dictionary<Address, UInt256>();
        var books = new Dictionary<Address, VaultBooks>();
        foreach (VestingBlueprint source in blueprint.Vesting)
        {
            progress?.Report(source.Name);
            var verifier = new VestingVerifier(client, head, log);
            if (!books.TryGetValue(source.Token.Address, out VaultBooks? kept))
            {
                kept = books[source.Token.Address] = await VaultBooks.ReadAsync(client, logs, source.Token.Address, cancellationToken);
                await verifier.VaultAsync(source.Token, kept, cancellationToken);
                if (await TokenText.TryCallAsync(client, source.Token.Address, new Erc20.TotalSupplyCall(), head.Number, cancellationToken) is { } supply)
                    supplies[source.Token.Address] = supply;
            }

            vesting.Add(await verifier.RunAsync(source, kept, cancellationToken));
        }

        var drops = new Dictionary<Address, DropFacts>();
        foreach (DropBlueprint drop in blueprint.Drops)
        {
            progress?.Report(drop.Spec.Path);
            drops[drop.Address] = await new DropVerifier(client, logs, log).RunAsync(blueprint, drop, cancellationToken);
        }

        var vouchers = new Dictionary<Address, VoucherFacts>();
        foreach (VoucherBlueprint voucher in blueprint.Vouchers)
        {
            progress?.Report(voucher.Spec.Path);
            vouchers[voucher.Address] = await new VoucherVerifier(client, logs, log).RunAsync(blueprint, voucher, cancellationToken);
        }

        var programmes = new Dictionary<Address, ProgrammeFacts>();
        foreach (ProgrammeBlueprint programme in blueprint.Programmes)
        {
            progress?.Report(programme.Spec.Path);
            programmes[programme.Address] = await new ProgrammeVerifier(client, logs, log).RunAsync(blueprint, programme, cancellationToken);
        }

        var payouts = new Dictionary<Hash32, PayoutFacts>();
        foreach (PayoutBlueprint payout in blueprint.Payouts)
        {
            progress?.Report(payout.Spec.Path);
            payouts[payout.Run] = await new PayoutVerifier(client, logs, log).RunAsync(blueprint, payout, cancellationToken);
        }

        foreach (NftPayoutBlueprint payout in blueprint.NftPayouts)
        {
            progress?.Report(payout.Spec.Path);
            await new NftPayoutVerifier(logs, log).RunAsync(blueprint, payout, cancellationToken);
        }

        var pools = new Dictionary<Address, PoolFacts>();
        foreach (PoolBlueprint pool in blueprint.Pools)
        {
            progress?.Report(pool.Spec.Path);
            pools[pool.Pair] = await new PoolVerifier(client, logs, log).RunAsync(blueprint, pool, cancellationToken);
        }

        var staking = new Dictionary<Address, StakingFacts>();
        foreach (StakingBlueprint pool in blueprint.Staking)
        {
            progress?.Report(pool.Spec.Path);
            staking[pool.Address] = await new StakingVerifier(client, logs, log, head).RunAsync(blueprint, pool, cancellationToken);
        }

        var facts = new ChainFacts
        {
            Head = head,
            Ledgers = ledgers,
            CodeHashes = codes,
            Powers = powers,
            Safe = safe,
            Sites = sites,
            Vesting = vesting,
            Supplies = supplies,
            Drops = drops,
            Payouts = payouts,
            Vouchers = vouchers,
            Programmes = programmes,
            Pools = pools,
            Staking = staking,
            Transactions = await new LaunchTransactions(client, logs).FindAsync(blueprint, payouts, cancellationToken),
        };
        return new VerificationResult(blueprint, log.Checks, facts);
    }

    /// <summary>Looks whether the Safe of the launch is one, and what it says of itself.</summary>
    private async Task<IReadOnlyList<string>> CheckSafeAsync(Blueprint blueprint, CheckLog log, CancellationToken cancellationToken)
    {
        if (blueprint.Loaded.Launch.Safe is not { } safe)
            return [];
        bool known = (await SafeOfLaunch.StateAsync(client, blueprint.Loaded.Launch, cancellationToken)).TryGet(out IReadOnlyList<string>? lines, out IReadOnlyList<Core.Faults.Fault> faults);
        log.That("safe", "its code", known, $"{safe} is a Safe of a known release", known ? $"{safe} is a Safe of a known release" : faults[0].Message);
        return lines ?? [];
    }

    private async Task CheckContractsAsync(Blueprint blueprint, ulong head, CheckLog log, CancellationToken cancellationToken)
    {
        if (blueprint.Tokens.Any(t => t.Parameters is not null))
            await CheckCodeAsync("token factory", blueprint.Factory, TokenFactory.RuntimeCode.ToArray(), TokenFactory.ImmutableReferences, head, log, cancellationToken);
        if (blueprint.NeedsClaimableFactory)
            await CheckCodeAsync("factory of tokens that give themselves out", blueprint.ClaimableFactory, ClaimableFactory.RuntimeCode.ToArray(), ClaimableFactory.ImmutableReferences, head, log, cancellationToken);
        if (blueprint.Sites.Count > 0)
            await CheckCodeAsync("site registry", blueprint.Registry, SiteRegistry.RuntimeCode.ToArray(), SiteRegistry.ImmutableReferences, head, log, cancellationToken);
        if (blueprint.NeedsDropFactory)
            await CheckCodeAsync("drop factory", blueprint.DropFactory, DropFactory.RuntimeCode.ToArray(), DropFactory.ImmutableReferences, head, log, cancellationToken);
        if (blueprint.Staking.Count > 0)
            await CheckCodeAsync("factory of staking pools", Deployments.StakingFactoryAddress, StakingFactory.RuntimeCode.ToArray(), StakingFactory.ImmutableReferences, head, log, cancellationToken);
        if (blueprint.NeedsPayout)
            await CheckCodeAsync("payout contract", blueprint.Payout, Payout.RuntimeCode.ToArray(), Payout.ImmutableReferences, head, log, cancellationToken);
        if (blueprint.NeedsVault)
            await CheckCodeAsync("vesting vault", Deployments.VestingVaultAddress, VestingVault.RuntimeCode.ToArray(), VestingVault.ImmutableReferences, head, log, cancellationToken);
        if (blueprint.Pools.Count > 0)
            await CheckCodeAsync("opener of pools", Deployments.PoolOpenerAddress, PoolOpener.RuntimeCode.ToArray(), PoolOpener.ImmutableReferences, head, log, cancellationToken);
    }

    private async Task CheckCodeAsync(
        string subject, Address address, byte[] expected, IReadOnlyList<ImmutableReference> immutables, ulong head, CheckLog log, CancellationToken cancellationToken)
    {
        byte[] code = await client.GetCodeAsync(address, head, cancellationToken);
        log.That(subject, "code", CodeMatch.Compare(code, expected, immutables).IsSame, $"Bursar's code at {address}", code.Length == 0 ? "no code there" : Keccak256.Hash(code).ToString());
    }

    private async Task<SiteFacts> CheckSiteAsync(Blueprint blueprint, SiteBlueprint site, ulong head, CheckLog log, CancellationToken cancellationToken)
    {
        string subject = site.Spec.Path;
        if ((await client.GetCodeAsync(blueprint.Registry, head, cancellationToken)).Length == 0)
        {
            log.That(subject, "linked", ok: false, $"{site.Spec.Site} linked to {site.Token.Symbol}", "there is no registry");
            return new SiteFacts(false, nameof(SiteStatus.None), false);
        }

        bool linked = await client.CallAsync(blueprint.Registry, new SiteRegistry.IsLinkedCall(site.Spec.Site.Id, blueprint.Operator, site.Token.Address), head, cancellationToken);
        SiteRegistry.Claim claim = await client.CallAsync(blueprint.Registry, new SiteRegistry.ClaimOfCall(site.Spec.Site.Id, blueprint.Operator), head, cancellationToken);
        bool primary = claim.Primary == site.Token.Address;
        log.That(subject, "linked", linked, $"{site.Spec.Site} linked to {site.Token.Symbol}", linked ? "linked" : "not linked");
        if (linked && site.Spec.Primary)
            log.That(subject, "primary token", primary, site.Token.Address.ToString(), claim.Primary.ToString());
        return new SiteFacts(linked, ((SiteStatus)claim.Status).ToString(), primary);
    }
}
