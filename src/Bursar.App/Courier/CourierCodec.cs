using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Bursar.Core.Approval;
using Bursar.Core.Faults;
using Bursar.Evm.Primitives;

namespace Bursar.App.Courier;

/// <summary>Reads and writes what is carried between machines, strictly: canonical JSON, nothing unknown, limits on everything.</summary>
public static class CourierCodec
{
    /// <summary>Most bytes of a file.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    private const int MostSteps = 10_000;
    private const int MostFiles = 200;
    private const int MostFees = 8;
    private const int MostApprovals = 200;
    private static readonly JsonDocumentOptions ReadOptions = new() { MaxDepth = 6, AllowDuplicateProperties = false };

    /// <summary>The file of an export.</summary>
    public static byte[] Write(CourierExport export) => Write(json =>
    {
        json.WriteString("bursar", CourierExport.Format);
        json.WriteBase64String("plan", export.Plan);
        json.WriteStartArray("files");
        foreach ((string path, byte[] bytes) in export.Files)
        {
            json.WriteStartObject();
            json.WriteString("path", path);
            json.WriteBase64String("bytes", bytes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("steps");
        foreach (CourierStep step in export.Steps)
        {
            json.WriteStartObject();
            json.WriteString("id", step.Id);
            json.WriteString("nonce", step.Nonce.ToString(CultureInfo.InvariantCulture));
            json.WriteString("gas", step.Gas.ToString(CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("fees");
        foreach (CourierFee fee in export.Fees)
        {
            json.WriteStartObject();
            json.WriteString("maxFee", fee.MaxFee.ToString());
            if (fee.Tip is { } tip)
                json.WriteString("tip", tip.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("approvals");
        foreach (ApprovalPaper paper in export.Approvals)
            json.WriteBase64StringValue(paper.Write());
        json.WriteEndArray();
    });

    /// <summary>The file of signed transactions.</summary>
    public static byte[] Write(SignedCourier signed) => Write(json =>
    {
        json.WriteString("bursar", SignedCourier.Format);
        json.WriteString("export", signed.Export.ToString());
        json.WriteString("plan", signed.Plan.ToString());
        json.WriteStartArray("transactions");
        foreach (byte[] raw in signed.Transactions)
            json.WriteStringValue(Hex.Encode(raw));
        json.WriteEndArray();
    });

    /// <summary>Reads an export. Nothing of it is believed by that.</summary>
    public static Result<CourierExport> ReadExport(ReadOnlyMemory<byte> utf8, string fileName) => Read(utf8, fileName, CourierExport.Format, ["bursar", "plan", "files", "steps", "fees", "approvals"], root => new CourierExport
    {
        Plan = root.GetProperty("plan").GetBytesFromBase64(),
        Files = [.. Items(root, "files", MostFiles, ["path", "bytes"]).Select(f => (Path(Text(f, "path")), f.GetProperty("bytes").GetBytesFromBase64()))],
        Steps = [.. Items(root, "steps", MostSteps, ["id", "nonce", "gas"]).Select(s => new CourierStep(Text(s, "id"), Number(s, "nonce"), Number(s, "gas")))],
        Fees = [.. Items(root, "fees", MostFees, ["maxFee", "tip"]).Select(f => new CourierFee(UInt256.Parse(Text(f, "maxFee")), f.TryGetProperty("tip", out JsonElement tip) ? UInt256.Parse(tip.GetString()!) : null))],
        Approvals = [.. Array(root, "approvals", MostApprovals).Select(a => ApprovalPaper.Read(a.GetBytesFromBase64(), fileName).Value)],
    });

    /// <summary>Reads signed transactions. Whether they are good is not looked at.</summary>
    public static Result<SignedCourier> ReadSigned(ReadOnlyMemory<byte> utf8, string fileName) => Read(utf8, fileName, SignedCourier.Format, ["bursar", "export", "plan", "transactions"], root => new SignedCourier
    {
        Export = Hash32.Parse(Text(root, "export")),
        Plan = Hash32.Parse(Text(root, "plan")),
        Transactions = [.. Array(root, "transactions", MostSteps * MostFees).Select(t => Hex.Decode(t.GetString()))],
    });

    private static Result<T> Read<T>(ReadOnlyMemory<byte> utf8, string fileName, string format, string[] members, Func<JsonElement, T> read)
        where T : class
    {
        if (utf8.Length > MaxBytes)
            return Malformed(fileName, $"it has more than {MaxBytes} bytes");
        try
        {
            using JsonDocument document = JsonDocument.Parse(utf8, ReadOptions);
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || Text(root, "bursar") != format)
                return Malformed(fileName, $"it does not say \"bursar\": \"{format}\"");
            Known(root, members);
            return Result<T>.Ok(read(root));
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or OverflowException or ArgumentException)
        {
            return Malformed(fileName, "a member is missing, unknown or has the wrong form");
        }
        catch (FaultException e)
        {
            return Result<T>.Fail(e.Faults);
        }
    }

    private static Fault Malformed(string fileName, string why) =>
        new("courier.malformed", $"'{fileName}' cannot be read: {why}.", Hint: "Carry the file over again, as 'bursar sign' wrote it.") { File = fileName };

    private static byte[] Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return [.. buffer.WrittenSpan, (byte)'\n'];
    }

    private static IEnumerable<JsonElement> Array(JsonElement parent, string name, int most)
    {
        JsonElement array = parent.GetProperty(name);
        return array.GetArrayLength() <= most ? array.EnumerateArray() : throw new FormatException(name);
    }

    private static IEnumerable<JsonElement> Items(JsonElement parent, string name, int most, string[] members) => Array(parent, name, most).Select(item =>
    {
        Known(item, members);
        return item;
    });

    private static void Known(JsonElement item, string[] members)
    {
        if (item.EnumerateObject().Any(m => !members.Contains(m.Name, StringComparer.Ordinal)))
            throw new FormatException("unknown member");
    }

    private static string Text(JsonElement parent, string name) => parent.GetProperty(name).GetString() ?? throw new FormatException(name);

    private static ulong Number(JsonElement parent, string name) => ulong.Parse(Text(parent, name), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>A path that stays inside the folder that it is put into.</summary>
    private static string Path(string path) =>
        path.Length is > 0 and <= 255 && path.Split('/').All(p => p.Length > 0 && p is not ("." or "..") && p.IndexOfAny(['\\', ':', '\0']) < 0 && !p.Any(char.IsControl))
            ? path
            : throw new FormatException("path");
}
