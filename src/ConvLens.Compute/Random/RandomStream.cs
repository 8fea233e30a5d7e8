using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ConvLens.Compute.Random;

/// <summary>A named sequence of random numbers from a seed; the same on every machine, runtime and thread count.</summary>
/// <remarks>Two streams of one seed with different names are independent, so that adding a consumer never changes another's numbers.
/// A stream is drawn from by one thread; kernels that need random access use <see cref="Philox"/> with <see cref="Key"/> and <see cref="Stream"/>.</remarks>
public sealed class RandomStream
{
    private readonly uint[] _block = new uint[4];
    private ulong _position;
    private int _used = 4;

    /// <summary>A stream by seed and name.</summary>
    public RandomStream(ulong seed, string name)
    {
        Key = seed;
        Stream = StreamOf(Encoding.UTF8.GetBytes(name));
    }

    /// <summary>The Philox key: the seed.</summary>
    public ulong Key { get; }

    /// <summary>The upper half of the Philox counter: the first eight bytes of SHA-256 of the stream's name.</summary>
    public ulong Stream { get; }

    /// <summary>The <see cref="Stream"/> of a name in UTF-8; takes no memory.</summary>
    public static ulong StreamOf(ReadOnlySpan<byte> name)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(name, hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }

    /// <summary>The next 32 random bits.</summary>
    public uint NextUInt32()
    {
        if (_used == 4)
        {
            (_block[0], _block[1], _block[2], _block[3]) = Philox.Block(_position++, Stream, Key);
            _used = 0;
        }

        return _block[_used++];
    }

    /// <summary>A number in [0, 1) on a grid of 2⁻²⁴.</summary>
    public float NextSingle() => (NextUInt32() >> 8) * (1f / (1 << 24));

    /// <summary>A number in [<paramref name="low"/>, <paramref name="high"/>); <paramref name="low"/> itself where they are equal.</summary>
    public float NextSingle(float low, float high)
    {
        // Rounding can reach the upper end, though the exact number never does.
        float value = MathF.FusedMultiplyAdd(NextSingle(), high - low, low);
        return value < high ? value : MathF.Max(low, MathF.BitDecrement(high));
    }

    /// <summary>An integer in 0 … <paramref name="count"/> − 1, each equally likely (by rejection).</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
    public int NextInt32(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        uint bound = (uint)count, threshold = unchecked(0u - bound) % bound;
        while (true)
        {
            ulong product = (ulong)NextUInt32() * bound;
            if ((uint)product >= threshold) return (int)(product >> 32);
        }
    }

    /// <summary>A number from the standard normal distribution, by the method of Box and Muller, in double.</summary>
    public float NextNormal()
    {
        double radius = Math.Sqrt(-2 * Math.Log(1 - NextSingle())), angle = Math.Tau * NextSingle();
        return (float)(radius * Math.Cos(angle));
    }

    /// <summary>The numbers 0 … <paramref name="count"/> − 1 in random order (Fisher and Yates).</summary>
    public int[] NextPermutation(int count)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        for (int last = count - 1; last > 0; last--)
        {
            int other = NextInt32(last + 1);
            (order[last], order[other]) = (order[other], order[last]);
        }

        return order;
    }
}
