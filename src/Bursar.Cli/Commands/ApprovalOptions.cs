using Bursar.Core.Faults;

namespace Bursar.Cli.Commands;

/// <summary>What commands about approvals read alike.</summary>
internal static class ApprovalOptions
{
    /// <summary>A duration such as 12h or 3d.</summary>
    public static TimeSpan? Duration(string? text)
    {
        if (text is null)
            return null;
        int hours = text.Length > 1 ? text[^1] switch { 'h' => 1, 'd' => 24, 'w' => 7 * 24, _ => 0 } : 0;
        return hours > 0 && int.TryParse(text[..^1], System.Globalization.NumberStyles.None, null, out int number) && number is > 0 and <= 10_000
            ? TimeSpan.FromHours((long)number * hours)
            : throw new FaultException(new Fault("approval.bad-duration", $"'{text}' is no duration.", "--expires", "Write a number and a unit: 12h, 3d or 2w.") { Kind = FaultKind.Usage });
    }
}
