using System.Buffers.Binary;
using ConvLens.Compute.Random;

namespace ConvLens.Testing;

/// <summary>Four files in the form of MNIST, plain, whose ten classes are blobs at ten places: an epoch or two learn them.</summary>
public static class FakeMnist
{
    private const int Side = 28, Classes = 10, Radius = 3;

    /// <summary>Writes the files into a folder, which is made. Sample i is of class i mod 10; the blob's place and the noise vary.</summary>
    /// <param name="folder">Where the files will stand.</param>
    /// <param name="train">Number of pictures to train on.</param>
    /// <param name="test">Number of pictures to test on.</param>
    /// <param name="deceiving">Test pictures that show the class after their label's: no good network classifies them right.</param>
    /// <returns>The folder.</returns>
    public static string Write(string folder, int train, int test, params ReadOnlySpan<int> deceiving)
    {
        Directory.CreateDirectory(folder);
        Write(folder, "train", train, []);
        Write(folder, "t10k", test, deceiving);
        return folder;
    }

    private static void Write(string folder, string name, int count, ReadOnlySpan<int> deceiving)
    {
        byte[] labels = new byte[8 + count], images = new byte[16 + (count * Side * Side)];
        int[] header = [0x801, count, 0x803, count, Side, Side];
        for (int i = 0; i < header.Length; i++) BinaryPrimitives.WriteInt32BigEndian(i < 2 ? labels.AsSpan(4 * i) : images.AsSpan(4 * (i - 2)), header[i]);
        for (int i = 0; i < count; i++)
        {
            labels[8 + i] = (byte)(i % Classes);
            int shown = (labels[8 + i] + (deceiving.Contains(i) ? 1 : 0)) % Classes;
            Draw(shown, new RandomStream(0, $"digits/{name}/{i}"), images.AsSpan(16 + (i * Side * Side), Side * Side));
        }

        File.WriteAllBytes(Path.Combine(folder, $"{name}-labels-idx1-ubyte"), labels);
        File.WriteAllBytes(Path.Combine(folder, $"{name}-images-idx3-ubyte"), images);
    }

    // Five places in each of two rows, a pixel of play.
    private static void Draw(int kind, RandomStream random, Span<byte> picture)
    {
        int centerY = 8 + (kind / 5 * 12) + random.NextInt32(3) - 1, centerX = 4 + (kind % 5 * 5) + random.NextInt32(3) - 1;
        for (int y = 0; y < Side; y++)
            for (int x = 0; x < Side; x++)
            {
                int square = ((y - centerY) * (y - centerY)) + ((x - centerX) * (x - centerX));
                picture[(y * Side) + x] = square <= Radius * Radius ? (byte)(255 - (12 * square) - random.NextInt32(40)) : (byte)random.NextInt32(20);
            }
    }
}
