using System.Globalization;
using System.Text;
using Bursar.App.Planning;
using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Core.Launch;
using Bursar.Evm.Abi;
using Bursar.Evm.Primitives;

namespace Bursar.App.Rehearsal;

/// <summary>Says what a token's trials mean for a plan.</summary>
/// <param name="token">The token.</param>
/// <param name="isPaused">Whether it says of itself that it is paused.</param>
/// <param name="blockGas">Most gas of a block.</param>
internal sealed class TrialJudge(TokenBlueprint token, bool isPaused, ulong blockGas)
{
    private const int MostRowFaults = 100;
    private readonly List<Fault> _faults = [];
    private readonly List<string> _warnings = [];
    private readonly List<string> _notes = [];
    private readonly HashSet<(Address, Address)> _resets = [];
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private readonly List<(TokenTrial Trial, TrialRow Row, string Why)> _refused = [];
    private bool _silent;

    /// <summary>What stands against the plan.</summary>
    public IReadOnlyList<Fault> Faults => _faults;

    /// <summary>What a reviewer should weigh.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>What is in order.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>The token with each spender whose old allowance has to go first.</summary>
    public IReadOnlySet<(Address Token, Address Spender)> Resets => _resets;

    private string Symbol => token.Symbol;

    /// <summary>The first words of what a contract answered when it refused.</summary>
    public static string Reason(byte[] data)
    {
        if (PanicOrError.Decode(data) is { } error)
            return $"it says {Plain(string.Join(", ", error.Arguments.Select(a => a.Value)))}";
        if (ContractErrors.Decode(data) is { } known)
            return $"it says {known.Name}";
        return data.Length == 0 ? "it gives no reason" : $"it says {Hex.Encode(data.AsSpan(0, Math.Min(4, data.Length)))}";
    }

    /// <summary>A name that a token gives itself: what a reviewer cannot trust his eyes with is said.</summary>
    public void Name(string? text, int most, string what)
    {
        if (text is not null && !PlainText.IsLine(text, most))
            _warnings.Add($"{Symbol}: the {what} that {token.Address} gives itself is no plain line of at most {most} characters. Wallets may show anything; here it is called by its key.");
    }

    /// <summary>The operator's balance now and later, with nothing moved in between.</summary>
    public void Compare(UInt256? now, UInt256? then, TimeSpan ahead)
    {
        if (now is null)
            Refuse("token.not-a-token", $"{Symbol} at {token.Address} does not say what the operator has of it, as tokens do.", "Check the address.");
        else if (then is null)
            Note("Whether balances change with time could not be tried: this node cannot pretend another time.");
        else if (now != then)
            Refuse("token.rebases", $"balances of {Symbol} change without a transfer: the operator's {Text(now.Value)} would be {Text(then.Value)} in {ahead.TotalDays:0} days.", UseWrapped);
    }

    /// <summary>A function that only rebasing tokens have.</summary>
    public void Rebases(string sign) =>
        Refuse("token.rebases", $"{Symbol} keeps shares instead of balances (it answers {sign}): what an account has can change without a transfer, and amounts are rounded.", UseWrapped);

    /// <summary>Weighs one call of a trial.</summary>
    public void Weigh(TokenTrial trial, int firstRow, TokenRehearsal.Findings findings)
    {
        if (findings.NeedsZero)
            _resets.Add((token.Address, trial.Puller));
        if (!IsGood(findings.Approval))
        {
            Refuse("token.approval-refused", $"{Symbol} does not let the operator allow {Text(trial.Total)} to be taken: {Why(findings.Approval, trial.Total)}.", "Use another token, or ask its issuer.");
            return;
        }

        if (!IsGood(findings.Pull))
        {
            Sum(trial, findings.Pull);
            return;
        }

        _silent |= findings.Pull.Outcome == Silently;
        for (int i = 0; i < findings.Outcomes.Length; i++)
        {
            if (findings.Outcomes[i] > Silently)
                _refused.Add((trial, trial.Rows[firstRow + i], i == (int)findings.FirstFailed ? Why(findings.Failure, trial.Rows[firstRow + i].Amount) : ""));
        }

        if (findings.Failure.Outcome == 0)
        {
            Cost(trial, (ulong)findings.MostGas);
            return;
        }

        // The same amount to somebody whom no list names: when that fails too, it is not for the recipient's sake.
        if (findings.Failure.Outcome == OtherAmount || !IsGood(findings.Apart))
        {
            Sum(trial, findings.Failure.Outcome == OtherAmount ? findings.Failure : findings.Apart, trial.Rows[firstRow + (int)findings.FirstFailed].Amount);
            _refused.RemoveAll(r => r.Trial == trial);
        }
    }

