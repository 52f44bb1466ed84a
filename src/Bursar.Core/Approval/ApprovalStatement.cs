using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Bursar.Core.Plans;
using Bursar.Evm.Eip712;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Approval;

/// <summary>The words that an approver signs (EIP-712): what a wallet shows, with the hash of everything behind it.</summary>
/// <remarks>The domain is <c>Bursar</c>, version <c>1</c>, with the chain id and without a contract: nothing on the chain reads it.</remarks>
public static class ApprovalStatement
{
    private const int MostMoves = 32;

    /// <summary>The approval of a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="moves">What it does, recomputed from its inputs.</param>
    /// <param name="policy">The policy that it is approved under.</param>
    /// <param name="issued">When.</param>
    /// <param name="expires">Until when it counts.</param>
    public static TypedData OfPlan(Plan plan, IReadOnlyList<PlanMove> moves, Hash32 policy, DateTimeOffset issued, DateTimeOffset expires) => Document(
        plan.ChainId, "PlanApproval",
        [
            ("purpose", "string", $"Apply the plan of {plan.Launch} on {plan.Network}"),
            ("operator", "address", plan.Operator.ToString()),
            ("moves", "string[]", null),
            ("recipients", "uint256", moves.SelectMany(m => m.Recipients).Select(r => r.Account).Distinct().Count().ToString()),
            ("transactions", "uint256", plan.Steps.Count.ToString()),
            ("planHash", "bytes32", plan.Hash.ToString()),
            ("policyHash", "bytes32", policy.ToString()),
            ("issued", "string", ApprovalPaper.Time(issued)),
            ("expires", "string", ApprovalPaper.Time(expires)),
        ],
        Words(moves));

    /// <summary>The approval of another policy in the place of one.</summary>
    /// <param name="chain">The chain whose wallets sign; it has no other meaning here.</param>
    /// <param name="operator">Whose plans the policy is about.</param>
    /// <param name="from">The policy that holds.</param>
    /// <param name="to">The policy that is to hold; zero for none at all.</param>
    /// <param name="issued">When.</param>
    /// <param name="expires">Until when it counts.</param>
    public static TypedData OfPolicy(ChainId chain, Address @operator, Hash32 from, Hash32 to, DateTimeOffset issued, DateTimeOffset expires) => Document(
        chain, "PolicyApproval",
        [
            ("purpose", "string", to == Hash32.Zero ? "Remove the policy: nobody has to approve any more" : "Put another policy in the place of this one"),
            ("operator", "address", @operator.ToString()),
            ("oldPolicy", "bytes32", from.ToString()),
            ("newPolicy", "bytes32", to.ToString()),
            ("issued", "string", ApprovalPaper.Time(issued)),
            ("expires", "string", ApprovalPaper.Time(expires)),
        ],
        []);

    /// <summary>What a plan does, a line for each kind of step and asset.</summary>
    public static IReadOnlyList<string> Words(IReadOnlyList<PlanMove> moves)
    {
        List<string> lines = [];
        foreach (IGrouping<(MoveKind Kind, MovedAsset? Asset), PlanMove> group in moves.GroupBy(m => (m.Kind, m.Asset)))
        {
            int recipients = group.SelectMany(m => m.Recipients).Select(r => r.Account).Distinct().Count();
            string to = recipients > 0 ? $" to {recipients} {(recipients == 1 ? "recipient" : "recipients")}" : "";
            string what = group.Key.Asset is null ? $"{group.Count()} {(group.Count() == 1 ? "step" : "steps")}"
                : $"{MoveTotal.Of(group)[0].Text} ({(group.Key.Asset.Value.IsNative ? "the chain's coin" : group.Key.Asset.ToString())})";
            lines.Add($"{group.Key.Kind.Word()}: {what}{to}");
        }

        return lines.Count <= MostMoves ? lines : [.. lines.Take(MostMoves - 1), $"and {lines.Count - MostMoves + 1} more"];
    }

    private static TypedData Document(ChainId chain, string primary, IReadOnlyList<(string Name, string Type, string? Value)> fields, IReadOnlyList<string> moves)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteStartObject("types");
            WriteType(json, "EIP712Domain", [("name", "string"), ("version", "string"), ("chainId", "uint256")]);
            WriteType(json, primary, [.. fields.Select(f => (f.Name, f.Type))]);
            json.WriteEndObject();
            json.WriteString("primaryType", primary);
            json.WriteStartObject("domain");
            json.WriteString("name", "Bursar");
            json.WriteString("version", "1");
            json.WriteString("chainId", chain.ToString());
            json.WriteEndObject();
            json.WriteStartObject("message");
            foreach ((string name, _, string? value) in fields)
            {
                if (value is not null)
                {
                    json.WriteString(name, value);
                    continue;
                }

                json.WriteStartArray(name);
                foreach (string move in moves)
                    json.WriteStringValue(move);
                json.WriteEndArray();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return TypedData.Parse(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    private static void WriteType(Utf8JsonWriter json, string name, IReadOnlyList<(string Name, string Type)> fields)
    {
        json.WriteStartArray(name);
        foreach ((string field, string type) in fields)
        {
            json.WriteStartObject();
            json.WriteString("name", field);
            json.WriteString("type", type);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
