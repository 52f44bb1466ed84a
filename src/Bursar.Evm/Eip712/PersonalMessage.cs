using System.Globalization;
using System.Text;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;

namespace Bursar.Evm.Eip712;

/// <summary>Messages that people sign in their wallets with <c>personal_sign</c> (EIP-191, version 0x45).</summary>
public static class PersonalMessage
{
    /// <summary>The hash that is signed: a prefix that no transaction starts with, the length in decimal, and the message.</summary>
    public static Hash32 Hash(ReadOnlySpan<byte> message)
    {
        string prefix = "\u0019Ethereum Signed Message:\n" + message.Length.ToString(CultureInfo.InvariantCulture);
        var hash = new Keccak256Stream();
        hash.Append(Encoding.ASCII.GetBytes(prefix));
        hash.Append(message);
        return hash.Finish();
    }

    /// <summary>The hash of the UTF-8 bytes of <paramref name="message"/>.</summary>
    public static Hash32 Hash(string message) => Hash(Encoding.UTF8.GetBytes(message));
}
