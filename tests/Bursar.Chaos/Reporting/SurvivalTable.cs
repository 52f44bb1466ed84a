using System.Globalization;
using Bursar.Chaos.Runs;

namespace Bursar.Chaos.Reporting;

/// <summary>The table of what was injected and survived.</summary>
internal static class SurvivalTable
{
    /// <summary>What each kind is, in the order of the table.</summary>
    private static readonly (string Kind, string Words)[] Kinds =
    [
        ("kill", "`kill -9` of the program"),
        ("pause", "the process stands still for a while"),
        ("duel", "a second process with the same store"),
        ("diskfull", "the journal's disk is full (ENOSPC)"),
        ("filelimit", "no file may grow further (EFBIG)"),
        ("clockjump", "the clock jumps, back 2 h to forward 24 h"),
        ("reorg", "reorganisation, 1 to 12 blocks deep"),
        ("deepreorg", "reorganisation beyond the rule, 13 blocks deep and more"),
        ("gasjump", "gas 2 to 61 times dearer"),
        ("foreign", "a foreign transaction of the same account"),
        ("evict", "waiting transactions forgotten by the node"),
        ("standstill", "no blocks for a while"),
        ("proxy/slow", "a slow answer"),
        ("proxy/lostbefore", "no answer, the node never got the request"),
        ("proxy/lostafter", "no answer, the node did what was asked"),
        ("proxy/resetbefore", "connection reset before the request arrived"),
        ("proxy/resetafter", "connection reset before the answer arrived"),
        ("proxy/toomany", "HTTP 429, or the node's error for a limit"),
        ("proxy/servererror", "HTTP 500, 502, 503, or an internal error"),
        ("proxy/html", "a page of HTML"),
        ("proxy/truncated", "JSON that stops in the middle"),
        ("proxy/wrongchain", "the id of another chain, for a while"),
        ("proxy/stalehead", "a node that stands still, for a while"),
        ("proxy/otherblock", "receipts of a block that the chain does not have, for a while"),
        ("proxy/turnedstatus", "receipts with the opposite status, for a while"),
        ("proxy/noreceipt", "no receipts, for a while"),
        ("proxy/doubledevent", "an event twice (WebSocket)"),
        ("proxy/lateevent", "events out of order (WebSocket)"),
        ("operator/impatient", "killed by the operator, who waited long enough"),
    ];

    /// <summary>The table in Markdown, which people can read in a terminal as well.</summary>
    public static IEnumerable<string> Lines(IReadOnlyCollection<RunResult> results)
    {
        yield return "";
        yield return $"| {"what was injected",-66} | {"times",9} | {"in runs",7} |";
        yield return $"|{new string('-', 68)}|{new string('-', 10)}:|{new string('-', 8)}:|";
        foreach ((string kind, string words) in Kinds)
        {
            long times = results.Sum(r => (long)r.Injected.GetValueOrDefault(kind));
            int runs = results.Count(r => r.Injected.ContainsKey(kind));
            yield return $"| {words,-66} | {Number(times),9} | {Number(runs),7} |";
        }

        yield return "";
        yield return $"| {"what came of it",-66} | {"times",9} |";
        yield return $"|{new string('-', 68)}|{new string('-', 10)}:|";
        foreach ((string words, long times) in Outcomes(results))
            yield return $"| {words,-66} | {Number(times),9} |";
        yield return "";
    }

    private static IEnumerable<(string Words, long Times)> Outcomes(IReadOnlyCollection<RunResult> results)
    {
        yield return ("runs", results.Count);
        yield return ("runs that ended exact: every balance, every transaction, the journal", results.Count(r => r.Problems.Count == 0));
        yield return ("of them, final blocks vanished: it said so, and ended exact again", results.Count(r => r is { Problems.Count: 0, SaidUndone: true }));
        yield return ("runs that failed", results.Count(r => r.Problems.Count > 0));
        yield return ("payments and claims", results.Sum(r => (long)r.Rows));
        yield return ("transactions of the account on the chain", results.Sum(r => (long)r.Transactions));
        yield return ("requests of the program to its node", results.Sum(r => r.Requests));
        yield return ("starts of the program", results.Sum(r => (long)r.Starts));
        foreach (string exit in results.SelectMany(r => r.Exits.Keys).Distinct().Order(StringComparer.Ordinal))
            yield return ($"ends {(exit == "killed" ? "by `kill -9`" : $"with exit code {exit}")}", results.Sum(r => (long)r.Exits.GetValueOrDefault(exit)));
        foreach (string code in results.SelectMany(r => r.Faults.Keys).Distinct().Order(StringComparer.Ordinal))
            yield return ($"fault `{code}`", results.Sum(r => (long)r.Faults.GetValueOrDefault(code)));
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
