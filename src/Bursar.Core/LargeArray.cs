using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Bursar.Core;

/// <summary>Arrays of millions of elements. Linux gives out memory in pages of 4 KiB, and takes about as long for one as a hash takes for twenty; asked to, it
/// gives pages of 2 MiB, which also spares most look-ups of addresses when elements are visited in no order.</summary>
internal static partial class LargeArray
{
    private const int LeastBytes = 1 << 23;
    private const int HugePage = 14; // MADV_HUGEPAGE of madvise(2)

    /// <summary>An array whose elements are not set to anything.</summary>
    internal static unsafe T[] Allocate<T>(int length)
        where T : unmanaged
    {
        T[] array = GC.AllocateUninitializedArray<T>(length);
        long bytes = (long)length * Unsafe.SizeOf<T>();
        if (bytes < LeastBytes || !OperatingSystem.IsLinux())
            return array;
        fixed (T* start = array)
        {
            // From one page boundary to another. It is a wish: a kernel that cannot grant it says so, and nothing is different.
            nuint page = (nuint)Environment.SystemPageSize;
            nuint first = ((nuint)start + page - 1) & ~(page - 1);
            nuint end = unchecked((nuint)start + (nuint)bytes) & ~(page - 1);
            _ = Advise(first, end - first, HugePage);
        }

        return array;
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Advise(nuint address, nuint length, int advice);
}
