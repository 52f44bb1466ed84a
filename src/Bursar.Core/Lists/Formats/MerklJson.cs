using System.Text.Json;
using Bursar.Core.Faults;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Lists.Formats;

/// <summary><c>{"rewardToken", "rewards": {"account": {"reason": "base units"}}}</c>.</summary>
internal sealed class MerklJson(FormatInput input, JsonPump json) : JsonFormatReader(input, json)
{
    private const int LongestReason = 1024;

    private Address? _token;

    protected override void ReadDocument(CancellationToken cancellationToken)
    {
        if (!Enter(JsonTokenType.StartObject, ""))
            return;
        bool hasRewards = false;
        while (!Input.Stopped && Json.Next() && Json.Token == JsonTokenType.PropertyName)
        {
            bool isToken = Json.Is("rewardToken"u8) && _token is null;
            bool isRewards = Json.Is("rewards"u8) && !hasRewards;
            if (!isToken && !isRewards)
            {
                Input.Stop(Shape($"The member {CellText.Show(Json.Text)} is not known or there twice.", ""));
                return;
            }

            Json.Next();
            hasRewards |= isRewards;
            if (isRewards)
                ReadRewards(cancellationToken);
            else if (TryAddress(() => "rewardToken", out Address token))
                SetToken(token);
            else
                _token = default(Address);
        }

        if (Input.Stopped)
            return;
        if (_token is not { } found || !hasRewards)
            Input.Stop(Shape($"The member {(hasRewards ? "rewardToken" : "rewards")} is missing.", ""));
        else if (!found.IsZero && !Input.Wants(Asset.Erc20(found)))
            Input.Stop(new Fault("list.other-token", $"The list is of {found}, not of {Input.Options.Token}.", "rewardToken", "Check that this is the right list."));
        else
            Input.SetAsset(Asset.Erc20(found));
    }

    private void SetToken(Address token)
    {
        _token = token;
        if (token.IsZero)
            Note(new Fault("list.zero-token", "The token is the zero address, where no token is.", "rewardToken", "Write the token's address."));
    }

    private void ReadRewards(CancellationToken cancellationToken)
    {
        if (!Enter(JsonTokenType.StartObject, "rewards"))
            return;
        var keys = new AccountKeys();
        int accounts = 0;
        while (!Input.Stopped && Json.Next() && Json.Token == JsonTokenType.PropertyName)
        {
            string path = $"rewards.{CellText.Show(Json.Text)[1..^1]}";
            bool ok = TryAddress(() => path, out Address account);
            if (ok && keys.Seen(account, ++accounts) is { } first)
            {
                Note(AccountKeys.Twice(account, first, path));
                ok = false;
            }

            Json.Next();
            if (Enter(JsonTokenType.StartObject, path))
                ReadReasons(ok ? account : null, path, cancellationToken);
        }
    }

    private void ReadReasons(Address? account, string path, CancellationToken cancellationToken)
    {
        var reasons = new HashSet<string>(StringComparer.Ordinal);
        while (!Input.Stopped && Json.Next() && Json.Token == JsonTokenType.PropertyName)
        {
            Count(cancellationToken);
            if (Json.Text.Length > LongestReason)
            {
                Input.Stop(Shape($"A reason is longer than {LongestReason} bytes.", path));
                return;
            }

            string reason = Input.Shared(Json.String());
            string at = $"{path}.{CellText.Show(Json.Text)[1..^1]}";
            bool isNew = reasons.Add(reason);
            if (!isNew)
                Note(new Fault("list.duplicate-key", $"The reason {CellText.Show(reason)} stands there twice, and only one of them would count.", at, "Merge the two."));
            Json.Next();
            if (TryUnits(() => at, out UInt256 amount) && isNew && account is { } recipient)
                Input.Add(new ListEntry { Account = recipient, Amount = amount, Terms = new EntryTerms { Reason = reason }, Row = Number }, Line, _ => at);
        }

        if (reasons.Count == 0 && !Input.Stopped)
            Note(new Fault("list.empty-amount", "The account has no reward.", path, "Add one, or remove the account."));
    }
}
