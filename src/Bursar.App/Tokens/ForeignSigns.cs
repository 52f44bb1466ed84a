using System.Text;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;

namespace Bursar.App.Tokens;

/// <summary>Functions and roles by which tokens of others give themselves away. Kept as declarations, so that each can be looked up.</summary>
internal static class ForeignSigns
{
    public static readonly IReadOnlyList<(Selector Selector, string Name)> Mint =
        Of("mint(address,uint256)", "mint(uint256)", "issue(uint256)", "mintTo(address,uint256)", "configureMinter(address,uint256)", "crosschainMint(address,uint256)", "bridgeMint(address,uint256)");

    public static readonly IReadOnlyList<(Selector Selector, string Name)> Seize =
        Of("burn(address,uint256)", "destroyBlackFunds(address)", "wipeFrozenAddress(address)", "forcedTransfer(address,address,uint256)", "seize(address,uint256)",
            "forceTransfer(address,address,uint256)", "wipe(address,uint256)", "crosschainBurn(address,uint256)", "operatorBurn(address,uint256,bytes,bytes)");

    public static readonly IReadOnlyList<(Selector Selector, string Name)> Pause = Of("pause()", "unpause()", "setPaused(bool)", "freezeTransfers()", "enableTrading()", "openTrading()");

    public static readonly IReadOnlyList<(Selector Selector, string Name)> Freeze =
        Of("blacklist(address)", "addBlackList(address)", "freeze(address)", "blockAccount(address)", "setBlacklist(address,bool)", "blockUser(address)", "setAddressFrozen(address,bool)",
            "freezePartialTokens(address,uint256)", "addToBlacklist(address)", "blacklistAddress(address,bool)", "setFrozen(address,bool)", "limitUser(address)", "denyList(address)");

    public static readonly IReadOnlyList<(Selector Selector, string Name)> Fee =
        Of("setParams(uint256,uint256)", "setFee(uint256)", "setFees(uint256,uint256)", "setTaxFeePercent(uint256)", "setTransferFee(uint256)", "setFeeRate(uint256)", "setSellFee(uint256)", "setBuyFee(uint256)", "updateFees(uint256,uint256)");

    public static readonly IReadOnlyList<(Selector Selector, string Name)> Upgrade =
        Of("upgradeTo(address)", "upgradeToAndCall(address,bytes)", "diamondCut((address,uint8,bytes4[])[],address,bytes)", "deprecate(address)", "setImplementation(address)");

    public static readonly IReadOnlyList<string> Minters = ["masterMinter()", "minter()", "minters()"];
    public static readonly IReadOnlyList<string> Seizers = ["assetProtectionRole()", "rescuer()"];
    public static readonly IReadOnlyList<string> Pausers = ["pauser()"];
    public static readonly IReadOnlyList<string> Freezers = ["blacklister()", "assetProtector()"];
    public static readonly IReadOnlyList<string> Fees = ["basisPointsRate()", "feeRate()", "transferFee()", "_taxFee()", "feeBasisPoints()"];

    /// <summary>Roles of AccessControl by the names that contracts usually give them.</summary>
    public static readonly IReadOnlyList<(string Name, Hash32 Role)> Roles =
    [
        ("DEFAULT_ADMIN_ROLE", Hash32.Zero),
        .. ((string[])["MINTER_ROLE", "PAUSER_ROLE", "BURNER_ROLE", "UPGRADER_ROLE", "FREEZER_ROLE", "BLACKLISTER_ROLE", "ADMIN_ROLE"]).Select(n => (n, Keccak256.Hash(Encoding.ASCII.GetBytes(n)))),
    ];

    private static (Selector, string)[] Of(params string[] declarations) => [.. declarations.Select(d => (Selector.Of(d), d[..d.IndexOf('(', StringComparison.Ordinal)]))];
}
