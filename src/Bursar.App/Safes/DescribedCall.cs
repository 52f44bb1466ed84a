using Bursar.Core.Safes;
using Bursar.Evm.Abi;
using Bursar.Evm.Primitives;

namespace Bursar.App.Safes;

/// <summary>What a call of somebody else's batch does, as far as its bytes tell.</summary>
/// <param name="To">Receiver.</param>
/// <param name="Value">Native coin sent along, in wei.</param>
/// <param name="What">In words.</param>
/// <param name="Warning">What deserves a second look; null for nothing.</param>
public sealed record DescribedCall(Address To, UInt256 Value, string What, string? Warning)
{
    private const int MostShown = 64;
    private static readonly UInt256 Unlimited = UInt256.MaxValue;

    private static readonly Dictionary<Selector, string> Names = new[]
    {
        "transfer(address,uint256)", "approve(address,uint256)", "transferFrom(address,address,uint256)", "increaseAllowance(address,uint256)", "setApprovalForAll(address,bool)",
        "transferOwnership(address)", "enableModule(address)", "setGuard(address)", "setFallbackHandler(address)", "addOwnerWithThreshold(address,uint256)", "changeThreshold(uint256)",
    }.ToDictionary(Selector.Of);

    /// <summary>Describes a transaction of a batch file. Where the file has calldata, only that counts: it is what Safe's application sends.</summary>
    public static DescribedCall Of(BatchTransaction transaction)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        if (transaction.Data is not { } data)
        {
            string inputs = string.Join(", ", transaction.Inputs.Select(i => $"{i.Key}: {i.Value}"));
            return new DescribedCall(transaction.To, transaction.Value, transaction.Function is { } named ? $"{named} with {inputs}" : "sends coin only", Danger(transaction.Function));
        }

        string what = data.Length < 4 ? "sends coin only" : Decode(data);
        string? warning = transaction.FunctionFits ? Danger(data.Length < 4 ? null : Names.GetValueOrDefault(Selector.Read(data)))
            : $"the file shows {transaction.Function}, but its bytes call another function: only the bytes are sent";
        return new DescribedCall(transaction.To, transaction.Value, what, warning);
    }

    private static string Decode(byte[] data)
    {
        try
        {
            var reader = new AbiReader(data.AsSpan(4), 64);
            if (Is(data, "transfer(address,uint256)"))
                return $"transfer of {Second(ref reader, out Address to)} base units to {to}";
            if (Is(data, "approve(address,uint256)"))
            {
                UInt256 amount = Second(ref reader, out Address spender);
                return $"lets {spender} take {(amount == Unlimited ? "everything, for ever" : $"{amount} base units")}";
            }
        }
        catch (AbiException)
        {
            // Said below as what it is: bytes.
        }

        string bytes = Hex.Encode(data);
        return $"{(Names.TryGetValue(Selector.Read(data), out string? name) ? name : "function " + Selector.Read(data))}, {data.Length} bytes: {(bytes.Length > MostShown ? bytes[..MostShown] + "…" : bytes)}";
    }

    private static UInt256 Second(ref AbiReader reader, out Address first)
    {
        first = reader.ReadAddress();
        return reader.ReadUInt256();
    }

    private static bool Is(byte[] data, string function) => Selector.Read(data) == Selector.Of(function);

    private static string? Danger(string? function) => function switch
    {
        "enableModule(address)" => "it lets a contract act for the Safe without any signature",
        "setGuard(address)" => "it has a contract asked about every transaction, which can refuse all of them for ever",
        "setFallbackHandler(address)" => "it lets a contract answer in the name of the Safe",
        "addOwnerWithThreshold(address,uint256)" or "changeThreshold(uint256)" => "it changes who decides over the Safe",
        "transferOwnership(address)" => "it gives a contract's ownership away",
        "setApprovalForAll(address,bool)" => "it lets somebody take every NFT of a collection",
        _ => null,
    };
}
