using System.IO.Compression;
using System.Text;
using Bursar.Core.Faults;
using Bursar.Core.Lists;
using Xunit;

namespace Bursar.Core.Tests.Lists;

/// <summary>Reads lists from texts and bytes.</summary>
internal static class ListText
{
    public const string A = "0x00000000000000000000000000000000000000a1";
    public const string B = "0x00000000000000000000000000000000000000b2";
    public const string C = "0x00000000000000000000000000000000000000c3";

    public static Result<RecipientList> Read(string text, Func<ListReadOptions, ListReadOptions>? change = null) =>
        Read(Encoding.UTF8.GetBytes(text), change);

    public static Result<RecipientList> Read(byte[] bytes, Func<ListReadOptions, ListReadOptions>? change = null) =>
        Read(new MemoryStream(bytes), change);

    public static Result<RecipientList> Read(Stream stream, Func<ListReadOptions, ListReadOptions>? change = null)
    {
        var options = new ListReadOptions { FileName = "list.csv" };
        return RecipientListReader.Read(stream, change?.Invoke(options) ?? options, TestContext.Current.CancellationToken);
    }

    public static Fault OnlyFault(Result<RecipientList> result)
    {
        Assert.False(result.IsOk);
        return Assert.Single(result.Faults);
    }

    public static string Canonical(RecipientList list)
    {
        using var stream = new MemoryStream();
        list.WriteCanonical(stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    public static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
            gzip.Write(bytes);
        return packed.ToArray();
    }

    /// <summary>Gives at most a few bytes at a time, as a network may.</summary>
    public sealed class Dribble(byte[] bytes, int step) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(step, buffer.Length)]);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(step, count));
    }
}
