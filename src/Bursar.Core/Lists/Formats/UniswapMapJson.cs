using System.Text.Json;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Lists.Formats;

/// <summary><c>{"account": amount}</c>: amounts are whole numbers, or texts in hexadecimal.</summary>
internal sealed class UniswapMapJson(FormatInput input, JsonPump json) : JsonFormatReader(input, json)
{
    protected override void ReadDocument(CancellationToken cancellationToken)
    {
        if (!Enter(JsonTokenType.StartObject, ""))
            return;
        var keys = new AccountKeys();
        while (!Input.Stopped && Json.Next() && Json.Token == JsonTokenType.PropertyName)
        {
            Count(cancellationToken);
            string key = CellText.Show(Json.Text)[1..^1];
            bool ok = TryAddress(() => key, out Address account);
            if (ok && keys.Seen(account, Number) is { } first)
            {
                Note(AccountKeys.Twice(account, first, key));
                ok = false;
            }

            Json.Next();
            if (TryUniswapUnits(() => key, out UInt256 amount) && ok)
                Input.Add(new ListEntry { Account = account, Amount = amount, Row = Number }, Line, _ => key);
        }
    }
}
