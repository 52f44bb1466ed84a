using System.Text.Json;
using Bursar.App.Planning;
using Bursar.App.Publication;
using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Evm.Primitives;

namespace Bursar.App.Vesting;

/// <summary>The published schedules of a launch: what anybody needs to open those whose tokens are in boxes, without the operator.</summary>
/// <remarks><c>‹launch›.published/vesting/‹source›.json</c>, where the source is the vesting, <c>genesis.‹token›</c> or <c>drops.‹key›</c>. Nothing in them is
/// believed: the id and the box of a schedule are computed again, and the chain knows no schedule that was changed.</remarks>
public static class PublishedSchedules
{
    private const string Format = "bursar-vesting/1";
    private const long MaxBytes = 512L << 20;
    private const int MostFiles = 1_000;

    /// <summary>Writes the files of a launch.</summary>
    public static void Write(Blueprint blueprint)
    {
        ArgumentNullException.ThrowIfNull(blueprint);
        foreach (IGrouping<string, VestingBlueprint> source in blueprint.Vesting.GroupBy(SourceOf))
        {
            string path = Path.Combine(PublishedFiles.VestingFolder(blueprint.Loaded), source.Key + ".json");
            PublishedFiles.Replace(path, stream => Write(stream, blueprint, [.. source]));
        }
    }

    /// <summary>Reads the schedules of one account.</summary>
    /// <param name="path">A launch file that was applied, the folder published beside it, or one of its files of schedules.</param>
    /// <param name="chain">The chain that is asked.</param>
    /// <param name="account">Whose schedules.</param>
    /// <returns>The schedules, each with the drop that its tokens come from, if any; or why there are none.</returns>
    public static Result<IReadOnlyList<PublishedSchedule>> Read(string path, ChainId chain, Address account)
    {
        string[] files = Find(path);
        if (files.Length == 0)
            return new Fault("vesting.not-published", $"there are no published schedules at '{path}'.", "launch", "Name a launch file that was applied, or the folder that was published beside it.") { Kind = FaultKind.Usage };
        var found = new List<PublishedSchedule>();
        foreach (string file in files)
        {
            if (new FileInfo(file).Length > MaxBytes)
                return Malformed(file, $"it has more than {MaxBytes:N0} bytes");
            try
            {
                using FileStream stream = File.OpenRead(file);
                using JsonDocument document = JsonDocument.Parse(stream, new JsonDocumentOptions { MaxDepth = 8 });
                JsonElement root = document.RootElement;
                if (root.GetProperty("format").GetString() != Format)
                    return Malformed(file, $"it is not of the format {Format}");
                if (root.GetProperty("chainId").GetString() != chain.ToString())
                    return new Fault("vesting.other-chain", $"the schedules of '{file}' are on chain {root.GetProperty("chainId").GetString()}, not on {chain}.", "--network", "Name the network of the launch.") { Kind = FaultKind.Usage };
                Address token = Address.Parse(root.GetProperty("token").GetString());
                string? drop = root.TryGetProperty("drop", out JsonElement key) ? key.GetString() : null;
                foreach (JsonElement schedule in root.GetProperty("schedules").EnumerateArray())
                {
                    if (Address.Parse(schedule.GetProperty("recipient").GetString()) == account)
                        found.Add(new PublishedSchedule(Path.GetDirectoryName(Path.GetDirectoryName(Path.GetFullPath(file)))!, drop, ReadOne(schedule, token)));
                }
            }
            catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or ArgumentException or OverflowException)
            {
                return Malformed(file, "a field is missing or has the wrong form");
            }
        }

        return found.Count > 0
            ? found
            : new Fault("vesting.no-row", $"{account} is not among the recipients of the schedules at '{path}'.", "--as", "Check the address, and that these are the files of the right launch.");
    }

    private static string[] Find(string path)
    {
        if (File.Exists(path) && path.EndsWith(".json", StringComparison.Ordinal))
            return [path];
        string folder = File.Exists(path) ? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, Path.GetFileNameWithoutExtension(path) + ".published") : path;
        folder = Path.Combine(folder, "vesting");
        return Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Take(MostFiles)] : [];
    }

    private static VestingVault.Schedule ReadOne(JsonElement schedule, Address token) => new(
        token,
        Address.Parse(schedule.GetProperty("recipient").GetString()),
        schedule.TryGetProperty("revoker", out JsonElement revoker) ? Address.Parse(revoker.GetString()) : default,
        [.. schedule.GetProperty("points").EnumerateArray().Select(p => UInt256.Parse(p.GetString()!))],
        Hash32.Parse(schedule.GetProperty("salt").GetString()));

    private static string SourceOf(VestingBlueprint vesting) => vesting.Source switch
    {
        VestingSource.Genesis => $"genesis.{vesting.Token.Spec.Key}",
        VestingSource.Drop => vesting.Path,
        _ => vesting.Spec.Key,
    };

    private static void Write(Stream stream, Blueprint blueprint, IReadOnlyList<VestingBlueprint> source)
    {
        TokenBlueprint token = source[0].Token;
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        json.WriteStartObject();
        json.WriteString("format", Format);
        json.WriteString("launch", blueprint.Loaded.Launch.Name);
        json.WriteString("chainId", blueprint.Loaded.Network.ChainId.ToString());
        json.WriteString("vault", Deployments.VestingVaultAddress.ToString());
        json.WriteString("token", token.Address.ToString());
        json.WriteString("symbol", token.Symbol);
        json.WriteNumber("decimals", token.Spec.Decimals);
        if (source[0].Source == VestingSource.Drop)
            json.WriteString("drop", source[0].Path["drops.".Length..]);
        json.WriteStartArray("schedules");
        foreach (ScheduleBlueprint schedule in source.SelectMany(s => s.Schedules))
        {
            json.WriteStartObject();
            json.WriteString("id", schedule.Id.ToString());
            json.WriteString("box", schedule.Box.ToString());
            json.WriteString("recipient", schedule.Schedule.Recipient.ToString());
            if (!schedule.Schedule.Revoker.IsZero)
                json.WriteString("revoker", schedule.Schedule.Revoker.ToString());
            json.WriteString("salt", schedule.Schedule.Salt.ToString());
            json.WriteString("amount", schedule.Curve.Total.ToString());
            json.WriteStartArray("points");
            foreach (UInt256 point in schedule.Schedule.Points)
                json.WriteStringValue(point.ToString());
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static Fault Malformed(string file, string why) =>
        new("vesting.malformed", $"'{file}' is no file of schedules: {why}.", Hint: "Get the files as they were published.") { File = file };
}

/// <summary>A schedule from published files.</summary>
/// <param name="Folder">The folder of the launch.</param>
/// <param name="Drop">Key of the drop that its tokens come from; null when they come from elsewhere.</param>
/// <param name="Schedule">The schedule.</param>
public sealed record PublishedSchedule(string Folder, string? Drop, VestingVault.Schedule Schedule);
