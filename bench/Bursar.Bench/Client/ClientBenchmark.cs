using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Bursar.Contracts;
using Bursar.Evm.Eip712;
using Bursar.Evm.Primitives;

namespace Bursar.Bench.Client;

/// <summary>Encoding, decoding, hashing and signing, beside viem and ethers; and what they allocate beyond their results.</summary>
internal sealed class ClientBenchmark(FigureReport report)
{
    private const int Rounds = 5;
    private static readonly TimeSpan RoundLength = TimeSpan.FromMilliseconds(300);

    /// <summary>How many times faster than the faster of both peers.</summary>
    private static readonly Dictionary<string, double> Limits = new(StringComparer.Ordinal) { ["encode"] = 20, ["decode"] = 20, ["typedData"] = 3, ["sign"] = 5 };

    /// <summary>Measures everything that is asked for.</summary>
    public void Run()
    {
        using var c = new ClientCase();
        Allocations(c);
        string[] names = ["encode", "decode", "typed-data", "typed-data-words", "sign"];
        if (!report.Wants(names))
            return;
        FigureReport.Note("viem and ethers with the same work");
        JsonElement peers = Peers(c);
        Check(c, peers.GetProperty("made"));
        Add("encode", "encode", "a claim call with 20 hashes", peers, () => c.Claim.Encode());
        Add("decode", "decode", "the same, strictly", peers, () => MerkleDrop.ClaimCall.TryDecode(c.Calldata, out _));
        Add("typed-data", "typedData", "EIP-712 hash of a document, its JSON read each time (peers: an object)", peers, () => _ = TypedData.Parse(c.Document).Hash.SigningHash);
        Add("typed-data-words", "typedData", "the same hash with types known", peers, () => ClientCase.HashWords(c));
        Add("sign", "sign", "sign the claim as an EIP-1559 transaction", peers, () => c.Transaction.Sign(c.Key));
    }

    private static long Allocated(Action operation)
    {
        const int Times = 1_000;
        for (int i = 0; i < Times; i++)
            operation();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Times; i++)
            operation();
        return (GC.GetAllocatedBytesForCurrentThread() - before) / Times;
    }

    private static JsonElement Peers(ClientCase c)
    {
        var start = new ProcessStartInfo("node", [Path.Combine(BenchOptions.Root, "bench", "peers", "client.mjs")]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        using Process node = Process.Start(start)!;
        node.StandardInput.Write(c.ToJson());
        node.StandardInput.Close();
        string output = node.StandardOutput.ReadToEnd();
        node.WaitForExit();
        using JsonDocument document = node.ExitCode == 0 ? JsonDocument.Parse(output) : throw new InvalidOperationException("the peers failed: see above");
        return document.RootElement.Clone();
    }

    private static void Check(ClientCase c, JsonElement made)
    {
        Same("encode", Hex.Encode(c.Calldata));
        Same("decode", MerkleDrop.ClaimCall.TryDecode(c.Calldata, out MerkleDrop.ClaimCall call) ? call.Amount.ToString() : "refused");
        Same("typedData", TypedData.Parse(c.Document).Hash.SigningHash.ToString());
        Same("typedData", ClientCase.HashWords(c).ToString());
        Same("sign", Hex.Encode(c.Transaction.Sign(c.Key).Raw));

        void Same(string what, string ours)
        {
            if (made.GetProperty(what).GetString() != ours)
                throw new InvalidOperationException($"{what}: ours is {ours}, theirs {made.GetProperty(what)}");
        }
    }

    private static double Rate(Action operation)
    {
        for (int i = 0; i < 2_000; i++)
            operation();
        double[] rates = new double[Rounds];
        for (int round = 0; round < Rounds; round++)
        {
            long count = 0;
            long start = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(start) < RoundLength)
            {
                for (int i = 0; i < 50; i++)
                    operation();
                count += 50;
            }

            rates[round] = count / Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        Array.Sort(rates);
        return rates[Rounds / 2];
    }

    private void Allocations(ClientCase c)
    {
        if (!report.Wants("encode-allocation", "decode-allocation"))
            return;
        long result = Allocated(() => _ = new byte[c.Calldata.Length]);
        Nothing("encode-allocation", "bytes beyond the result, encoding the claim call", Allocated(() => c.Claim.Encode()) - result);
        long proof = Allocated(() => _ = new Hash32[c.Claim.Proof.Count]);
        Nothing("decode-allocation", "bytes beyond the proof, decoding it", Allocated(() => MerkleDrop.ClaimCall.TryDecode(c.Calldata, out _)) - proof);
    }

    private void Nothing(string name, string what, long bytes) => report.Add(new Figure(name, what, bytes, null, null, "bytes", "0 bytes", bytes, bytes == 0));

    private void Add(string name, string peerName, string what, JsonElement peers, Action operation)
    {
        if (!report.Wants(name))
            return;
        double ours = Rate(operation);
        double viem = peers.GetProperty("viem").GetProperty(peerName).GetDouble();
        double ethers = peers.GetProperty("ethers").GetProperty(peerName).GetDouble();
        double faster = Math.Max(viem, ethers);
        string both = string.Create(CultureInfo.InvariantCulture, $"viem {viem:N0}, ethers {ethers:N0}");
        double limit = Limits[peerName];
        report.Add(new Figure(name, what, ours, faster, both, "/s", string.Create(CultureInfo.InvariantCulture, $">= {limit:F0} times the faster"), ours / faster, ours >= limit * faster));
    }
}
