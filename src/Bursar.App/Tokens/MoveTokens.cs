using Bursar.App.Execution;
using Bursar.App.Outbox;
using Bursar.App.Planning;
using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Core.Plans;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Tokens;

/// <summary>Transfers, approves, and transfers what was approved. Each key is carried out at most once.</summary>
/// <remarks>The chain cannot tell a repeated transfer from a second one, so every action has an idempotency key, which the journal keeps.</remarks>
public sealed class MoveTokens(SendSteps send)
{
    private const ulong TransferGas = 100_000;

    /// <summary>Gives <paramref name="amount"/> of the sender's own to <paramref name="to"/>.</summary>
    public async Task<Result<OutboxOutcome>> TransferAsync(
        Address token, Address to, Amount amount, string key, OutboxOptions? options = null, IProgress<OutboxProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        SendOrder order = Order("token-transfer", key, token, $"Transfer {amount} of {token} to {to}", new Erc20.TransferCall(to, amount.BaseUnits).Encode());
        if ((CheckRecipient(token, to) ?? CheckAmount(amount)) is { } wrong)
            return wrong;
        return await CheckTokenAsync(order, token, send.Sender, amount, cancellationToken) is { } fault
            ? fault
            : await send.RunAsync(order, options, progress, cancellationToken);
    }

    /// <summary>Lets <paramref name="spender"/> take at most <paramref name="amount"/> of the sender's, instead of what it could before.</summary>
    public async Task<Result<OutboxOutcome>> ApproveAsync(
        Address token, Address spender, Amount amount, string key, OutboxOptions? options = null, IProgress<OutboxProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        SendOrder order = Order("token-approve", key, token, $"Let {spender} take {amount} of {token}", new Erc20.ApproveCall(spender, amount.BaseUnits).Encode());
        if (CheckRecipient(token, spender) is { } wrong)
            return wrong;
        return await CheckTokenAsync(order, token, null, amount, cancellationToken) is { } fault
            ? fault
            : await send.RunAsync(order, options, progress, cancellationToken);
    }

    /// <summary>Gives <paramref name="amount"/> of <paramref name="owner"/>'s, who approved the sender, to <paramref name="to"/>.</summary>
    public async Task<Result<OutboxOutcome>> TransferFromAsync(
        Address token, Address owner, Address to, Amount amount, string key, OutboxOptions? options = null, IProgress<OutboxProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        SendOrder order = Order("token-transfer-from", key, token, $"Transfer {amount} of {token} from {owner} to {to}", new Erc20.TransferFromCall(owner, to, amount.BaseUnits).Encode());
        if ((CheckRecipient(token, to) ?? CheckAmount(amount)) is { } wrong)
            return wrong;
        if (await CheckTokenAsync(order, token, owner, amount, cancellationToken) is { } fault)
            return fault;
        if (!await send.IsUnderWayAsync(order, cancellationToken))
        {
            UInt256 allowance = await send.Client.CallAsync(token, new Erc20.AllowanceCall(owner, send.Sender), BlockTag.Latest, cancellationToken);
            if (allowance < amount.BaseUnits)
            {
                return new Fault("token.insufficient-allowance", $"{owner} lets {send.Sender} take {new Amount(allowance, amount.Decimals)} of {token}; {amount} is wanted.", "amount",
                    "Let the owner approve more, or take less.")
                { Kind = FaultKind.Refused };
            }
        }

        return await send.RunAsync(order, options, progress, cancellationToken);
    }

    private static SendOrder Order(string kind, string key, Address token, string title, byte[] data) => new()
    {
        Key = key,
        Steps =
        [
            new PlanStep { Id = $"{kind}/{key}", Title = title, To = token, Data = data, Gas = TransferGas + GasModel.Calldata(data), Check = StepCheck.JournalOnly(token) },
        ],
    };

    private static Fault? CheckRecipient(Address token, Address to)
    {
        if (to.IsZero)
            return new Fault("token.bad-recipient", "the zero address would destroy what it gets.", "to", "Give the account's own address.");
        return to == token
            ? new Fault("token.bad-recipient", "nobody can move what the token's own contract gets.", "to", "Give the recipient's address instead of the token's.")
            : null;
    }

    private static Fault? CheckAmount(Amount amount) =>
        amount.BaseUnits.IsZero ? new Fault("token.zero-amount", "nothing would be transferred.", "amount", "Give an amount above zero.") : null;

    /// <summary>What the chain says against an order that was not begun yet.</summary>
    private async Task<Fault?> CheckTokenAsync(SendOrder order, Address token, Address? payer, Amount amount, CancellationToken cancellationToken)
    {
        await ChainGuard.RequireAsync(send.Client, send.Network, cancellationToken);
        if ((await send.Client.GetCodeAsync(token, BlockTag.Latest, cancellationToken)).Length == 0)
            return ReadToken.NotThere(token, send.Network.Title);
        if (payer is null || await send.IsUnderWayAsync(order, cancellationToken))
            return null;
        UInt256 balance = await send.Client.CallAsync(token, new Erc20.BalanceOfCall(payer.Value), BlockTag.Latest, cancellationToken);
        return balance >= amount.BaseUnits
            ? null
            : new Fault("token.insufficient-balance", $"{payer} has {new Amount(balance, amount.Decimals)} of {token}; {amount} is wanted.", "amount", "Transfer less, or give the account more first.")
            {
                Kind = FaultKind.Refused,
            };
    }
}
