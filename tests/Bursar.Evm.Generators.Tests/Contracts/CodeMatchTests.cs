using Bursar.Contracts;
using Bursar.Evm.Abi;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Evm.Generators.Tests.Contracts;

public sealed class CodeMatchTests
{
    private static readonly ImmutableReference[] Places = [new("_a", 2, 2), new("_b", 5, 1), new("_a", 7, 2)];
    private static readonly byte[] Expected = [1, 2, 0, 0, 3, 0, 4, 0, 0, 5];

    [Fact]
    public void Immutable_values_may_be_anything_that_is_the_same_everywhere()
    {
        byte[] onChain = [1, 2, 0xaa, 0xbb, 3, 0xcc, 4, 0xaa, 0xbb, 5];
        Assert.True(CodeMatch.Compare(onChain, Expected, Places).IsSame);
        Assert.Equal([0xaa, 0xbb], CodeMatch.ReadImmutable(onChain, Places, "_a").ToArray());
        Assert.Throws<ArgumentException>(() => CodeMatch.ReadImmutable(onChain, Places, "_c").Length);
    }

    [Theory]
    [InlineData("", CodeDifference.NoCode, 0)]
    [InlineData("ef01001234567890123456789012345678901234567890", CodeDifference.Delegation, 0)]
    [InlineData("0102aabb03cc04aabb", CodeDifference.Length, 9)]
    [InlineData("0102aabb03cc04aabb0500", CodeDifference.Length, 10)]
    [InlineData("0102aabb03cc04aabb06", CodeDifference.Bytes, 9)]
    [InlineData("0102aabb04cc04aabb05", CodeDifference.Bytes, 4)]
    [InlineData("0102aabb03cc04aabc05", CodeDifference.Immutable, 7)]
    public void Names_the_first_difference(string onChain, CodeDifference difference, int offset) =>
        Assert.Equal(new CodeComparison(difference, offset), CodeMatch.Compare(Hex.Decode(onChain), Expected, Places));

    [Fact]
    public void Every_immutable_value_of_our_contracts_is_zero_in_the_artifact()
    {
        foreach ((byte[] code, IReadOnlyList<ImmutableReference> places) in new[]
        {
            (DirectToken.RuntimeCode.ToArray(), DirectToken.ImmutableReferences),
            (TokenFactory.RuntimeCode.ToArray(), TokenFactory.ImmutableReferences),
        })
        {
            Assert.NotEmpty(places);
            Assert.All(places, place => Assert.False(code.AsSpan(place.Start, place.Length).ContainsAnyExcept((byte)0)));
            Assert.True(CodeMatch.Compare(code, code, places).IsSame);
        }
    }
}
