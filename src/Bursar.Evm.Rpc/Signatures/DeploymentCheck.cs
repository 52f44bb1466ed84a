using Bursar.Evm.Primitives;

namespace Bursar.Evm.Rpc.Signatures;

/// <summary>
/// A program that an <c>eth_call</c> without a target runs as if it were a contract's creation, and that leaves nothing behind: it asks the account, runs the
/// account's deployment, asks again, and returns one word: 1 when one of the answers was a yes (ERC-6492, "Verifier side").
/// </summary>
internal static class DeploymentCheck
{
    private const byte Lt = 0x10, Eq = 0x14, IsZero = 0x15, And = 0x16, Or = 0x17, CodeCopy = 0x39, ReturnDataSize = 0x3d, Pop = 0x50, MLoad = 0x51, MStore = 0x52,
        Gas = 0x5a, Push1 = 0x60, Push3 = 0x62, Push20 = 0x73, Push32 = 0x7f, Call = 0xf1, Return = 0xf3, StaticCall = 0xfa;

    /// <summary>The program with both calls' data behind it. It uses no instruction newer than Byzantium, so that it runs on every chain.</summary>
    internal static byte[] Program(Address account, byte[] question, Address factory, byte[] deployment)
    {
        // The data's place depends on the code's length and the other way round; lengths are pushed in three bytes, so a first pass finds it.
        int length = Code(account, question.Length, 0, factory, deployment.Length, 0).Length;
        byte[] code = Code(account, question.Length, length, factory, deployment.Length, length + question.Length);
        return [.. code, .. question, .. deployment];
    }

    private static byte[] Code(Address account, int questionLength, int questionAt, Address factory, int deploymentLength, int deploymentAt) =>
    [
        .. Ask(account, questionLength, questionAt),
        .. Copy(deploymentLength, deploymentAt),
        Push1, 0, Push1, 0, .. Number(deploymentLength), Push1, 0, Push1, 0, Push20, .. factory.Span, Gas, Call, Pop,
        .. Ask(account, questionLength, questionAt),
        Or, Push1, 0, MStore, Push1, 32, Push1, 0, Return,
    ];

    /// <summary>Leaves 1 on the stack when the account answers with the selector in a whole word, else 0.</summary>
    private static byte[] Ask(Address account, int length, int at) =>
    [
        .. Copy(length, at),
        Push1, 32, Push1, 0, .. Number(length), Push1, 0, Push20, .. account.Span, Gas, StaticCall,
        Push1, 32, ReturnDataSize, Lt, IsZero, And,
        Push1, 0, MLoad, Push32, 0x16, 0x26, 0xba, 0x7e, .. new byte[28], Eq, And,
    ];

    /// <summary>Copies data from behind the code to the start of memory.</summary>
    private static byte[] Copy(int length, int at) => [.. Number(length), .. Number(at), Push1, 0, CodeCopy];

    private static byte[] Number(int value) => [Push3, (byte)(value >> 16 & 0xff), (byte)(value >> 8 & 0xff), (byte)(value & 0xff)];
}
