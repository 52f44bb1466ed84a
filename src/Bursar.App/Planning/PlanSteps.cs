using Bursar.Contracts;
using Bursar.Core.Drops;
using Bursar.Core.Launch;
using Bursar.Core.Plans;
using Bursar.Evm.Primitives;

namespace Bursar.App.Planning;

/// <summary>Every transaction that a launch consists of, each after those that it needs, as if nothing had been done yet.</summary>
public static class PlanSteps
{
    private const string Factory = "contracts/token-factory";
    private const string Claimables = "contracts/claimable-factory";
    private const string Drops = "contracts/drop-factory";
    private const string Payouts = "contracts/payout";
    private const string Registry = "contracts/site-registry";

    /// <summary>The factory of drops, which takes escrows.</summary>
    internal static EscrowTaker DropTaker { get; } = new(Deployments.DropFactoryAddress, "the factory of drops", Drops, "approve-drops");

    /// <summary>The steps in an order in which they can be sent.</summary>
    public static IReadOnlyList<PlanStep> All(Blueprint blueprint)
    {
        var steps = new List<PlanStep>();
        if (blueprint.Tokens.Any(t => t.Parameters is not null))
            steps.Add(DeployFactory());
        if (blueprint.NeedsClaimableFactory)
            steps.Add(DeployClaimableFactory());
        if (blueprint.Sites.Count > 0)
            steps.Add(DeployRegistry(blueprint.Operator));
        if (blueprint.NeedsDropFactory)
        {
            steps.Add(Deploy(Drops, "Deploy the factory of drops (the same address on every chain)", blueprint.DropFactory, Deployments.Salt,
                DropFactory.CreationCode(), GasModel.Of(DropFactory.RuntimeCode)));
        }

        if (blueprint.NeedsPayout)
            steps.Add(Deploy(Payouts, "Deploy the payout contract (the same address on every chain)", blueprint.Payout, Hash32.Zero, Contracts.Payout.CreationCode(), GasModel.Of(Contracts.Payout.RuntimeCode)));
        if (blueprint.NeedsVault)
            steps.Add(VestingSteps.DeployVault());
        steps.AddRange(PoolSteps.Deploy(blueprint));
        if (blueprint.Staking.Count > 0)
            steps.Add(StakingSteps.Deploy());
        foreach (TokenBlueprint token in blueprint.Tokens.Where(t => t.Parameters is not null))
        {
            steps.Add(CreateToken(blueprint, token));
            for (int table = 0; table < token.Tables.Count; table++)
                steps.Add(AddTable(token, table));
        }

        foreach (SiteBlueprint site in blueprint.Sites)
            steps.Add(Link(blueprint, site));
        steps.AddRange(VestingSteps.Of(blueprint));
        steps.AddRange(DropSteps(blueprint));
        steps.AddRange(PayoutSteps(blueprint));
        steps.AddRange(NftSteps.Of(blueprint, Payouts));
        steps.AddRange(Approvals(blueprint, PoolSteps.Taker));
        steps.AddRange(blueprint.Pools.Select(p => PoolSteps.Open(blueprint, p)));
        steps.AddRange(Approvals(blueprint, StakingSteps.Taker));
        steps.AddRange(blueprint.Staking.Select(s => StakingSteps.Open(blueprint, s)));
        return steps;
    }

    /// <summary>The step that puts the token factory on a chain.</summary>
    public static PlanStep DeployFactory() => Deploy(
        Factory, "Deploy the token factory (the same address on every chain)", Deployments.TokenFactoryAddress, Deployments.Salt,
        TokenFactory.CreationCode(), GasModel.TokenFactory);

    /// <summary>The step that puts the factory of tokens that give themselves out on a chain.</summary>
    private static PlanStep DeployClaimableFactory() => Deploy(
        Claimables, "Deploy the factory of tokens that give themselves out (the same address on every chain)", Deployments.ClaimableFactoryAddress, Deployments.Salt,
        ClaimableFactory.CreationCode(Deployments.TokenFactoryAddress), GasModel.ClaimableFactory, Factory);

    /// <summary>The step that puts the site registry of <paramref name="admin"/> on a chain.</summary>
    public static PlanStep DeployRegistry(Address admin) => Deploy(
        Registry, "Deploy the operator's site registry", Deployments.SiteRegistryAddress(admin), Deployments.Salt,
        SiteRegistry.CreationCode(admin), GasModel.Of(SiteRegistry.RuntimeCode));

    /// <summary>Id of the step that creates a token.</summary>
    public static string CreateId(TokenBlueprint token) => $"{token.Spec.Path}/create";

    /// <summary>Id of the step that adds a table of first holders.</summary>
    public static string TableId(TokenBlueprint token, int table) => $"{token.Spec.Path}/table-{table}";

