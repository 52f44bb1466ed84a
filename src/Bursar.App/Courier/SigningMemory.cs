using System.Globalization;
using Bursar.Core.Faults;
using Bursar.Core.Plans;
using Bursar.Evm.Primitives;

namespace Bursar.App.Courier;

/// <summary>What the machine without network has signed: which nonce for which step of which plan. It never signs a nonce for two things, nor a step with two nonces, unless it is told to.</summary>
/// <remarks>A file to which lines are added, <c>‹home›/courier/signed-‹chain›-‹operator›.txt</c>: nonce, plan, step. It is written before a signature leaves.</remarks>
public sealed class SigningMemory
{
    private const int MaxBytes = 64 * 1024 * 1024;
    private readonly string _file;

    /// <summary>The memory of an account.</summary>
    /// <param name="home">Folder of keys.</param>
    /// <param name="plan">A plan of the account.</param>
    public SigningMemory(string home, Plan plan) => _file = Path.Combine(home, "courier", $"signed-{plan.ChainId}-{plan.Genesis.ToString()[2..10]}-{plan.Operator.ToLowerHex()}.txt");

    /// <summary>What stands against signing these steps; empty when nothing does.</summary>
    public IReadOnlyList<Fault> Check(Hash32 plan, IReadOnlyList<CourierStep> steps)
    {
        var faults = new List<Fault>();
        List<(ulong Nonce, string Plan, string Step)> known = Read();
        foreach (CourierStep step in steps)
        {
            if (known.FirstOrDefault(k => k.Nonce == step.Nonce && (k.Plan != plan.ToString() || k.Step != step.Id)) is { Plan: not null } other)
            {
                faults.Add(new Fault("courier.nonce-signed-before", $"nonce {step.Nonce} was signed here before, for step {other.Step} of plan {other.Plan}: only one of the two could ever be mined.", step.Id,
                    "Export again when that plan is done. Where it is known to be abandoned, add --again.")
                { Kind = FaultKind.Refused });
            }
            else if (known.FirstOrDefault(k => k.Nonce != step.Nonce && k.Plan == plan.ToString() && k.Step == step.Id) is { Plan: not null } earlier)
            {
                faults.Add(new Fault("courier.step-signed-before", $"step {step.Id} of this plan was signed here before, with nonce {earlier.Nonce} instead of {step.Nonce}.", step.Id,
                    "Make sure that the earlier one can no longer be mined (its nonce was used by something else), then add --again.")
                { Kind = FaultKind.Refused });
            }
        }

        return faults;
    }

    /// <summary>Remembers steps, durably.</summary>
    public void Add(Hash32 plan, IReadOnlyList<CourierStep> steps)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
        using var stream = new FileStream(_file, FileMode.Append, FileAccess.Write);
        stream.Write(System.Text.Encoding.UTF8.GetBytes(string.Concat(steps.Select(s => $"{s.Nonce.ToString(CultureInfo.InvariantCulture)} {plan} {s.Id}\n"))));
        stream.Flush(flushToDisk: true);
    }

    private List<(ulong Nonce, string Plan, string Step)> Read()
    {
        var known = new List<(ulong, string, string)>();
        if (!File.Exists(_file))
            return known;
        if (new FileInfo(_file).Length > MaxBytes)
            throw Damaged();
        foreach (string line in File.ReadLines(_file))
        {
            // The last line may have been cut by a power failure: nothing was signed for it.
            string[] parts = line.Split(' ', 3);
            if (parts.Length == 3 && ulong.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out ulong nonce))
                known.Add((nonce, parts[1], parts[2]));
        }

        return known;
    }

    private FaultException Damaged() => new(new Fault("courier.memory-damaged", $"'{_file}' is too large to be what this machine remembers of its signatures.", null, "Restore it from a backup; without it a nonce could be signed for two things.") { File = _file, Kind = FaultKind.Refused });
}
