using Bursar.Contracts;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Evm.Generators.Tests.Contracts;

public sealed class DropCodeTests
{
    private static readonly Address Alice = Address.Parse("0x00000000000000000000000000000000000000a1");
    private static readonly Address Bob = Address.Parse("0x00000000000000000000000000000000000000b2");

    private static MerkleDrop.DropParameters Parameters(string uri) =>
        new(Alice, Bob, Word(1), UInt256.MaxValue, 137_689, 5, ulong.MaxValue, 1, true, Word(2), uri);

    [Theory]
    [InlineData("", 0)]
    [InlineData("ipfs://bafy/", 0)]
    [InlineData("https://example.org/ü", 2)]
    [InlineData("", 512)]
    public void What_a_drop_is_can_be_read_from_its_code(string uri, int subRoots)
    {
        Hash32[] table = [.. Enumerable.Range(10, subRoots).Select(Word)];
        byte[] code = DropCode.Runtime(Parameters(uri), table);
        Assert.True(DropCode.TryRead(code, out MerkleDrop.DropParameters? read, out Hash32[] readTable));
        Assert.Equal(Parameters(uri), read);
        Assert.Equal(table, readTable);
        Assert.Equal(78 + code.Length, DropCode.Creation(Parameters(uri), table).Length);
    }

    [Fact]
    public void Code_that_differs_anywhere_is_not_taken_for_a_drop()
    {
        byte[] code = DropCode.Runtime(Parameters("ipfs://bafy/"), [Word(7), Word(8)]);
        Assert.False(DropCode.TryRead([], out _, out _));
        Assert.False(DropCode.TryRead(MerkleDrop.RuntimeCode, out _, out _));
        Assert.False(DropCode.TryRead(code.AsSpan(0, code.Length - 1), out _, out _));
        Assert.False(DropCode.TryRead([.. code, 0], out _, out _));
        int settings = code.Length - (7 * 32);
        foreach (int place in new[] { 0, MerkleDrop.RuntimeCode.Length - 1, settings, settings + 8, settings + 9, settings + 10, settings + 11 })
        {
            byte[] other = [.. code];
            other[place] ^= 0x40;
            Assert.False(DropCode.TryRead(other, out _, out _), $"byte {place}");
        }
    }

    private static Hash32 Word(int number) => new(((UInt256)(uint)number).ToBigEndian());
}
