using System.Text.Json;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Lists.Formats;

/// <summary><c>[{address, earnings, reasons}]</c>: earnings in hexadecimal, reasons for people.</summary>
internal sealed class UniswapArrayJson : JsonFormatReader
{
    private readonly Func<string> _address;
    private readonly Func<string> _earnings;
    private readonly Func<string, string> _place;

    internal UniswapArrayJson(FormatInput input, JsonPump json)
        : base(input, json)
    {
        _address = () => $"{Path}.address";
        _earnings = () => $"{Path}.earnings";
        _place = member => $"{Path}.{member}";
    }

    private string Path => $"[{Number - 1}]";

    protected override void ReadDocument(CancellationToken cancellationToken)
    {
        if (!Enter(JsonTokenType.StartArray, ""))
            return;
        while (!Input.Stopped && Json.Next() && Json.Token != JsonTokenType.EndArray)
        {
            Count(cancellationToken);
            if (Json.Token == JsonTokenType.StartObject)
                ReadEntry();
            else
                Input.Stop(Shape($"{Path} is no object.", Path));
        }
    }

    private void ReadEntry()
    {
        Address? account = null;
        UInt256? earnings = null;
        string? reason = null;
        bool ok = true;
        int seen = 0;
        while (Json.Next() && Json.Token == JsonTokenType.PropertyName)
        {
            int member = Json.Is("address"u8) ? 1 : Json.Is("earnings"u8) ? 2 : Json.Is("reasons"u8) ? 4 : 0;
            if (member == 0 || (seen & member) != 0)
            {
                Input.Stop(Shape($"The member {CellText.Show(Json.Text)} is {(member == 0 ? "not known" : "there twice")}.", Path));
                return;
            }

            seen |= member;
            Json.Next();
            switch (member)
            {
                case 1:
                    ok &= TryAddress(_address, out Address read);
                    account = read;
                    break;
                case 2:
                    ok &= TryUniswapUnits(_earnings, out UInt256 units);
                    earnings = units;
                    break;
                default:
                    if (Json.Token == JsonTokenType.String)
                    {
                        reason = Json.Text.IsEmpty ? null : Input.Shared(Json.String());
                        break;
                    }

                    Input.Stop(Shape("reasons is no text.", $"{Path}.reasons"));
                    return;
            }
        }

        if ((seen & 3) != 3)
            Note(Shape($"The member {((seen & 1) == 0 ? "address" : "earnings")} is missing.", Path));
        else if (ok)
            Input.Add(new ListEntry { Account = account!.Value, Amount = earnings!.Value, Terms = reason is null ? null : new EntryTerms { Reason = reason }, Row = Number }, Line, _place);
    }
}