    /// <summary>Id of the step after which a token can be moved.</summary>
    public static string ReadyId(TokenBlueprint token) => token.Tables.Count == 0 ? CreateId(token) : TableId(token, token.Tables.Count - 1);

    /// <summary>Id of the step that creates, funds and opens a drop.</summary>
    public static string OpenId(DropBlueprint drop) => drop.Spec.Inside ? CreateId(drop.Token) : $"{drop.Spec.Path}/open";

    /// <summary>Id of the step that creates and funds an escrow of vouchers.</summary>
    public static string OpenId(VoucherBlueprint voucher) => $"{voucher.Spec.Path}/open";

    /// <summary>Id of the step that creates and funds a programme.</summary>
    public static string OpenId(ProgrammeBlueprint programme) => $"{programme.Spec.Path}/open";

    /// <summary>Id of the step that approves the escrow of all drops of a token.</summary>
    public static string ApproveDropsId(TokenBlueprint token) => $"{token.Spec.Path}/{DropTaker.Approval}";

    /// <summary>The step that lets what takes an escrow move <paramref name="sum"/> of its token from the operator.</summary>
    public static PlanStep ApproveEscrow(Blueprint blueprint, EscrowBlueprint escrow, UInt256 sum) => Approve(
        escrow.ApproveId,
        $"Let {escrow.Taker.Name} take {Text(escrow.Token, sum)} into escrow",
        blueprint, escrow.Token, escrow.Taker.Address, sum, [escrow.Taker.Step, ReadyId(escrow.Token)]);

    /// <summary>Id of the step that approves all payouts of a token.</summary>
    public static string ApprovePayoutsId(TokenBlueprint token) => $"{token.Spec.Path}/approve-payouts";

    /// <summary>Id of the step that pays a batch.</summary>
    public static string BatchId(PayoutBlueprint payout, PayoutBatch batch) => $"{payout.Spec.Path}/batch-{batch.Number}";

    /// <summary>The step that lets the payout contract take <paramref name="sum"/> from the operator.</summary>
    public static PlanStep ApprovePayouts(Blueprint blueprint, TokenBlueprint token, UInt256 sum) => Approve(
        ApprovePayoutsId(token),
        $"Let the payout contract take {Text(token, sum)} for all payouts of {token.Symbol}",
        blueprint, token, blueprint.Payout, sum, [Payouts, ReadyId(token)]);

    /// <summary>The steps with one more before each approval of a token that takes a new allowance only when the old one is zero.</summary>
    internal static List<PlanStep> WithResets(Blueprint blueprint, IReadOnlyList<PlanStep> steps, IReadOnlySet<(Address Token, Address Spender)> resets)
    {
        var all = new List<PlanStep>(steps.Count + resets.Count);
        foreach (PlanStep step in steps)
        {
            if (Erc20.ApproveCall.TryDecode(step.Data, out Erc20.ApproveCall approve) && resets.Contains((step.To, approve.Spender)))
            {
                all.Add(step with
                {
                    Id = $"{step.Id}-zero",
                    Title = $"Take the old allowance back, because {step.To} takes a new one only then",
                    Data = new Erc20.ApproveCall(approve.Spender, UInt256.Zero).Encode(),
                    Check = new StepCheck(step.To, new Erc20.AllowanceCall(blueprint.Operator, approve.Spender).Encode(), Word(UInt256.Zero)),
                });
                all.Add(step with { After = [.. step.After, $"{step.Id}-zero"] });
            }
            else
            {
                all.Add(step);
            }
        }

        return all;
    }

    internal static PlanStep Deploy(string id, string title, Address address, Hash32 salt, byte[] initCode, ulong gas, params string[] after) => new()
    {
        Id = id,
        Title = title,
        To = Create2.CanonicalDeployer,
        Data = Create2.DeployCalldata(salt, initCode),
        Gas = gas + GasModel.Calldata(initCode),
        Check = new StepCheck(address),
        After = after,
    };

    private static PlanStep CreateToken(Blueprint blueprint, TokenBlueprint token)
    {
        TokenFactory.TokenParameters parameters = token.Parameters!;
        if (token.Claims is { } claims)
            return CreateClaimable(blueprint, token, parameters, claims);
        byte[] data = new TokenFactory.CreateTokenCall(parameters, token.Salt).Encode();
        var supply = ((CreatedTokenSpec)token.Spec).Supply;
        return new PlanStep
        {
            Id = CreateId(token),
            Title = $"Create {token.Symbol}, {TokenTexts.KindOf((CreatedTokenSpec)token.Spec)}, with a supply of {supply} for {token.Genesis.Count:N0} genesis holder{(token.Genesis.Count == 1 ? "" : "s")}",
            To = blueprint.Factory,
            Data = data,
            Gas = GasModel.NewToken(data, TokenCode.Runtime(parameters).Length, token.Tables.Count == 0 ? token.Genesis.Count : 0),
            Check = new StepCheck(token.Address),
            After = [Factory],
        };
    }

