using Bursar.Core.Lists.Formats;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Tests.Lists.Formats;

/// <summary>Lists as a format can say them, at random.</summary>
internal static class RandomDocuments
{
    private static readonly Address[] Tokens = [Address.Parse(Foreign.Dai), Address.Parse(Foreign.Gno)];

    public static Dictionary<Address, byte> Decimals { get; } = new() { [Tokens[0]] = 6, [Tokens[1]] = 18 };

    public static ListDocument Make(Random random, ListFormat format, ListFields fields, int count, ListFormat? target = null)
    {
        Address only = Tokens[random.Next(2)];
        return ListDocument.Create(format, Enumerable.Range(1, count).Select(i => Entry(random, format, fields, i, only, target)).ToArray());
    }

    private static ListEntry Entry(Random random, ListFormat format, ListFields fields, int number, Address only, ListFormat? target)
    {
        byte[] account = new byte[20];
        random.NextBytes(account);
        Asset asset = Asset.Unstated;
        if (fields.HasFlag(ListFields.Token))
            asset = format is ListFormat.Merkl ? Asset.Erc20(only) : format is ListFormat.MerklCsv ? Asset.Erc20(Tokens[random.Next(2)]) : AnyAsset(random, fields);
        byte[] amount = new byte[random.Next(1, 30)];
        random.NextBytes(amount);
        UInt256 units = new UInt256([.. new byte[32 - amount.Length], .. amount]) + UInt256.One;
        bool collectible = !asset.IsFungible;
        QuantityKind quantity = format == ListFormat.ThirdwebSnapshot && target is null ? (QuantityKind)random.Next(3) : QuantityKind.Amount;
        Amount? price = fields.HasFlag(ListFields.Price) && random.Next(2) == 0 ? Amount.Parse($"{random.Next(100)}.{random.Next(1, 10)}", 1) : null;
        var terms = new EntryTerms
        {
            TokenId = collectible ? (ulong)random.NextInt64() : null,
            Reason = fields.HasFlag(ListFields.Reason) && (format == ListFormat.Merkl || random.Next(2) == 0) ? $"reason \"{random.Next(5)}\" ü" : null,
            Price = price,
            Currency = fields.HasFlag(ListFields.Currency) && price is not null && random.Next(2) == 0 ? Tokens[random.Next(2)] : null,
            Stream = fields.HasFlag(ListFields.Schedule) && !collectible && (format == ListFormat.SablierStreams || target == ListFormat.SablierStreams || random.Next(2) == 0) ? Stream(random, units) : null,
        };
        return new ListEntry
        {
            Account = new Address(account),
            Amount = quantity != QuantityKind.Amount ? UInt256.Zero : asset.Kind == AssetKind.Erc721 ? UInt256.One : units,
            Quantity = quantity,
            Asset = asset,
            Index = fields.HasFlag(ListFields.Index) ? (ulong)((number * 7919) % 100_003) : null,
            Terms = terms == new EntryTerms() ? null : terms,
            Row = number,
        };
    }

    private static Asset AnyAsset(Random random, ListFields fields)
    {
        AssetKind kind = fields.HasFlag(ListFields.Id) ? (AssetKind)random.Next(1, 6) : (AssetKind)random.Next(1, 3);
        return new Asset(kind, kind == AssetKind.Native ? default : Tokens[random.Next(2)]);
    }

    private static StreamTerms Stream(Random random, UInt256 amount)
    {
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        start = start.AddMinutes(random.Next(1_000_000));
        var length = new StreamDuration(random.Next(1, 4), random.Next(3), random.Next(24));
        UInt256? some = random.Next(2) == 0 ? amount / 3 : null; // twice that is within the amount
        return random.Next(4) switch
        {
            0 => new StreamTerms { Start = start, Months = random.Next(1, 40), FirstAtStart = random.Next(2) == 0 },
            1 => new StreamTerms { Duration = length, Steps = random.Next(1, 9) },
            2 => new StreamTerms { Duration = length, CliffDuration = new StreamDuration(0, random.Next(1, 300), 0), CliffAmount = some, Unlock = some },
            _ => new StreamTerms { Start = start, End = start.AddDays(300), CliffEnd = start.AddDays(30), CliffAmount = some },
        };
    }
}
