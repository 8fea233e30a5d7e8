using ConvLens.Compute.Scheduling;
using Xunit;

namespace ConvLens.Testing;

/// <summary>Schedulers of every register width and several thread counts, whatever the machine prefers.</summary>
public static class Schedulers
{
    /// <summary>One thread, the machine's widest registers.</summary>
    public static Scheduler One { get; } = new(1);

    /// <summary>128, 256 and 512 bits by 1, 2 and 3 threads; widths the machine lacks run in software with the same bits.</summary>
    public static IEnumerable<Scheduler> All =>
        from bits in (int[])[128, 256, 512]
        from threads in (int[])[1, 2, 3]
        select new Scheduler(threads, bits);

    /// <summary>Runs something on every scheduler and demands the same bits each time.</summary>
    public static void AssertSameBits(Func<Scheduler, float[]> run)
    {
        int[]? expected = null;
        foreach (Scheduler scheduler in All)
        {
            int[] bits = [.. run(scheduler).Select(BitConverter.SingleToInt32Bits)];
            expected ??= bits;
            int at = expected.AsSpan().CommonPrefixLength(bits);
            Assert.True(at == bits.Length && bits.Length == expected.Length, $"with {scheduler.LaneBits} bits and {scheduler.Threads} threads number {at} of {bits.Length} differs");
        }
    }
}
