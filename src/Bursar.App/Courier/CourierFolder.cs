using Bursar.Core.Faults;
using Bursar.Evm.Primitives;

namespace Bursar.App.Courier;

/// <summary>What this machine sent out to be signed, and what came back: in <c>‹home›/courier/</c>, one of each a plan.</summary>
public sealed class CourierFolder(string home)
{
    private readonly string _folder = Path.Combine(home, "courier");

    /// <summary>The export of a plan that was made last; null when none was.</summary>
    public CourierExport? Exported(Hash32 plan) => Read(plan, "export") is { } bytes ? CourierCodec.ReadExport(bytes, FileOf(plan, "export")).Value : null;

    /// <summary>What came back for a plan last; null when nothing did.</summary>
    public SignedCourier? Signed(Hash32 plan) => Read(plan, "signed") is { } bytes ? CourierCodec.ReadSigned(bytes, FileOf(plan, "signed")).Value : null;

    /// <summary>Keeps an export.</summary>
    public void Keep(Hash32 plan, CourierExport export) => Write(FileOf(plan, "export"), CourierCodec.Write(export));

    /// <summary>Keeps what came back.</summary>
    public void Keep(SignedCourier signed) => Write(FileOf(signed.Plan, "signed"), CourierCodec.Write(signed));

    private string FileOf(Hash32 plan, string what) => Path.Combine(_folder, $"{plan}.{what}.json");

    private byte[]? Read(Hash32 plan, string what)
    {
        string path = FileOf(plan, what);
        if (!File.Exists(path))
            return null;
        return new FileInfo(path).Length <= CourierCodec.MaxBytes
            ? File.ReadAllBytes(path)
            : throw new FaultException(new Fault("courier.malformed", $"'{path}' is too large.", Hint: "Export and sign again.") { File = path });
    }

    private void Write(string path, byte[] bytes)
    {
        Directory.CreateDirectory(_folder);
        string partial = path + ".partial";
        using (FileStream stream = File.Create(partial))
        {
            stream.Write(bytes);
            stream.Flush(flushToDisk: true);
        }

        File.Move(partial, path, overwrite: true);
    }
}