    private static PlanStep CreateClaimable(Blueprint blueprint, TokenBlueprint token, TokenFactory.TokenParameters parameters, MerkleDrop.DropParameters claims)
    {
        byte[] data = Deployments.CreateClaimableToken(parameters, claims, token.SubRoots, token.Salt).Encode();
        var spec = (CreatedTokenSpec)token.Spec;
        return new PlanStep
        {
            Id = CreateId(token),
            Title = $"Create {token.Symbol}, {TokenTexts.KindOf(spec)}, with a supply of {spec.Supply}, of which it gives {Text(token, claims.Total)} out to {claims.Count} recipients by itself",
            To = blueprint.ClaimableFactory,
            Data = data,
            Gas = GasModel.NewToken(data, ClaimableCode.Runtime(parameters, claims, token.SubRoots).Length, token.Genesis.Count) + GasModel.DropOpen + GasModel.SubRoots(token.SubRoots.Count),
            Check = new StepCheck(token.Address),
            After = [Factory, Claimables],
        };
    }

    private static PlanStep AddTable(TokenBlueprint token, int table)
    {
        byte[] rows = token.Tables[table];
        UInt256 supply = token.Parameters!.Supply;
        byte[] data = new GenesisToken.AddTableCall((UInt256)(ulong)table, rows, TokenRows.HashFrom(token.Tables, table + 1)).Encode();
        int count = rows.Length / TokenRows.Width(supply);
        return new PlanStep
        {
            Id = TableId(token, table),
            Title = $"Give {token.Symbol} to {count:N0} first holders (table {table + 1} of {token.Tables.Count})",
            To = token.Address,
            Data = data,
            Gas = GasModel.Table(data, rows.Length, count),
            Check = new StepCheck(TokenCode.CreatedBy(token.Address, table + 1)),
            After = [table == 0 ? CreateId(token) : TableId(token, table - 1)],
        };
    }

    private static PlanStep Link(Blueprint blueprint, SiteBlueprint site)
    {
        SiteSpec spec = site.Spec;
        var call = new SiteRegistry.LinkCall((byte)spec.Site.Kind, spec.Site.Text, site.Token.Address, spec.Primary);
        var check = new SiteRegistry.IsLinkedCall(spec.Site.Id, blueprint.Operator, site.Token.Address);
        return new PlanStep
        {
            Id = $"{spec.Path}/link",
            Title = $"Link {spec.Site} to {site.Token.Symbol}{(spec.Primary ? " as its primary token" : "")}",
            To = blueprint.Registry,
            Data = call.Encode(),
            Gas = GasModel.SiteLink,
            Check = new StepCheck(blueprint.Registry, check.Encode(), Word(UInt256.One)),
            After = Created(site.Token, Registry),
        };
    }

    private static IEnumerable<PlanStep> DropSteps(Blueprint blueprint)
    {
        foreach (PlanStep approve in Approvals(blueprint, DropTaker))
            yield return approve;
        foreach (DropBlueprint drop in blueprint.Drops.Where(d => !d.Spec.Inside))
            yield return Open(drop);
        foreach (VoucherBlueprint voucher in blueprint.Vouchers)
            yield return Open(voucher);
        foreach (ProgrammeBlueprint programme in blueprint.Programmes)
            yield return Open(programme);
    }

    private static IEnumerable<PlanStep> Approvals(Blueprint blueprint, EscrowTaker taker) => blueprint.Escrows.Where(e => e.Taker == taker).GroupBy(e => e.Token.Address)
        .Select(group => ApproveEscrow(blueprint, group.First(), group.Aggregate(UInt256.Zero, (total, escrow) => total + escrow.Amount)));

    private static PlanStep Open(VoucherBlueprint voucher)
    {
        byte[] data = Deployments.CreateVoucherDrop(voucher.Parameters, voucher.Salt).Encode();
        string signer = voucher.Spec.Signer is { } who ? $", of which {who} may give out {Text(voucher.Token, voucher.Parameters.Budget)}" : "";
        return new PlanStep
        {
            Id = OpenId(voucher),
            Title = $"Create and fund vouchers of {Text(voucher.Token, voucher.Parameters.Total)}{signer}",
            To = Deployments.DropFactoryAddress,
            Data = data,
            Gas = GasModel.NewDrop(VoucherDrop.RuntimeCode, data),
            Check = new StepCheck(voucher.Address),
            After = [Drops, ApproveDropsId(voucher.Token)],
        };
    }

