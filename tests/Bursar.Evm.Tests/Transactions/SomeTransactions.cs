using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using Bursar.Evm.Transactions;

namespace Bursar.Evm.Tests.Transactions;

/// <summary>Random transactions of every type.</summary>
internal static class SomeTransactions
{
    public static Transaction Any(Random random, PrivateKey authority) => random.Next(5) switch
    {
        0 => Legacy(random),
        1 => Eip2930(random),
        2 => Eip1559(random),
        3 => Eip4844(random),
        _ => Eip7702(random, authority),
    };

    public static LegacyTransaction Legacy(Random random) => new()
    {
        ChainId = random.Next(4) == 0 ? null : new ChainId((ulong)random.NextInt64() >> random.Next(1, 63)),
        Nonce = SomeNonce(random),
        GasPrice = SomeNumber(random),
        GasLimit = SomeNumber(random),
        To = SomeTarget(random),
        Value = SomeNumber(random),
        Data = SomeBytes(random, random.Next(100)),
    };

    public static Eip2930Transaction Eip2930(Random random) => new()
    {
        ChainId = SomeChain(random),
        Nonce = SomeNonce(random),
        GasPrice = SomeNumber(random),
        GasLimit = SomeNumber(random),
        To = SomeTarget(random),
        Value = SomeNumber(random),
        Data = SomeBytes(random, random.Next(100)),
        AccessList = SomeAccessList(random),
    };

    public static Eip1559Transaction Eip1559(Random random) => new()
    {
        ChainId = SomeChain(random),
        Nonce = SomeNonce(random),
        MaxPriorityFeePerGas = SomeNumber(random),
        MaxFeePerGas = SomeNumber(random),
        GasLimit = SomeNumber(random),
        To = SomeTarget(random),
        Value = SomeNumber(random),
        Data = SomeBytes(random, random.Next(100)),
        AccessList = SomeAccessList(random),
    };

    public static Eip4844Transaction Eip4844(Random random) => new()
    {
        ChainId = SomeChain(random),
        Nonce = SomeNonce(random),
        MaxPriorityFeePerGas = SomeNumber(random),
        MaxFeePerGas = SomeNumber(random),
        GasLimit = SomeNumber(random),
        To = new Address(SomeBytes(random, 20)),
        Value = SomeNumber(random),
        Data = SomeBytes(random, random.Next(100)),
        AccessList = SomeAccessList(random),
        MaxFeePerBlobGas = SomeNumber(random),
        BlobVersionedHashes = [.. Enumerable.Range(0, random.Next(1, 7)).Select(_ => new Hash32([1, .. SomeBytes(random, 31)]))],
    };

    public static Eip7702Transaction Eip7702(Random random, PrivateKey authority) => new()
    {
        ChainId = SomeChain(random),
        Nonce = SomeNonce(random),
        MaxPriorityFeePerGas = SomeNumber(random),
        MaxFeePerGas = SomeNumber(random),
        GasLimit = SomeNumber(random),
        To = new Address(SomeBytes(random, 20)),
        Value = SomeNumber(random),
        Data = SomeBytes(random, random.Next(100)),
        AccessList = SomeAccessList(random),
        AuthorizationList = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => SomeAuthorization(random).Sign(authority))],
    };

    public static Authorization SomeAuthorization(Random random) =>
        new(random.Next(3) == 0 ? UInt256.Zero : SomeChain(random).Value, new Address(SomeBytes(random, 20)), SomeNonce(random));

    public static UInt256 SomeNumber(Random random) => new(SomeBytes(random, random.Next(33)));

    public static byte[] SomeBytes(Random random, int length)
    {
        byte[] bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private static ChainId SomeChain(Random random) => new((ulong)random.NextInt64() >> random.Next(63));

    private static ulong SomeNonce(Random random) => (ulong)random.NextInt64() >> random.Next(63);

    private static Address? SomeTarget(Random random) => random.Next(4) == 0 ? null : new Address(SomeBytes(random, 20));

    private static List<AccessListEntry> SomeAccessList(Random random) =>
        [.. Enumerable.Range(0, random.Next(3)).Select(_ => new AccessListEntry(
            new Address(SomeBytes(random, 20)),
            [.. Enumerable.Range(0, random.Next(3)).Select(_ => new Hash32(SomeBytes(random, 32)))]))];
}
