using System.Reflection;
using System.Runtime.InteropServices;

[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

namespace Bursar.Evm.Crypto;

/// <summary>Finds the native libraries under the names that distributions give them.</summary>
internal static class NativeLibraries
{
    internal const string Secp256k1 = "bursar-secp256k1";

    private static readonly Lazy<nint> Secp256k1Handle = new(() => Load(
        "libsecp256k1",
        ["libsecp256k1.so.1", "libsecp256k1.so.2", "libsecp256k1.so.6", "libsecp256k1.so.5", "libsecp256k1.so.0", "libsecp256k1.so", "libsecp256k1.dylib",
            "libsecp256k1.1.dylib", "libsecp256k1.2.dylib", "libsecp256k1.6.dylib", "libsecp256k1-1.dll", "libsecp256k1-2.dll",
            "libsecp256k1-6.dll", "secp256k1.dll", "libsecp256k1.dll"],
        "secp256k1_ecdsa_recover",
        "Signing needs libsecp256k1 with its recovery module. Install it: 'apt-get install libsecp256k1-1' on Debian 12 ('apt-cache search libsecp256k1' "
        + "gives the name elsewhere), 'apk add libsecp256k1', 'dnf install libsecp256k1' or 'brew install secp256k1'."));

    static NativeLibraries() => NativeLibrary.SetDllImportResolver(typeof(NativeLibraries).Assembly, Resolve);

    /// <summary>Loads libsecp256k1 or says how to install it.</summary>
    /// <exception cref="MissingLibraryException">It is not there, or was built without recovery.</exception>
    internal static void NeedSecp256k1() => _ = Secp256k1Handle.Value;

    /// <summary>Loads the first of <paramref name="names"/> that exists and has <paramref name="export"/>.</summary>
    internal static nint Load(string library, ReadOnlySpan<string> names, string export, string advice)
    {
        bool found = false;
        foreach (string name in names)
        {
            if (!NativeLibrary.TryLoad(name, typeof(NativeLibraries).Assembly, null, out nint handle))
                continue;
            if (NativeLibrary.TryGetExport(handle, export, out _))
                return handle;
            found = true;
            NativeLibrary.Free(handle);
        }

        throw new MissingLibraryException(library, found ? $"{library} is installed but has no {export}. {advice}" : $"{library} is not installed. {advice}");
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) => name switch
    {
        Secp256k1 => Secp256k1Handle.Value,
        _ => 0,
    };
}
