using Bursar.Evm.Abi;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Evm.Tests.Abi;

public sealed class PanicOrErrorTests
{
    [Fact]
    public void Their_selectors_are_the_hashes_of_their_signatures()
    {
        Assert.Equal(Selector.Of("Error(string)"), RevertMessage.Selector);
        Assert.Equal(Selector.Of("Panic(uint256)"), Panic.Selector);
    }

    /// <summary>The example of Solidity's documentation, "Revert": revert("Not enough Ether provided.").</summary>
    [Fact]
    public void Reads_the_revert_of_the_Solidity_documentation()
    {
        byte[] data = Hex.Decode(
            "0x08c379a0"
            + "0000000000000000000000000000000000000000000000000000000000000020"
            + "000000000000000000000000000000000000000000000000000000000000001a"
            + "4e6f7420656e6f7567682045746865722070726f76696465642e000000000000");
        Assert.Equal(new RevertMessage("Not enough Ether provided."), PanicOrError.Decode(data));
    }

    [Theory]
    [InlineData(0x11, "arithmetic overflow or underflow")]
    [InlineData(0x32, "index outside an array")]
    [InlineData(0x77, "unknown panic")]
    public void Names_panics(int code, string meaning)
    {
        byte[] data = [0x4e, 0x48, 0x7b, 0x71, .. ((UInt256)code).ToBigEndian()];
        Panic panic = Assert.IsType<Panic>(PanicOrError.Decode(data));
        Assert.Equal(meaning, panic.Meaning);
        Assert.Equal([new("code", $"0x{code:x}"), new("meaning", meaning)], panic.Arguments);
    }

    [Theory]
    [InlineData("0x")]
    [InlineData("0x08c379")]
    [InlineData("0x08c379a0")]
    [InlineData("0x4e487b7100")]
    [InlineData("0x11223344")]
    public void Answers_null_for_anything_else(string data) => Assert.Null(PanicOrError.Decode(Hex.Decode(data)));
}
