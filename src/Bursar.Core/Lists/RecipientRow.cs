using System.Runtime.InteropServices;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Lists;

/// <summary>One row of a list.</summary>
/// <param name="Account">Who receives.</param>
/// <param name="Amount">How much, in base units.</param>
/// <remarks>52 bytes, without gaps: there may be tens of millions of them.</remarks>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public readonly record struct RecipientRow(Address Account, UInt256 Amount);
