using System.Text.Json;
using Bursar.Contracts;
using Bursar.Evm.Crypto;
using Bursar.Evm.Eip712;
using Bursar.Evm.Primitives;
using Bursar.Evm.Transactions;
using Xunit;

namespace Bursar.Evm.Generators.Tests.Contracts;

/// <summary>What the client's hot paths allocate beyond their results stays within bench/allocations.json. Allocation is exact: the clock and the machine do not matter.</summary>
public sealed class AllocationTests
{
    private static readonly MerkleDrop.ClaimCall Claim = new(UInt256.PowerOfTen(18), [.. Enumerable.Range(0, 20).Select(static i => Keccak256.Hash([(byte)i]))]);
    private static readonly byte[] Calldata = Claim.Encode();
    private static readonly Eip712Domain Domain = new() { Name = "Drop", Version = "1", ChainId = 1UL, VerifyingContract = Address.Zero };
    private static readonly Hash32 TypeHash = TypedDataHash.TypeHash("Claim(address account,uint256 amount)");

    [Fact]
    public void Encoding_a_claim_allocates_its_calldata() =>
        Within("claim.encode", Allocated(static () => Claim.Encode()) - Allocated(static () => _ = new byte[Calldata.Length]));

    [Fact]
    public void Decoding_a_claim_allocates_its_proof() =>
        Within("claim.decode", Allocated(static () => MerkleDrop.ClaimCall.TryDecode(Calldata, out _)) - Allocated(static () => _ = new Hash32[20]));

    [Fact]
    public void Hashing_typed_data_of_known_types_stays_within_its_budget() =>
        Within("typedData.words", Allocated(static () => _ = new TypedDataHash(Domain, TypedDataHash.Struct(TypeHash, TypedDataWord.Of(Address.Zero), TypedDataWord.Of(Claim.Amount))).SigningHash));

    [Fact]
    public void Signing_a_transaction_stays_within_its_budget()
    {
        using PrivateKey key = PrivateKey.Generate();
        var transaction = new Eip1559Transaction { ChainId = new ChainId(1), Nonce = 7, MaxFeePerGas = 2UL, MaxPriorityFeePerGas = 1UL, GasLimit = 150_000UL, To = Address.Zero, Data = Calldata };
        Within("transaction.sign", Allocated(() => transaction.Sign(key)));
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

    private static void Within(string name, long bytes)
    {
        using JsonDocument budgets = JsonDocument.Parse(Repository.Read("bench", "allocations.json"));
        long budget = budgets.RootElement.GetProperty(name).GetInt64();
        Assert.True(bytes <= budget, $"{name}: {bytes} bytes beyond the result, the budget in bench/allocations.json is {budget}");
    }
}