    private static PlanStep Open(ProgrammeBlueprint programme)
    {
        byte[] data = Deployments.CreateCumulativeDrop(programme.Parameters, programme.Escrow, programme.Salt).Encode();
        string amounts = string.Join(" and ", programme.Tokens.Zip(programme.Escrow, (token, escrow) => Text(token, escrow.Amount)));
        return new PlanStep
        {
            Id = OpenId(programme),
            Title = $"Create programme {programme.Spec.Key}{(amounts.Length > 0 ? $" with {amounts}" : "")}, watched by {programme.Spec.Watchers.Count}",
            To = Deployments.DropFactoryAddress,
            Data = data,
            Gas = GasModel.NewDrop(CumulativeDrop.RuntimeCode, data) + ((ulong)programme.Escrow.Count * GasModel.DropOpen),
            Check = new StepCheck(programme.Address),
            After = [Drops, .. programme.Tokens.Select(ApproveDropsId)],
        };
    }

    private static PlanStep Open(DropBlueprint drop)
    {
        byte[] data = Deployments.CreateMerkleDrop(drop.Parameters, drop.SubRoots, drop.Salt).Encode();
        return new PlanStep
        {
            Id = OpenId(drop),
            Title = $"Create, fund and open the drop of {Text(drop.Token, drop.List.Total)} to {drop.List.Count:N0} recipients{(drop.SubRoots.Count > 0 ? $", with {drop.SubRoots.Count} sub-roots" : "")}",
            To = Deployments.DropFactoryAddress,
            Data = data,
            Gas = GasModel.NewDrop(MerkleDrop.RuntimeCode, data) + GasModel.SubRoots(drop.SubRoots.Count),
            Check = new StepCheck(drop.Address),
            After = [Drops, ApproveDropsId(drop.Token)],
        };
    }

    private static IEnumerable<PlanStep> PayoutSteps(Blueprint blueprint)
    {
        foreach (IGrouping<Address, PayoutBlueprint> group in blueprint.Payouts.GroupBy(p => p.Token.Address))
        {
            TokenBlueprint token = group.First().Token;
            UInt256 sum = group.Aggregate(UInt256.Zero, (total, payout) => total + payout.List.Total);
            if (token.Spec is not NativeTokenSpec)
                yield return ApprovePayouts(blueprint, token, sum);
            foreach (PayoutBlueprint payout in group)
            {
                foreach (PayoutBatch batch in payout.Batches)
                    yield return Pay(blueprint, payout, batch);
            }
        }
    }

    private static PlanStep Pay(Blueprint blueprint, PayoutBlueprint payout, PayoutBatch batch)
    {
        byte[] data = new Payout.PayCall(payout.Token.Address, payout.Run, (UInt256)batch.Number, batch.Rows, payout.FlagsOf(batch)).Encode();
        var check = new Payout.IsPaidCall(blueprint.Operator, payout.Run, (UInt256)batch.Number);
        return new PlanStep
        {
            Id = BatchId(payout, batch),
            Title = $"Pay {Text(payout.Token, batch.Total)} to {batch.Count} recipients (batch {batch.Number + 1} of {payout.Batches.Count}{(payout.IsByToken(batch) ? ", in one call of the token" : "")})",
            To = blueprint.Payout,
            Value = payout.IsNative ? batch.Total : UInt256.Zero,
            Data = data,
            Gas = GasModel.PayoutBatch + GasModel.Calldata(data) + (GasModel.FreshTransfer * (ulong)batch.Count),
            Check = new StepCheck(blueprint.Payout, check.Encode(), Word(UInt256.One)),
            After = [payout.IsNative ? Payouts : ApprovePayoutsId(payout.Token)],
        };
    }

    internal static PlanStep Approve(
        string id, string title, Blueprint blueprint, TokenBlueprint token, Address spender, UInt256 amount, IReadOnlyList<string> after) => new()
        {
            Id = id,
            Title = title,
            To = token.Address,
            Data = new Erc20.ApproveCall(spender, amount).Encode(),
            Gas = GasModel.Approve,
            Check = new StepCheck(token.Address, new Erc20.AllowanceCall(blueprint.Operator, spender).Encode(), Word(amount)),
            After = token.Parameters is null ? [.. after.Where(id => id != ReadyId(token))] : after,
        };

    private static string[] Created(TokenBlueprint token, params string[] others) =>
        token.Parameters is null ? others : [.. others, ReadyId(token)];

    internal static string Text(TokenBlueprint token, UInt256 units) => $"{new Amount(units, token.Spec.Decimals)} {token.Symbol}";

    private static byte[] Word(UInt256 value) => value.ToBigEndian();
}