    /// <summary>Says what the calls of a trial come to.</summary>
    public void Conclude(TokenTrial trial, int tried)
    {
        (TokenTrial Trial, TrialRow Row, string Why)[] refused = [.. _refused.Where(r => r.Trial == trial)];
        if (refused.Length > 0)
            Rows(trial, refused);
        if (_faults.Count > 0)
            return;
        string rows = trial.IsPayout || trial.File is not null
            ? $" and {tried - refused.Length:N0} {(trial.IsPayout ? "payments" : "claims")}{(tried < trial.RowsInAll ? $" of {trial.RowsInAll:N0}" : "")}"
            : " and a payment out of it";
        Note(token.Address.IsZero
            ? $"Tried out for {trial.Path}: {tried - refused.Length:N0} of {trial.RowsInAll:N0} payments of {Symbol}; every amount arrives."
            : $"Tried out for {trial.Path}: the approval, the move{rows}; every amount arrives as it is sent.");
        if (_silent)
            Note("Its transfers answer with nothing, as USDT's do; that is handled.");
        if (_resets.Contains((token.Address, trial.Puller)))
            Note("It takes a new allowance only after the old one is zero; the plan sees to it.");
    }

    /// <summary>Weighs what a node told that cannot pretend.</summary>
    public void Weigh(TokenTrial trial, IReadOnlyList<string?> answers)
    {
        if (answers[^1] is { } why)
        {
            Refuse(isPaused ? "token.paused" : "token.transfer-refused", $"{Symbol} does not move {Text(trial.Total)} of the operator's: {why}.", isPaused ? WaitForIt : AskIssuer);
            return;
        }

        (TokenTrial, TrialRow, string)[] refused = [.. trial.Rows.Select((row, i) => (trial, row, answers[i])).Where(r => r.Item3 is not null).Select(r => (r.trial, r.row, r.Item3!))];
        if (refused.Length > 0)
            Rows(trial, refused);
        Warn($"{trial.Path}: this node cannot pretend, so it was only asked whether {Symbol} refuses anybody, not what arrives. Should it take a fee, the contract refuses it when the money is moved.");
    }

    private void Rows(TokenTrial trial, (TokenTrial Trial, TrialRow Row, string Why)[] refused)
    {
        if (trial.RowsMustPass)
        {
            foreach ((_, TrialRow row, string why) in refused.Take(Math.Max(0, MostRowFaults - _faults.Count)))
            {
                _faults.Add(new Fault("token.recipient-refused", $"{Symbol} cannot be paid to {row.Account}{(why.Length > 0 ? $": {why}" : "")}.", trial.Path,
                    "Remove the row or give another account, or pay the others with 'on-failure: skip'.")
                { Kind = FaultKind.Refused, File = trial.File, Line = row.Line });
            }
        }
        else
        {
            string who = string.Join(", ", refused.Take(3).Select(r => r.Row.Account.ToString()));
            Warn($"{trial.Path}: {Symbol} refuses {refused.Length:N0} of the {trial.Rows.Count:N0} recipients that were tried ({who}{(refused.Length > 3 ? ", …" : "")}): "
                + (trial.IsPayout ? "their amounts will go back to the operator." : "as things stand they can claim only to another account."));
        }
    }

