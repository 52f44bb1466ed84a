using Bursar.Evm.Abi;

namespace Bursar.Evm.Rpc;

/// <summary>Names functions for people by the types that the bindings give their calls.</summary>
internal static class FunctionNames
{
    /// <summary><c>TokenFactory.createToken</c> for the type <c>TokenFactory.CreateTokenCall</c>.</summary>
    public static string Of(IContractCall call)
    {
        Type type = call.GetType();
        string name = type.Name.EndsWith("Call", StringComparison.Ordinal) && type.Name.Length > 4 ? type.Name[..^4] : type.Name;
        name = char.ToLowerInvariant(name[0]) + name[1..];
        return type.DeclaringType is { } contract ? $"{contract.Name}.{name}" : name;
    }
}
