using ConvLens.Files.Elements;

namespace ConvLens.Files.Keras.Weights;

/// <summary>From our order of weights, outputs first, to Keras', outputs last: what <see cref="KerasLayout"/> undoes.</summary>
internal static class OutputsLast
{
    private const int BlockLength = 1 << 16;

    /// <summary>Writes the transpose of a matrix, some rows of the result at a time.</summary>
    /// <param name="stream">Where the numbers go.</param>
    /// <param name="values">A matrix with a row for each output.</param>
    /// <param name="outputs">Its rows.</param>
    /// <param name="channels">How many maps a row has one behind the other, which the result has pixel by pixel; 1 leaves their order.</param>
    public static void Write(Stream stream, ReadOnlySpan<float> values, int outputs, int channels)
    {
        int rows = values.Length / outputs, pixels = rows / channels, block = Math.Clamp(BlockLength / outputs, 1, rows);
        int[] sources = new int[block];
        float[] buffer = new float[block * outputs];
        for (int row = 0; row < rows; row += block)
        {
            Span<int> own = sources.AsSpan(0, Math.Min(block, rows - row));
            for (int i = 0; i < own.Length; i++) own[i] = ((row + i) % channels * pixels) + ((row + i) / channels);
            for (int output = 0; output < outputs; output++)
            {
                ReadOnlySpan<float> weights = values.Slice(output * rows, rows);
                for (int i = 0; i < own.Length; i++) buffer[(i * outputs) + output] = weights[own[i]];
            }

            ElementStream.Write<float>(stream, buffer.AsSpan(0, own.Length * outputs));
        }
    }
}
