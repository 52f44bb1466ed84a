using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Bursar.Core.Faults;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Plans;

/// <summary>Writes plans as canonical JSON and reads them strictly.</summary>
public static class PlanCodec
{
    /// <summary>Most bytes that a plan file may have.</summary>
    public const int MaxBytes = 256 * 1024 * 1024;

    private const int MaxSteps = 100_000;
    private static readonly JsonDocumentOptions ReadOptions = new() { MaxDepth = 8 };

    /// <summary>The plan file: indented JSON whose last member is the plan's hash.</summary>
    public static byte[] Write(Plan plan) => Write(plan, indented: true, withHash: true);

    /// <summary>The bytes that the hash is taken of: the same members without blanks and without the hash.</summary>
    internal static byte[] WriteCanonical(Plan plan) => Write(plan, indented: false, withHash: false);

    /// <summary>Reads a plan file; a text whose hash member does not fit its content is refused.</summary>
    public static Result<Plan> Read(ReadOnlyMemory<byte> json, string file)
    {
        if (json.Length > MaxBytes)
            return Bad(file, $"the file has more than {MaxBytes} bytes");
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, ReadOptions);
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || Text(root, "format") != Plan.Format)
                return Bad(file, $"it is no plan of the format {Plan.Format}");
            Plan plan = ReadPlan(root);
            Hash32 stated = Hash32.Parse(Text(root, "hash"));
            if (stated != plan.Hash)
            {
                return new Fault("plan.hash-mismatch", $"the plan states the hash {stated}, but its content hashes to {plan.Hash}: somebody changed it.",
                    Hint: "Make the plan again from the launch file.")
                { File = file };
            }

            return plan;
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or OverflowException)
        {
            return Bad(file, e.Message);
        }
    }

    private static Fault Bad(string file, string why) =>
        new("plan.malformed", $"the plan file cannot be read: {why}", Hint: "Make the plan again with 'bursar plan'.") { File = file };

    private static byte[] Write(Plan plan, bool indented, bool withHash)
    {
        var buffer = new ArrayBufferWriter<byte>();
        // The relaxed encoder keeps names readable; the text is never put into HTML unescaped.
        var options = new JsonWriterOptions { Indented = indented, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(buffer, options))
        {
            json.WriteStartObject();
            json.WriteString("format", Plan.Format);
            json.WriteString("launch", plan.Launch);
            json.WriteString("launchFile", plan.LaunchFile);
            json.WriteString("launchHash", plan.LaunchHash.ToString());
            json.WriteString("network", plan.Network);
            json.WriteString("chainId", plan.ChainId.ToString());
            json.WriteString("genesis", plan.Genesis.ToString());
            json.WriteString("operator", plan.Operator.ToString());
            if (plan.Policy is { } policy)
                json.WriteString("policy", policy.ToString());
            json.WriteStartArray("lists");
            foreach (PlanList list in plan.Lists)
                WriteList(json, list);
            json.WriteEndArray();
            json.WriteStartArray("warnings");
            foreach (string warning in plan.Warnings)
                json.WriteStringValue(warning);
            json.WriteEndArray();
            json.WriteStartArray("steps");
            foreach (PlanStep step in plan.Steps)
                WriteStep(json, step);
            json.WriteEndArray();
            if (withHash)
                json.WriteString("hash", plan.Hash.ToString());
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteList(Utf8JsonWriter json, PlanList list)
    {
        json.WriteStartObject();
        json.WriteString("resource", list.Resource);
        json.WriteString("file", list.File);
        json.WriteNumber("rows", list.Rows);
        json.WriteString("total", list.Total.ToString());
        json.WriteString("hash", list.Hash.ToString());
        if (list.Root is { } root)
            json.WriteString("root", root.ToString());
        json.WriteEndObject();
    }

    private static void WriteStep(Utf8JsonWriter json, PlanStep step)
    {
        json.WriteStartObject();
        json.WriteString("id", step.Id);
        json.WriteString("title", step.Title);
        json.WriteStartArray("after");
        foreach (string id in step.After)
            json.WriteStringValue(id);
        json.WriteEndArray();
        json.WriteString("to", step.To.ToString());
        json.WriteString("value", step.Value.ToString());
        json.WriteNumber("gas", step.Gas);
        json.WriteStartObject("check");
        json.WriteString("target", step.Check.Target.ToString());
        if (step.Check.CallData is { } call)
            json.WriteString("call", Hex.Encode(call));
        if (step.Check.Expect is { } expect)
            json.WriteString("expect", Hex.Encode(expect));
        json.WriteEndObject();
        json.WriteString("data", Hex.Encode(step.Data));
        json.WriteEndObject();
    }

    private static Plan ReadPlan(JsonElement root) => new()
    {
        Launch = Text(root, "launch"),
        LaunchFile = Text(root, "launchFile"),
        LaunchHash = Hash32.Parse(Text(root, "launchHash")),
        Network = Text(root, "network"),
        ChainId = new ChainId(ulong.Parse(Text(root, "chainId"), System.Globalization.NumberStyles.None, null)),
        Genesis = Hash32.Parse(Text(root, "genesis")),
        Operator = Address.Parse(Text(root, "operator")),
        Policy = root.TryGetProperty("policy", out JsonElement policy) ? Hash32.Parse(policy.GetString()) : null,
        Lists = [.. root.GetProperty("lists").EnumerateArray().Select(ReadList)],
        Warnings = [.. root.GetProperty("warnings").EnumerateArray().Select(w => w.GetString() ?? throw new FormatException("a warning is no text"))],
        Steps = ReadSteps(root.GetProperty("steps")),
    };

    private static List<PlanStep> ReadSteps(JsonElement array)
    {
        if (array.GetArrayLength() > MaxSteps)
            throw new FormatException($"more than {MaxSteps} steps");
        var steps = new List<PlanStep>(array.GetArrayLength());
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (JsonElement element in array.EnumerateArray())
        {
            PlanStep step = ReadStep(element);
            if (step.After.FirstOrDefault(id => !known.Contains(id)) is { } missing)
                throw new FormatException($"step '{step.Id}' comes after '{missing}', which does not stand before it");
            if (!known.Add(step.Id))
                throw new FormatException($"two steps have the id '{step.Id}'");
            steps.Add(step);
        }

        return steps;
    }

    private static PlanStep ReadStep(JsonElement element)
    {
        JsonElement check = element.GetProperty("check");
        return new PlanStep
        {
            Id = Text(element, "id"),
            Title = Text(element, "title"),
            After = [.. element.GetProperty("after").EnumerateArray().Select(a => a.GetString() ?? throw new FormatException("an id is no text"))],
            To = Address.Parse(Text(element, "to")),
            Value = UInt256.Parse(Text(element, "value")),
            Gas = element.GetProperty("gas").GetUInt64(),
            Data = Hex.Decode(Text(element, "data")),
            Check = new StepCheck(Address.Parse(Text(check, "target")), Bytes(check, "call"), Bytes(check, "expect")),
        };
    }

    private static PlanList ReadList(JsonElement element) => new(
        Text(element, "resource"),
        Text(element, "file"),
        element.GetProperty("rows").GetInt32(),
        UInt256.Parse(Text(element, "total")),
        Hash32.Parse(Text(element, "hash")),
        element.TryGetProperty("root", out JsonElement root) ? Hash32.Parse(root.GetString()) : null);

    private static byte[]? Bytes(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) ? Hex.Decode(value.GetString()) : null;

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new FormatException($"the member '{name}' is missing or no text");
}
