using System.Buffers.Binary;
using Bursar.Evm.Abi;
using Bursar.Evm.Primitives;

namespace Bursar.Evm.Rpc.Signatures;

/// <summary>ERC-1271's question, and ERC-6492's signatures with the deployment of their account in them.</summary>
internal static class ContractSignature
{
    /// <summary>The answer of an account that accepts, which is also the selector of <c>isValidSignature(bytes32,bytes)</c>.</summary>
    internal const uint Accepted = 0x1626ba7e;

    /// <summary>Longest signature that is looked at, in bytes. A deployment may stand in it.</summary>
    internal const int MaxLength = 64 * 1024;

    /// <summary>What a signature of ERC-6492 ends with, sixteen times.</summary>
    private const ushort Magic = 0x6492;

    /// <summary>The bytes that ask an account whether it accepts.</summary>
    internal static byte[] Question(Hash32 hash, ReadOnlySpan<byte> signature)
    {
        Span<byte> selector = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(selector, Accepted);
        var writer = new AbiWriter(selector, 64, 64 + signature.Length);
        writer.WriteHash32(hash);
        writer.WriteBytes(signature);
        return writer.Finish();
    }

    /// <summary>Whether an account's answer is a yes: the selector and zeros, as the ABI writes a <c>bytes4</c>.</summary>
    internal static bool IsYes(ReadOnlySpan<byte> answer) =>
        answer.Length >= 32 && BinaryPrimitives.ReadUInt32BigEndian(answer) == Accepted && !answer[4..32].ContainsAnyExcept((byte)0);

    /// <summary>Whether a signature says that it is one of ERC-6492.</summary>
    internal static bool IsWrapped(ReadOnlySpan<byte> signature)
    {
        if (signature.Length < 32)
            return false;
        for (int at = signature.Length - 32; at < signature.Length; at += 2)
        {
            if (BinaryPrimitives.ReadUInt16BigEndian(signature[at..]) != Magic)
                return false;
        }

        return true;
    }

    /// <summary>Takes a signature of ERC-6492 apart.</summary>
    /// <exception cref="AbiException">It is malformed.</exception>
    internal static (Address Factory, byte[] Deployment, byte[] Signature) Unwrap(ReadOnlySpan<byte> wrapped)
    {
        var reader = new AbiReader(wrapped[..^32], 96);
        Address factory = reader.ReadAddress();
        byte[] deployment = reader.ReadBytes();
        byte[] signature = reader.ReadBytes();
        reader.Finish();
        return (factory, deployment, signature);
    }
}
