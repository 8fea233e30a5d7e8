using System.Runtime.Intrinsics;

namespace ConvLens.Cli.Tests.Processes;

/// <summary>A test that takes a register width away; skipped where the machine does not have it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class WidthFactAttribute : FactAttribute
{
    /// <summary>A test that needs registers of at least so many bits.</summary>
    public WidthFactAttribute(int bits)
    {
        Bits = bits;
        int found = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;
        if (found < bits) Skip = $"needs registers of {bits} bits, this process has {found}";
    }

    /// <summary>The width in bits.</summary>
    public int Bits { get; }
}
