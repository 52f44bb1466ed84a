using Bursar.Contracts;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Evm.Generators.Tests.Contracts;

public sealed class ClaimableCodeTests
{
    private static readonly Address Alice = Address.Parse("0x00000000000000000000000000000000000000a1");
    private static readonly Address Bob = Address.Parse("0x00000000000000000000000000000000000000b2");

    [Theory]
    [InlineData(0, false, 0)]
    [InlineData(0, true, 4)]
    [InlineData(1, false, 2)]
    [InlineData(1, true, 0)]
    [InlineData(2, true, 512)]
    public void What_a_token_that_gives_itself_out_is_can_be_read_from_its_code(byte kind, bool rows, int subRoots)
    {
        (TokenFactory.TokenParameters parameters, MerkleDrop.DropParameters claims) = Parameters(kind, rows);
        Hash32[] table = [.. Enumerable.Range(0, subRoots).Select(i => Keccak256.Hash(BitConverter.GetBytes(i)))];
        byte[] code = ClaimableCode.Runtime(parameters, claims, table);
        Assert.True(ClaimableCode.TryRead(code, out TokenFactory.TokenParameters? read, out MerkleDrop.DropParameters? found, out Hash32[] subRootsRead));
        Assert.Equal(parameters with { Rows = [] }, read with { Rows = [] });
        Assert.Equal(parameters.Rows, read.Rows);
        Assert.Equal(claims with { Token = default }, found);
        Assert.Equal(table, subRootsRead);
        Assert.False(TokenCode.TryRead(code, out _));
        Assert.False(DropCode.TryRead(code, out _, out _));
    }

    [Fact]
    public void Code_that_the_factory_would_not_make_is_not_taken_for_such_a_token()
    {
        (TokenFactory.TokenParameters good, MerkleDrop.DropParameters claims) = Parameters(TokenCode.Fixed, true);
        byte[] code = ClaimableCode.Runtime(good, claims, []);
        Assert.False(ClaimableCode.TryRead([], out _, out _, out _));
        Assert.False(ClaimableCode.TryRead(code.AsSpan(0, code.Length - 1), out _, out _, out _));
        Assert.False(ClaimableCode.TryRead([.. code, 0], out _, out _, out _));
        Assert.False(ClaimableCode.TryRead(TokenCode.Runtime(good with { Supply = 12 }), out _, out _, out _));
        for (int i = 0; i < code.Length - 600; i += 97)
        {
            byte[] other = [.. code];
            other[i] ^= 1;
            Assert.False(ClaimableCode.TryRead(other, out _, out _, out _), $"byte {i}");
        }

        Assert.False(ClaimableCode.TryRead(ClaimableCode.Runtime(good with { Supply = 13 }, claims, []), out _, out _, out _));
        Assert.False(ClaimableCode.TryRead(ClaimableCode.Runtime(good with { Owner = default }, claims, []), out _, out _, out _));
        Assert.False(ClaimableCode.TryRead(ClaimableCode.Runtime(good, claims with { Owner = default }, []), out _, out _, out _));
        Assert.False(ClaimableCode.TryRead(ClaimableCode.Runtime(good, claims with { Total = 8 }, []), out _, out _, out _));
        Assert.False(ClaimableCode.TryRead(ClaimableCode.Runtime(good with { Rows = [] }, claims with { Total = 20 }, []), out _, out _, out _));
    }

    private static (TokenFactory.TokenParameters Token, MerkleDrop.DropParameters Claims) Parameters(byte kind, bool rows)
    {
        byte[] given = rows ? TokenRows.Pack([(Alice, 7), (Bob, 5)], 19) : [];
        return (
            new TokenFactory.TokenParameters(kind, TokenCode.Direct, 18, Alice, 19, kind == TokenCode.Managed ? (UInt256)40 : UInt256.Zero, "Münze", "MZE", "ipfs://bafy/", given),
            new MerkleDrop.DropParameters(Bob, Alice, Keccak256.Hash("root"u8), 7, 2, 5, 9, 1, true, Keccak256.Hash("list"u8), "ipfs://list"));
    }
}
