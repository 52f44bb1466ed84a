using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Bursar.Evm.Crypto;

/// <summary>The functions of libsecp256k1 that are used, and one context that all threads share.</summary>
internal static unsafe partial class Secp256k1Native
{
    internal const int PublicKeySize = 64;
    internal const int RecoverableSize = 65;
    internal const uint Uncompressed = 1 << 1;

    private const uint SignAndVerify = 0x301;
    private static readonly Lazy<nint> SharedContext = new(CreateContext);

    /// <summary>A randomised context. Every function below only reads it, so threads may share it.</summary>
    internal static nint Context => SharedContext.Value;

    [LibraryImport(NativeLibraries.Secp256k1, EntryPoint = "secp256k1_ec_seckey_verify")]
    internal static partial int VerifySecret(nint context, byte* secret);

    [LibraryImport(NativeLibraries.Secp256k1, EntryPoint = "secp256k1_ec_seckey_tweak_add")]
    internal static partial int TweakAddSecret(nint context, byte* secret, byte* tweak32);

    [LibraryImport(NativeLibraries.Secp256k1, EntryPoint = "secp256k1_ec_pubkey_create")]
    internal static partial int CreatePublicKey(nint context, byte* publicKey, byte* secret);

    [LibraryImport(NativeLibraries.Secp256k1, EntryPoint = "secp256k1_ec_pubkey_parse")]
    internal static partial int ParsePublicKey(nint context, byte* publicKey, byte* input, nuint inputLength);

    [LibraryImport(NativeLibraries.Secp256k1, EntryPoint = "secp256k1_ec_pubkey_serialize")]
    internal static partial int SerializePublicKey(nint context, byte* output, nuint* outputLength, byte* publicKey, uint flags);

    [LibraryImport(NativeLibraries.Secp256k1, EntryPoint = "secp256k1_ecdsa_sign_recoverable")]
    internal static partial int SignRecoverable(nint context, byte* signature, byte* hash, byte* secret, nint nonceFunction, nint nonceData);

    [LibraryImport(NativeLibraries.Secp256k1, EntryPoint = "secp256k1_ecdsa_recoverable_signature_serialize_compact")]
    internal static partial int SerializeRecoverable(nint context, byte* output64, int* recoveryId, byte* signature);

    [LibraryImport(NativeLibraries.Secp256k1, EntryPoint = "secp256k1_ecdsa_recoverable_signature_parse_compact")]
    internal static partial int ParseRecoverable(nint context, byte* signature, byte* input64, int recoveryId);

    [LibraryImport(NativeLibraries.Secp256k1, EntryPoint = "secp256k1_ecdsa_recover")]
    internal static partial int Recover(nint context, byte* publicKey, byte* signature, byte* hash);

    [LibraryImport(NativeLibraries.Secp256k1, EntryPoint = "secp256k1_ecdsa_signature_parse_compact")]
    internal static partial int ParseSignature(nint context, byte* signature, byte* input64);

    [LibraryImport(NativeLibraries.Secp256k1, EntryPoint = "secp256k1_ecdsa_verify")]
    internal static partial int Verify(nint context, byte* signature, byte* hash, byte* publicKey);

    [LibraryImport(NativeLibraries.Secp256k1, EntryPoint = "secp256k1_context_create")]
    private static partial nint ContextCreate(uint flags);

    [LibraryImport(NativeLibraries.Secp256k1, EntryPoint = "secp256k1_context_randomize")]
    private static partial int ContextRandomize(nint context, byte* seed);

    private static nint CreateContext()
    {
        NativeLibraries.NeedSecp256k1();
        nint context = ContextCreate(SignAndVerify);
        byte* seed = stackalloc byte[32];
        var bytes = new Span<byte>(seed, 32);
        RandomNumberGenerator.Fill(bytes);
        int done = context == 0 ? 0 : ContextRandomize(context, seed);
        CryptographicOperations.ZeroMemory(bytes);
        return done == 1 ? context : throw new CryptographicException("libsecp256k1 did not make a context");
    }
}
