using System.Text.Json;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Lists.Formats;

/// <summary><c>{"account": amount}</c>: amounts are whole numbers, or texts in hexadecimal.</summary>
internal sealed class UniswapMapJson : JsonFormatReader
{
    private readonly Func<string> _path;
    private readonly Func<string, string> _place;

    internal UniswapMapJson(FormatInput input, JsonPump json)
        : base(input, json)
    {
        _path = Name;
        _place = _ => Name();
    }

    protected override void ReadDocument(CancellationToken cancellationToken)
    {
        if (!Enter(JsonTokenType.StartObject, ""))
            return;
        while (!Input.Stopped && Json.Next() && Json.Token == JsonTokenType.PropertyName)
        {
            Count(cancellationToken);
            KeepName();
            bool ok = TryAddress(_path, out Address account);
            Json.Next();
            if (TryUniswapUnits(_path, out UInt256 amount) && ok)
                Input.Add(new ListEntry { Account = account, Amount = amount, Row = Number }, Line, _place);
        }
    }
}
