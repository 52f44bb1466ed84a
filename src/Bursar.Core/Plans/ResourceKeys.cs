using System.Text;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Plans;

/// <summary>
/// The keys that make every effect happen once: each follows from the launch's name and the resource's key alone, so that the same resource
/// planned again (by anybody, from any machine) meets its own earlier effect on the chain.
/// </summary>
/// <remarks>A key is keccak256 of <c>bursar/1/‹kind›/‹launch›/‹key›</c> in UTF-8.</remarks>
public static class ResourceKeys
{
    /// <summary>The salt with which <c>TokenFactory.createToken</c> is called.</summary>
    public static Hash32 TokenSalt(string launch, string key) => Of("token", launch, key);

    /// <summary>The CREATE2 salt of a drop.</summary>
    public static Hash32 DropSalt(string launch, string key) => Of("drop", launch, key);

    /// <summary>The salt of a voucher drop among the operator's drops.</summary>
    public static Hash32 VoucherSalt(string launch, string key) => Of("vouchers", launch, key);

    /// <summary>The salt of a recurring programme among the operator's drops.</summary>
    public static Hash32 ProgrammeSalt(string launch, string key) => Of("programme", launch, key);

    /// <summary>The salt of the opening of a pool.</summary>
    public static Hash32 PoolSalt(string launch, string key) => Of("pool", launch, key);
    /// <summary>The salt of a staking pool among the operator's.</summary>
    public static Hash32 StakingSalt(string launch, string key) => Of("staking", launch, key);

    /// <summary>The salt of a schedule: its first 24 bytes name the vesting, the last 8 tell apart schedules that are otherwise alike.</summary>
    /// <param name="funder">The operator: the vault does not mix in who calls it, as the factories do.</param>
    /// <param name="launch">Name of the launch.</param>
    /// <param name="key">Key of the vesting, or <c>genesis.‹token›</c> or <c>drops.‹key›</c> for those who take its terms.</param>
    /// <param name="number">0, or how many schedules before it in the file say the very same.</param>
    public static Hash32 VestingSalt(Address funder, string launch, string key, int number)
    {
        Span<byte> salt = stackalloc byte[Hash32.Length];
        Of("vesting", $"{funder.ToLowerHex()}/{launch}", key).CopyTo(salt);
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(salt[24..], number);
        return new Hash32(salt);
    }

    /// <summary>The run id that <c>Payout.pay</c> consumes batch by batch.</summary>
    public static Hash32 PayoutRun(string launch, string key) => Of("payout", launch, key);

    private static Hash32 Of(string kind, string launch, string key) => Keccak256.Hash(Encoding.UTF8.GetBytes($"bursar/1/{kind}/{launch}/{key}"));
}
