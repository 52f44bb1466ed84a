using Bursar.Contracts;
using Bursar.Core.Launch;
using Bursar.Evm.Primitives;

namespace Bursar.App.Planning;

/// <summary>An escrow out of which vouchers are paid.</summary>
/// <param name="Spec">What the launch file says.</param>
/// <param name="Token">The token.</param>
/// <param name="Parameters">What the factory is called with.</param>
/// <param name="Salt">The salt given to the factory; it names the drop among the operator's.</param>
/// <param name="Address">Where it is or will be.</param>
public sealed record VoucherBlueprint(
    VoucherSpec Spec, TokenBlueprint Token, VoucherDrop.VoucherDropParameters Parameters, Hash32 Salt, Address Address);
