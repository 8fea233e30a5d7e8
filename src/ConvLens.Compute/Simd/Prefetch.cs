using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace ConvLens.Compute.Simd;

/// <summary>Asks for lines of memory before they are read or written. A hint: any address will do, and other machines do nothing.</summary>
internal static unsafe class Prefetch
{
    /// <summary>Bytes that come together.</summary>
    public const int Line = 64;

    /// <summary>The line of an address, to the first-level cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Near(void* address)
    {
        if (Sse.IsSupported) Sse.Prefetch0(address);
    }

    /// <summary>The line of an address, to the second-level cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Soon(void* address)
    {
        if (Sse.IsSupported) Sse.Prefetch1(address);
    }
}
