using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Bursar.Evm.Crypto;

/// <summary>scrypt (RFC 7914) by OpenSSL.</summary>
internal static unsafe partial class Scrypt
{
    /// <summary>Fills <paramref name="key"/>. The caller has checked the cost.</summary>
    /// <exception cref="MissingLibraryException">OpenSSL is not installed.</exception>
    /// <exception cref="CryptographicException">OpenSSL refuses the parameters or has not enough memory.</exception>
    internal static void Derive(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, ulong n, ulong r, ulong p, Span<byte> key)
    {
        NativeLibraries.NeedCrypto();

        // OpenSSL counts 128·r·(N + p + 2) bytes and a little more against the limit.
        ulong memory = (128 * r * (n + p + 2)) + (1 << 20);
        byte none = 0;
        fixed (byte* pass = password, saltBytes = salt, output = key)
        {
            int done = EvpPbeScrypt(
                pass == null ? &none : pass, (nuint)password.Length, saltBytes == null ? &none : saltBytes, (nuint)salt.Length, n, r, p, memory, output, (nuint)key.Length);
            if (done != 1)
                throw new CryptographicException("OpenSSL did not compute scrypt: not enough memory, or parameters that it refuses");
        }
    }

    [LibraryImport(NativeLibraries.Crypto, EntryPoint = "EVP_PBE_scrypt")]
    private static partial int EvpPbeScrypt(
        byte* pass, nuint passLength, byte* salt, nuint saltLength, ulong n, ulong r, ulong p, ulong maxMemory, byte* key, nuint keyLength);
}
