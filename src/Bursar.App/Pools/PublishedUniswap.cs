using Bursar.App.LocalChain;
using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Evm.Abi;
using Bursar.Evm.Primitives;

namespace Bursar.App.Pools;

/// <summary>Uniswap V2 as its makers publish it with npm, for local chains: the creation code of the factory, the wrapped coin and the router.</summary>
/// <remarks>The code comes with the contracts' development packages and is only run, on chains of one's own. Its addresses are in the network profile, so other code than
/// the published one is refused.</remarks>
public static class PublishedUniswap
{
    /// <summary>Reads the creation codes, looked for in <c>contracts/node_modules</c> of the folder and all folders above it.</summary>
    /// <param name="expected">Where the profile says that the contracts are.</param>
    /// <param name="folders">Where to start; by default that in <c>BURSAR_ROOT</c>, the program's own, and the current one.</param>
    /// <returns>The contracts in the order in which they can be created, or <c>pool.no-published-code</c>.</returns>
    public static Result<IReadOnlyList<PublishedContract>> Read(UniswapV2Deployment expected, params IReadOnlyList<string> folders)
    {
        ArgumentNullException.ThrowIfNull(expected);
        if (PublishedPackages.Find(folders, "@uniswap", "v2-core", "v2-periphery") is not { } packages)
            return Missing("the packages @uniswap/v2-core and @uniswap/v2-periphery are not in contracts/node_modules");
        PublishedContract[] all =
        [
            Contract(packages, "wrapped-coin", "the wrapped coin", "v2-periphery", "WETH9"),
            Contract(packages, "uniswap-factory", "the factory of Uniswap V2", "v2-core", "UniswapV2Factory", default(Address)),
            Contract(packages, "uniswap-router", "the router of Uniswap V2", "v2-periphery", "UniswapV2Router02", expected.Factory, expected.WrappedCoin),
        ];
        Address[] places = [expected.WrappedCoin, expected.Factory, expected.Router];
        for (int i = 0; i < all.Length; i++)
        {
            if (all[i].Address != places[i])
                return Missing($"the published code of {all[i].Title} would be at {all[i].Address}, not at {places[i]} as the network profile says");
        }

        return all;
    }

    private static Fault Missing(string what) => new("pool.no-published-code", $"a local chain needs Uniswap V2 as it is published, and {what}.", Hint: "Run 'npm ci' in the folder contracts.")
    {
        Kind = FaultKind.Refused,
    };

    private static PublishedContract Contract(string packages, string name, string title, string package, string contract, params ReadOnlySpan<Address> arguments)
    {
        byte[] code = PublishedPackages.Bytes(Path.Combine(packages, package, "build", contract + ".json"), "evm", "bytecode", "object");
        var writer = new AbiWriter(Hash32.Length * Math.Max(1, arguments.Length));
        foreach (Address argument in arguments)
            writer.WriteAddress(argument);
        byte[] creation = arguments.Length == 0 ? code : [.. code, .. writer.Finish()];
        return new PublishedContract(name, title, Create2.AddressOf(Deployments.Salt, creation), creation);
    }
}
