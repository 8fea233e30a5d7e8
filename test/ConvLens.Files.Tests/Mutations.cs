using ConvLens.Compute.Random;

namespace ConvLens.Files.Tests;

/// <summary>Seeded damage to a good file: one to four cuts, flips, insertions, digits put elsewhere and repeated pieces.</summary>
internal static class Mutations
{
    /// <summary>Reads <paramref name="count"/> damaged copies; anything but success or a <see cref="FileFormatException"/> fails the test.</summary>
    /// <returns>How many copies were refused.</returns>
    public static int Survive(byte[] good, int count, string name, Action<Stream> read)
    {
        int refused = 0;
        for (int i = 0; i < count; i++)
        {
            byte[] bad = Damage(good, new RandomStream(20, $"{name}/{i}"));
            try
            {
                using MemoryStream stream = new(bad, writable: false);
                read(stream);
            }
            catch (FileFormatException)
            {
                refused++;
            }
            catch (Exception other)
            {
                Assert.Fail($"copy {i} of {name} ended in {other.GetType().Name}: {other.Message}");
            }
        }

        return refused;
    }

    private static byte[] Damage(byte[] good, RandomStream random)
    {
        List<byte> bytes = [.. good];
        int blows = 1 + random.NextInt32(4);
        for (int blow = 0; blow < blows && bytes.Count > 0; blow++)
        {
            // Headers are short beside the data but hold what can go wrong.
            int at = random.NextInt32(random.NextInt32(2) == 0 ? bytes.Count : Math.Min(bytes.Count, 140));
            switch (random.NextInt32(6))
            {
                case 0: bytes.RemoveRange(at, bytes.Count - at); break;
                case 1: bytes[at] ^= (byte)(1 << random.NextInt32(8)); break;
                case 2: bytes.Insert(at, (byte)random.NextInt32(256)); break;
                case 3: bytes[at] = (byte)"0123456789{}[](),:'\"-. "[random.NextInt32(22)]; break;
                case 4: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(1 + random.NextInt32(24), bytes.Count - at))); break;
                default: bytes.RemoveAt(at); break;
            }
        }

        return [.. bytes];
    }
}
