using System.Text.Json.Serialization;

namespace Bursar.App.Reporting.Json;

// Address and Hash32 have a span over their bytes, which the generator cannot write; the converters take care of both types.
#pragma warning disable SYSLIB1225

/// <summary>Compiled metadata of <c>report.json</c>.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    NewLine = "\n",
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UseStringEnumConverter = true,
    Converters = [typeof(UInt256Converter), typeof(AddressConverter), typeof(Hash32Converter), typeof(ChainIdConverter)])]
[JsonSerializable(typeof(ReportModel))]
internal sealed partial class ReportJsonContext : JsonSerializerContext;
