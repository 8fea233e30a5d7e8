using System.Buffers.Binary;
using ConvLens.Compute.Random;

namespace ConvLens.Testing.Fuzzing;

/// <summary>Damage to a file: one to four flipped bits, bytes set anew, cuts, insertions, deletions, spliced pieces, or numbers of 32 and 64 bits set to extremes.</summary>
public static class Mutation
{
    private const int Seed = 20, MaxBlows = 4, MaxPiece = 32, EndLength = 192;

    private static readonly long[] Extremes =
        [0, 1, -1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0x100000000, 0x3FFFFFFFFFFFFFFF, long.MaxValue, long.MinValue, 0x10000000, 0x40000000];

    /// <summary>A damaged copy; the same name gives the same damage.</summary>
    public static byte[] Of(ReadOnlySpan<byte> good, string name)
    {
        RandomStream random = new(Seed, name);
        List<byte> bytes = new(good.Length + (MaxBlows * MaxPiece));
        bytes.AddRange(good);
        for (int blow = 1 + random.NextInt32(MaxBlows); blow > 0 && bytes.Count > 0; blow--) Strike(bytes, random);
        return [.. bytes];
    }

    private static void Strike(List<byte> bytes, RandomStream random)
    {
        int at = Place(bytes.Count, random), piece = Math.Min(1 + random.NextInt32(MaxPiece), bytes.Count - at);
        switch (random.NextInt32(9))
        {
            case 0: bytes.RemoveRange(at, bytes.Count - at); break;
            case 1: bytes.RemoveRange(at, piece); break;
            case 2: bytes.Insert(at, (byte)random.NextInt32(256)); break;
            case 3: bytes.InsertRange(at, bytes.GetRange(at, piece)); break;
            case 4: bytes.InsertRange(Place(bytes.Count, random), bytes.GetRange(at, piece)); break;
            case 5: bytes[at] = (byte)random.NextInt32(256); break;
            // Headers are often text.
            case 6: bytes[at] = "0123456789{}[](),:'\"-. "u8[random.NextInt32(22)]; break;
            case 7: SetNumber(bytes, at, random); break;
            default: bytes[at] ^= (byte)(1 << random.NextInt32(8)); break;
        }
    }

    /// <summary>Anywhere, or near one end, where headers and tables are short beside the data.</summary>
    private static int Place(int length, RandomStream random)
    {
        int near = random.NextInt32(Math.Min(length, EndLength));
        return random.NextInt32(4) switch { 0 => near, 1 => length - 1 - near, _ => random.NextInt32(length) };
    }

    private static void SetNumber(List<byte> bytes, int at, RandomStream random)
    {
        Span<byte> number = stackalloc byte[sizeof(long)];
        int size = random.NextInt32(2) == 0 ? sizeof(int) : sizeof(long);
        long value = Extremes[random.NextInt32(Extremes.Length)];
        BinaryPrimitives.WriteInt64LittleEndian(number, value);
        if (random.NextInt32(4) == 0) number[..size].Reverse();
        for (int i = 0; i < size && at + i < bytes.Count; i++) bytes[at + i] = number[i];
    }
}
