using Bursar.Core.Approval;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;

namespace Bursar.App.Courier;

/// <summary>What goes to a machine without network to be signed: the plan with everything that it follows from, and what only a chain can say (nonces, gas, fees).</summary>
public sealed record CourierExport
{
    /// <summary>Name of the file format.</summary>
    public const string Format = "bursar-export/1";

    /// <summary>The plan file.</summary>
    public required byte[] Plan { get; init; }

    /// <summary>The launch file, its lists, the policy and its lists, by their paths from the launch file's folder; the launch file first.</summary>
    public required IReadOnlyList<(string Path, byte[] Bytes)> Files { get; init; }

    /// <summary>The steps to sign, in the order of their nonces.</summary>
    public required IReadOnlyList<CourierStep> Steps { get; init; }

    /// <summary>Offers for gas, the first to be sent first, the others when it waits.</summary>
    public required IReadOnlyList<CourierFee> Fees { get; init; }

    /// <summary>Approvals of the plan.</summary>
    public required IReadOnlyList<ApprovalPaper> Approvals { get; init; }

    /// <summary>Keccak-256 of the file: what two people compare on two screens.</summary>
    public Hash32 Hash => Keccak256.Hash(CourierCodec.Write(this));
}
