using System.Text.Json;
using Bursar.Core.Faults;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Lists.Formats;

/// <summary><c>{merkleRoot, tokenTotal, claims: {account: {index, amount, proof}}}</c>: the accounts, amounts and indices of a published distribution.</summary>
/// <remarks>Proofs are passed over here; <c>tree check</c> computes them again. The stated total must be the sum of the amounts.</remarks>
internal sealed class UniswapClaimsJson : JsonFormatReader
{
    private readonly Func<string> _path;
    private readonly Func<string> _index;
    private readonly Func<string> _amount;
    private readonly Func<string, string> _place;

    internal UniswapClaimsJson(FormatInput input, JsonPump json)
        : base(input, json)
    {
        _path = () => $"claims.{Name()}";
        _index = () => $"claims.{Name()}.index";
        _amount = () => $"claims.{Name()}.amount";
        _place = member => $"claims.{Name()}.{member}";
    }

    protected override void ReadDocument(CancellationToken cancellationToken)
    {
        if (!Enter(JsonTokenType.StartObject, ""))
            return;
        var members = new HashSet<string>(StringComparer.Ordinal);
        UInt256? stated = null;
        while (!Input.Stopped && Json.Next() && Json.Token == JsonTokenType.PropertyName)
        {
            string name = Json.String();
            if (!members.Add(name) || members.Count > 16)
            {
                Input.Stop(Shape($"The member {CellText.Show(name)} is there twice, or there are too many.", ""));
                return;
            }

            Json.Next();
            if (name == "claims")
            {
                ReadClaims(cancellationToken);
            }
            else if (name == "tokenTotal")
            {
                if (TryUniswapUnits(() => name, out UInt256 total))
                    stated = total;
            }
            else if (Json.Token is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                Input.Stop(Shape($"The member {CellText.Show(name)} is not known.", ""));
            }
        }

        if (Input.Stopped)
            return;
        if (!members.Contains("claims"))
            Input.Stop(Shape("The member claims is missing.", ""));
        else if (stated is { } said && Input.Log.Count == 0 && Input.LeftOut == 0 && Input.TotalOf(Asset.Unstated) is { } sum && sum != said)
            Input.Stop(new Fault("list.total-mismatch", $"tokenTotal states {said}, but the amounts add up to {sum}.", "tokenTotal", "The file was changed or is damaged: get it again from its publisher."));
    }

    private void ReadClaims(CancellationToken cancellationToken)
    {
        if (!Enter(JsonTokenType.StartObject, "claims"))
            return;
        var indices = new Dictionary<ulong, int>();
        while (!Input.Stopped && Json.Next() && Json.Token == JsonTokenType.PropertyName)
        {
            Count(cancellationToken);
            KeepName();
            bool ok = TryAddress(_path, out Address account);
            Json.Next();
            if (Json.Token != JsonTokenType.StartObject)
            {
                Input.Stop(Shape("A claim is an object.", _path()));
                return;
            }

            ReadClaim(ok ? account : null, indices);
        }
    }

    private void ReadClaim(Address? account, Dictionary<ulong, int> indices)
    {
        UInt256? amount = null;
        UInt256? index = null;
        bool ok = true;
        int seen = 0;
        while (Json.Next() && Json.Token == JsonTokenType.PropertyName)
        {
            int member = Json.Is("index"u8) ? 1 : Json.Is("amount"u8) ? 2 : Json.Is("proof"u8) ? 4 : Json.Is("flags"u8) ? 8 : Json.Is("reasons"u8) ? 16 : 0;
            if (member == 0 || (seen & member) != 0)
            {
                Input.Stop(Shape($"The member {CellText.Show(Json.Text)} is {(member == 0 ? "not known" : "there twice")}.", _path()));
                return;
            }

            seen |= member;
            Json.Next();
            if (member == 1)
            {
                ok &= TryUnits(_index, out UInt256 read);
                index = read;
            }
            else if (member == 2)
            {
                ok &= TryUniswapUnits(_amount, out UInt256 read);
                amount = read;
            }
            else
            {
                Json.Skip();
            }
        }

        if ((seen & 3) != 3)
        {
            Note(Shape($"The member {((seen & 1) == 0 ? "index" : "amount")} is missing.", _path()));
        }
        else if (ok && account is { } recipient)
        {
            if (!index!.Value.FitsUInt64)
                Note(new Fault("list.bad-number", $"The index {index} is too large.", _index(), "Check the file."));
            else if (!indices.TryAdd((ulong)index.Value, Number))
                Note(new Fault("list.duplicate-index", $"The index {index} is already that of entry {indices[(ulong)index.Value]}.", _index(), "Each row of an indexed tree has its own index."));
            else
                Input.Add(new ListEntry { Account = recipient, Amount = amount!.Value, Index = (ulong)index.Value, Row = Number }, Line, _place);
        }
    }
}
