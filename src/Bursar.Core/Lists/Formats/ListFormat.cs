namespace Bursar.Core.Lists.Formats;

/// <summary>The shapes in which lists of recipients exist.</summary>
/// <remarks>Each has a name (<see cref="ListFormatText"/>), and all but <see cref="Sablier"/> are recognised by their content.</remarks>
public enum ListFormat
{
    /// <summary>CSV with an account and an amount in each row; amounts in the unit that the reader is told.</summary>
    Plain,

    /// <summary>CSV <c>index,account,amount</c>, as indexed trees (Uniswap, Sablier) are published.</summary>
    Indexed,

    /// <summary>Safe's CSV airdrop: a subset of <c>token_type,token_address,receiver,value,amount,id</c>; amounts in whole tokens.</summary>
    Safe,

    /// <summary>thirdweb's airdrop CSV <c>address,quantity</c>; amounts in whole tokens, a blank quantity is 1.</summary>
    Thirdweb,

    /// <summary>thirdweb's snapshot CSV <c>address[,maxClaimable[,price,currencyAddress]]</c>; limits in whole tokens.</summary>
    ThirdwebSnapshot,

    /// <summary>Sablier's airdrop CSV <c>address,amount</c>: a plain list in whole tokens with at least two rows, no account twice. Never recognised, only chosen.</summary>
    Sablier,

    /// <summary>Sablier's CSV of streams: <c>address,amount</c> and the columns of a schedule; amounts in whole tokens.</summary>
    SablierStreams,

    /// <summary>Merkl's JSON <c>{"rewardToken","rewards":{"account":{"reason":"base units"}}}</c>.</summary>
    Merkl,

    /// <summary>CSV <c>user,token,cumulative_amount</c>, as Merkl's trees are published; base units.</summary>
    MerklCsv,

    /// <summary>Uniswap's JSON object <c>{"account": amount}</c>; base units.</summary>
    Uniswap,

    /// <summary>Uniswap's JSON array <c>[{address,earnings,reasons}]</c>; base units.</summary>
    UniswapArray,

    /// <summary>The file that Uniswap's distributor publishes: <c>{merkleRoot,tokenTotal,claims:{account:{index,amount,proof}}}</c>; base units. Read only.</summary>
    UniswapClaims,

    /// <summary>Bursar's JSON array of objects, which can say all that the others say; base units.</summary>
    Json,
}
