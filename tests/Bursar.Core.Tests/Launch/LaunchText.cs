using Bursar.Core.Faults;
using Bursar.Core.Launch;
using Xunit;

namespace Bursar.Core.Tests.Launch;

/// <summary>A launch file with every key, and the means to change one place of it.</summary>
internal static class LaunchText
{
    /// <summary>Stands in a text where its only fault is expected.</summary>
    internal const char Mark = '¦';

    internal const string Operator = "0x00000000000000000000000000000000000000a1";

    internal const string Full = $$"""
        bursar: 1
        name: spring-2026
        title: Spring airdrop
        network: local
        operator: "{{Operator}}"
        tokens:
          coin:
            name: Spring Coin
            symbol: SPR
            decimals: 18
            supply: 1_000_000
            owner: operator
            genesis:
              - { to: operator, amount: 900_000.5, label: distribution }
              - to: "0x00000000000000000000000000000000000000b2"
                amount: 99_999.5
          dollar: { address: "0x00000000000000000000000000000000000000c3", decimals: 6 }
        sites:
          - { domain: Example.ORG., token: coin }
          - { domain: example.org, token: dollar, primary: true }
          - { product: shop/coffee, token: coin }
        drops:
          airdrop:
            token: coin
            list: lists/people.csv.gz
            unit: base
            format: sharded:2
            allow: [zero-amount, duplicates]
            starts: 2026-03-01T12:00:00+02:00
            expires: 90d
            claim-for: true
            owner: "0x00000000000000000000000000000000000000d4"
            uri: ipfs://bafy/people.csv
        payouts:
          team:
            token: dollar
            list: team.csv
            unit: tokens
            batch: 150
            on-failure: skip
            allow: [zero-address]
        """;

    /// <summary>The full file with one text in place of another, which must stand in it exactly once.</summary>
    internal static string With(string old, string replacement)
    {
        int at = Full.IndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0 && Full.IndexOf(old, at + 1, StringComparison.Ordinal) < 0, $"'{old}' must stand in the file once");
        return Full.Replace(old, replacement, StringComparison.Ordinal);
    }

    /// <summary>Reads the text and checks that it has one fault, of that code, where the mark stands.</summary>
    internal static Fault OnlyFault(string marked, string code)
    {
        int at = marked.IndexOf(Mark, StringComparison.Ordinal);
        Assert.True(at >= 0, "the text has no mark");
        string before = marked[..at];
        Result<Core.Launch.Launch> result = LaunchReader.Read(marked.Remove(at, 1), "launch.yaml");
        Assert.False(result.IsOk, "the file is accepted");
        Fault fault = Assert.Single(result.Faults);
        string where = $"{code} at {before.Count(c => c == '\n') + 1}:{before.Length - (before.LastIndexOf('\n') + 1) + 1}";
        Assert.Equal(where, $"{fault.Code} at {fault.Line}:{fault.Column}");
        Assert.Equal("launch.yaml", fault.File);
        Assert.False(string.IsNullOrWhiteSpace(fault.Hint), "the fault has no hint");
        return fault;
    }
}
