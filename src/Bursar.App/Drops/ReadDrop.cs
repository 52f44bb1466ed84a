using Bursar.App.Tokens;
using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Drops;

/// <summary>Reads what a chain says of a drop.</summary>
public sealed class ReadDrop(EthereumClient client)
{
    /// <summary>Reads a drop.</summary>
    /// <returns>The facts, or a fault when the contract there is none of Bursar's drops.</returns>
    public async Task<Result<DropState>> RunAsync(Address drop, CancellationToken cancellationToken = default)
    {
        BlockHeader head = await client.GetBlockAsync(BlockTag.Latest, cancellationToken)
            ?? throw new FaultException(new Fault("rpc.no-head", "the node has no latest block.", Hint: "Let the node finish its start.") { Kind = FaultKind.Refused });
        BlockTag at = head.Number;
        byte[] code = await client.GetCodeAsync(drop, at, cancellationToken);
        bool inside = false;
        if (!DropCode.TryRead(code, out MerkleDrop.DropParameters? parameters, out Hash32[] subRoots) && (inside = ClaimableCode.TryRead(code, out _, out parameters, out subRoots)))
            parameters = parameters! with { Token = drop };
        if (parameters is null)
        {
            return new Fault("drop.not-a-drop", code.Length == 0 ? $"there is no contract at {drop}." : $"the contract at {drop} is not a drop of Bursar.", "drop",
                "Check the address and the network.")
            { Kind = FaultKind.Refused };
        }

        return new DropState
        {
            Address = drop,
            Parameters = parameters,
            Inside = inside,
            SubRoots = subRoots.Length,
            Owner = inside ? parameters.Owner : await client.CallAsync(drop, new MerkleDrop.OwnerCall(), at, cancellationToken),
            Balance = await TokenText.TryCallAsync(client, parameters.Token, new Erc20.BalanceOfCall(drop), at, cancellationToken) ?? UInt256.Zero,
            Symbol = await TokenText.ReadAsync(client, parameters.Token, new Erc20.SymbolCall(), at, cancellationToken),
            Decimals = await TokenText.TryCallAsync(client, parameters.Token, new Erc20.DecimalsCall(), at, cancellationToken) is { } d && d <= Amount.MaxDecimals ? d : (byte)0,
            Block = head.Number,
            Time = head.Timestamp,
        };
    }
}

/// <summary>A drop as a chain shows it.</summary>
public sealed record DropState
{
    /// <summary>Its address.</summary>
    public required Address Address { get; init; }

    /// <summary>What it was deployed with.</summary>
    public required MerkleDrop.DropParameters Parameters { get; init; }

    /// <summary>Whether it is a token that gives the list out by itself, at the token's own address.</summary>
    public required bool Inside { get; init; }
    /// <summary>How many sub-roots its code carries; 0 for none.</summary>
    public int SubRoots { get; init; }

    /// <summary>Who may take back what is left after the end.</summary>
    public required Address Owner { get; init; }

    /// <summary>What it holds of its token, in base units.</summary>
    public required UInt256 Balance { get; init; }

    /// <summary>The token's symbol, which may hold any character.</summary>
    public required string? Symbol { get; init; }

    /// <summary>The token's decimals; 0 when it says none.</summary>
    public required byte Decimals { get; init; }

    /// <summary>The block at which all of this holds.</summary>
    public required ulong Block { get; init; }

    /// <summary>That block's time, in seconds since 1970.</summary>
    public required ulong Time { get; init; }

    /// <summary>Whether claims are possible at <paramref name="seconds"/> since 1970.</summary>
    public DropPhase PhaseAt(ulong seconds) => Parameters.Expiry != 0 && seconds >= Parameters.Expiry ? DropPhase.Expired : seconds < Parameters.Start ? DropPhase.NotStarted : DropPhase.Open;
}

/// <summary>What can be done with a drop.</summary>
public enum DropPhase
{
    /// <summary>Its start is still to come.</summary>
    NotStarted,

    /// <summary>Recipients can claim.</summary>
    Open,

    /// <summary>Its end has passed; its owner can take back what is left.</summary>
    Expired,
}
