using Bursar.Contracts;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Evm.Generators.Tests.Contracts;

public sealed class TokenCodeTests
{
    private static readonly Address Alice = Address.Parse("0x00000000000000000000000000000000000000a1");
    private static readonly Address Bob = Address.Parse("0x00000000000000000000000000000000000000b2");

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(0, 1, true)]
    [InlineData(1, 0, true)]
    [InlineData(1, 1, false)]
    [InlineData(2, 0, false)]
    [InlineData(2, 1, true)]
    [InlineData(3, 0, true)]
    [InlineData(3, 1, true)]
    public void What_a_token_is_can_be_read_from_its_code(byte kind, byte form, bool rows)
    {
        TokenFactory.TokenParameters parameters = Parameters(kind, form, rows);
        byte[] code = TokenCode.Runtime(parameters);
        Assert.True(TokenCode.TryRead(code, out TokenFactory.TokenParameters? read));
        Assert.Equal(parameters with { Rows = [] }, read with { Rows = [] });
        Assert.Equal(parameters.Rows, read.Rows);
        Assert.Equal((kind == TokenCode.Genesis ? 10 : 81) + code.Length, TokenCode.Creation(parameters).Length);
    }

    [Fact]
    public void Code_that_the_factory_would_not_make_is_not_taken_for_a_token()
    {
        TokenFactory.TokenParameters good = Parameters(TokenCode.Fixed, TokenCode.Direct, true);
        byte[] code = TokenCode.Runtime(good);
        Assert.False(TokenCode.TryRead([], out _));
        Assert.False(TokenCode.TryRead(code.AsSpan(0, code.Length - 1), out _));
        Assert.False(TokenCode.TryRead([.. code, 0], out _));
        Assert.False(TokenCode.TryRead(FixedToken.RuntimeCode, out _));
        byte[] other = [.. code];
        other[100] ^= 1;
        Assert.False(TokenCode.TryRead(other, out _));
        foreach (TokenFactory.TokenParameters bad in new[]
        {
            good with { Supply = 13 }, good with { Owner = default }, good with { Decimals = 39 },
            good with { Rows = TokenRows.Pack([(Bob, 5), (Alice, 7)], 12) }, good with { Rows = TokenRows.Pack([(Alice, 12), (Bob, 0)], 12) },
            Parameters(TokenCode.Managed, 0, false) with { Limit = 11 }, Parameters(TokenCode.Genesis, 0, true) with { Rows = new byte[32] },
        })
            Assert.False(TokenCode.TryRead(TokenCode.Runtime(bad), out _), $"{bad}");
    }

    [Fact]
    public void Rows_are_put_in_order_and_one_account_has_one_row()
    {
        Assert.Equal([(Alice, (UInt256)9), (Bob, (UInt256)5)], TokenRows.Order([(Bob, 5), (Alice, 2), (Alice, 7)]));
        Assert.Equal(32, TokenRows.Width((UInt256.One << 96) - UInt256.One));
        Assert.Equal(36, TokenRows.Width(UInt256.One << 96));
        byte[] wide = TokenRows.Pack([(Alice, UInt256.One << 96), (Bob, 1)], (UInt256.One << 96) + UInt256.One);
        Assert.True(TokenRows.TryUnpack(wide, (UInt256.One << 96) + UInt256.One, out IReadOnlyList<(Address Account, UInt256 Amount)> rows));
        Assert.Equal([(Alice, UInt256.One << 96), (Bob, UInt256.One)], rows);
    }

    /// <summary>The address of a contract by its creator and nonce, as viem computes it.</summary>
    [Theory]
    [InlineData(0, "0xcd234a471b72ba2f1ccf0a70fcaba648a5eecd8d")]
    [InlineData(1, "0x343c43a37d37dff08ae8c4a11544c718abb4fcf8")]
    [InlineData(2, "0xf778b86fa74e846c4f0a1fbd1335fe81c00a0c91")]
    [InlineData(127, "0x06d9a77f5e4b311bae8d559db9cdb4df94104aa0")]
    [InlineData(128, "0x08e190dcb7b73f5fcdabb43e102215c83659a76d")]
    [InlineData(300, "0x47bbbb5fe97aa84c3fa30dafbb067284d250c24c")]
    public void An_address_follows_from_creator_and_nonce(int nonce, string expected) =>
        Assert.Equal(expected, TokenCode.CreatedBy(Address.Parse("0x6ac7ea33f8831ea9dcc53393aaa88b25a785dbf0"), nonce).ToString().ToLowerInvariant());

    private static TokenFactory.TokenParameters Parameters(byte kind, byte form, bool rows)
    {
        byte[] table = TokenRows.Pack([(Alice, 7), (Bob, 5)], 12);
        byte[] given = kind == TokenCode.Genesis ? TokenRows.Commitment([table]) : rows ? table : [];
        return new TokenFactory.TokenParameters(kind, form, 18, Alice, 12, kind == TokenCode.Managed ? (UInt256)40 : UInt256.Zero, "Münze", "MZE", "ipfs://bafy/", given);
    }
}
