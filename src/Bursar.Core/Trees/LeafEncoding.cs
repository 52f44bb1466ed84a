using Bursar.Evm.Eip712;

namespace Bursar.Core.Trees;

/// <summary>How a row becomes a leaf.</summary>
public sealed record LeafEncoding
{
    /// <summary>Most fields of a leaf.</summary>
    public const int MaxFields = 32;

    /// <summary>How the fields become bytes.</summary>
    public required LeafForm Form { get; init; }

    /// <summary>The fields, in order.</summary>
    public required IReadOnlyList<LeafField> Fields { get; init; }

    /// <summary>How often keccak-256 is applied to packed or ABI-encoded fields: 1 or 2.</summary>
    public int Hashes { get; init; } = 1;

    /// <summary>Name of the struct, for <see cref="LeafForm.TypedData"/>.</summary>
    public string? TypeName { get; init; }

    /// <summary>Where the struct is valid; null takes the hash of the struct alone.</summary>
    public Eip712Domain? Domain { get; init; }

    /// <summary>True when every leaf has an account.</summary>
    public bool HasAccount => Has(LeafField.Account);

    /// <summary>True when every leaf has an amount.</summary>
    public bool HasAmount => Has(LeafField.Amount);

    /// <summary>True when every leaf has an index.</summary>
    public bool HasIndex => Has(LeafField.Index);

    /// <summary>Names and types of the columns beyond account, amount and index.</summary>
    public IEnumerable<LeafField> Columns => Fields.Where(f => f.IsColumn);

    /// <summary>True when the amounts of all rows count one thing, so that their sum means something.</summary>
    internal bool HasTotal => HasAmount && !Has("token");

    /// <summary>The type as EIP-712 hashes it, such as <c>Vesting(address account,uint128 amount)</c>.</summary>
    internal string EncodedType => $"{TypeName}({string.Join(',', Fields.Select(f => $"{f.Type} {f.Name}"))})";

    private bool Has(string name) => Fields.Any(f => f.Name == name && f.Constant is null);
}
