using Bursar.Core.Faults;

namespace Bursar.App.Lab;

/// <summary>What can be wrong with a laboratory.</summary>
internal static class LabFaults
{
    public static Fault StartFailed(string what, string lastWords) =>
        new("lab.start-failed", $"{what} did not come up: {lastWords}", Hint: "look at its log in the laboratory's folder; try again when the machine is less busy") { Kind = FaultKind.Refused };

    public static Fault NotSettled(string what, TimeSpan waited) =>
        new("lab.not-settled", $"{what} within {waited.TotalSeconds:0} s", Hint: "look at 'bursar lab status', wait and try again; 'bursar lab down' and 'up' begin anew") { Kind = FaultKind.Refused };
}