    /// <summary>The token does not do with anybody's amount what it is told.</summary>
    private void Sum(TokenTrial trial, TokenRehearsal.Movement movement, UInt256? amount = null)
    {
        UInt256 told = amount ?? trial.Total;
        string what = $"{Symbol}, tried out for {trial.Path},";
        switch (movement.Outcome)
        {
            case OtherAmount when movement.Arrived < told && movement.Left.BitLength < UInt256Bits:
                Refuse("token.takes-fee", $"{what} moves another amount than it is told: of {Text(told)} sent {Text(movement.Arrived)} arrive. It takes a fee or rounds.",
                    "Drops and payouts promise exact amounts. Have its owner exempt the contracts from the fee, or use another token.");
                break;
            case OtherAmount:
                Refuse("token.moves-other-amount", $"{what} moves another amount than it is told: {Text(told)} are sent, the sender loses {Signed(movement.Left)}, the recipient gains {Signed(movement.Arrived)}.", "Use another token.");
                break;
            case var _ when isPaused:
                Refuse("token.paused", $"{Symbol} says that it is paused; nothing of it moves.", WaitForIt);
                break;
            case SaidFalse:
                Refuse("token.says-false", $"{what} answers false instead of moving {Text(told)}.", AskIssuer);
                break;
            case OddAnswer:
                Refuse("token.odd-answer", $"{what} answers a transfer with {movement.Answered} bytes that are neither true nor false.", "Check that this address is the token; use another one.");
                break;
            case UsedAllGas:
                Refuse("token.costs-too-much", $"{what} uses up {movement.Gas} gas and still does not move {Text(told)}.", "Use another token.");
                break;
            default:
                Refuse("token.transfer-refused", $"{what} does not move {Text(told)} of the operator's: {Reason(movement.Reason)}.", AskIssuer);
                break;
        }
    }

    private void Cost(TokenTrial trial, ulong mostGas)
    {
        ulong most = Math.Min(blockGas / 2, MostGas);
        if (!trial.IsPayout || mostGas == 0 || mostGas * (ulong)trial.Rows.Count <= most)
            return;
        Refuse("token.costs-too-much", $"a transfer of {Symbol} uses up to {mostGas:N0} gas: {trial.Rows.Count} of them do not fit into one transaction of {most:N0}.",
            $"Write 'batch: {Math.Max(1, most / mostGas).ToString(CultureInfo.InvariantCulture)}' or less.");
    }

    private static string Why(TokenRehearsal.Movement movement, UInt256 told) => movement.Outcome switch
    {
        SaidFalse => "it answers false",
        OddAnswer => $"it answers with {movement.Answered} bytes that are neither true nor false",
        UsedAllGas => $"it uses up {movement.Gas} gas",
        OtherAmount => $"{told} becomes {movement.Arrived}",
        _ => Reason(movement.Reason),
    };

    private static bool IsGood(TokenRehearsal.Movement movement) => movement.Outcome <= Silently;

    private static string Plain(string text)
    {
        var plain = new StringBuilder();
        foreach (Rune rune in text.EnumerateRunes().Take(80))
            plain.Append(Rune.IsControl(rune) || rune.Value is (>= 0x2028 and <= 0x202e) or (>= 0x2066 and <= 0x2069) ? "?" : rune.ToString());
        return $"'{plain}'";
    }

    private string Text(UInt256 units) => new Amount(units, token.Spec.Decimals).ToString();

    /// <summary>A difference that may be negative: the contract counts modulo 2^256.</summary>
    private string Signed(UInt256 units) => units.BitLength == UInt256Bits ? $"−{Text(UInt256.MaxValue - units + UInt256.One)}" : Text(units);

    private void Refuse(string code, string message, string hint)
    {
        if (_told.Add(code))
            _faults.Add(new Fault(code, message, token.Spec.Path, hint) { Kind = FaultKind.Refused }.At(token.Spec.Position));
    }

    private void Warn(string text)
    {
        if (_told.Add(text))
            _warnings.Add(text);
    }

    private void Note(string text)
    {
        if (_told.Add(text))
            _notes.Add(text);
    }

    private const int UInt256Bits = 256;
    private const ulong MostGas = (1 << 24) - 300_000; // EIP-7825, less what a batch costs without its rows
    private const byte Silently = 1;
    private const byte SaidFalse = 3;
    private const byte OddAnswer = 4;
    private const byte UsedAllGas = 5;
    private const byte OtherAmount = 6;
    private const string UseWrapped = "Use its wrapped form, whose balances stay as they are.";
    private const string WaitForIt = "Wait until its owner lets it go on, then plan again.";
    private const string AskIssuer = "Ask its issuer whether the operator or the contract is blocked, and plan again.";
}
