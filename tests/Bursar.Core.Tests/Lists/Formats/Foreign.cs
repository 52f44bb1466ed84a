using System.Text;
using Bursar.Core.Faults;
using Bursar.Core.Lists;
using Bursar.Core.Lists.Formats;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Core.Tests.Lists.Formats;

/// <summary>Reads lists of other tools from texts.</summary>
internal static class Foreign
{
    public const string A = ListText.A;
    public const string B = ListText.B;
    public const string Gno = "0x6810e776880c02933d47db1b9fc05908e5386b96";
    public const string Dai = "0x6b175474e89094c44da98b954eedeac495271d0f";

    public static ListReadOptions Options { get; } = new() { FileName = "list", UnitIsDefault = true };

    public static ListReadOptions Whole(byte decimals) => Options with { Decimals = decimals, UnitIsDefault = false };

    public static Result<ListDocument> Read(string text, ListReadOptions? options = null) => Read(Encoding.UTF8.GetBytes(text), options);

    public static Result<ListDocument> Read(byte[] bytes, ListReadOptions? options = null) =>
        ListDocumentReader.Read(new MemoryStream(bytes), options ?? Options, TestContext.Current.CancellationToken);

    public static ListDocument Sound(string text, ListReadOptions? options = null) => Read(text, options).Value;

    public static Fault OnlyFault(string text, ListReadOptions? options = null)
    {
        Result<ListDocument> read = Read(text, options);
        Assert.False(read.IsOk, "the list was taken");
        return Assert.Single(read.Faults);
    }

    public static string[] Codes(string text, ListReadOptions? options = null) => [.. Read(text, options).Faults.Select(f => f.Code)];

    public static UInt256 Tokens(string text, byte decimals = 18) => Amount.Parse(text, decimals).BaseUnits;
}
