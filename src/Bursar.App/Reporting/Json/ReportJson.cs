using System.Text.Json;
using Bursar.Core.Faults;

namespace Bursar.App.Reporting.Json;

/// <summary><c>report.json</c>: the model itself, amounts as decimal strings, hashes and addresses as hexadecimal.</summary>
public static class ReportJson
{
    private const string BadJson = "report.bad-json";
    private const string UnknownSchema = "report.unknown-schema";

    /// <summary>The UTF-8 text, indented, with a line feed at its end.</summary>
    public static byte[] Write(ReportModel model)
    {
        using var buffer = new MemoryStream();
        JsonSerializer.Serialize(buffer, model, ReportJsonContext.Default.ReportModel);
        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }

    /// <summary>Reads what <see cref="Write"/> wrote. The text is untrusted: the caller limits its size.</summary>
    /// <returns>The model, or <c>report.bad-json</c> or <c>report.unknown-schema</c>.</returns>
    public static Result<ReportModel> Read(ReadOnlySpan<byte> utf8)
    {
        try
        {
            RefuseNullElements(utf8);
            ReportModel? model = JsonSerializer.Deserialize(utf8, ReportJsonContext.Default.ReportModel);
            if (model is null)
                return new Fault(BadJson, "the file holds null instead of a report", null, "use the report.json that `bursar report` wrote");
            if (model.SchemaVersion != ReportModel.CurrentSchemaVersion)
            {
                return new Fault(
                    UnknownSchema,
                    $"the report has schema version {model.SchemaVersion}, this program reads {ReportModel.CurrentSchemaVersion}",
                    "schemaVersion",
                    "read it with the version of Bursar that wrote it");
            }

            return model;
        }
        catch (JsonException exception)
        {
            return new Fault(
                BadJson,
                $"line {(exception.LineNumber ?? 0) + 1}: the file is no report",
                exception.Path,
                "use the report.json that `bursar report` wrote, unchanged");
        }
    }

    /// <summary>The serialiser checks nullability of properties but not of list elements.</summary>
    private static void RefuseNullElements(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        bool inArray = false;
        Span<bool> stack = stackalloc bool[65];
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
            {
                stack[reader.CurrentDepth] = inArray;
                inArray = reader.TokenType == JsonTokenType.StartArray;
            }
            else if (reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject)
            {
                inArray = stack[reader.CurrentDepth];
            }
            else if (reader.TokenType == JsonTokenType.Null && inArray)
            {
                throw new JsonException("a list holds null");
            }
        }
    }
}
