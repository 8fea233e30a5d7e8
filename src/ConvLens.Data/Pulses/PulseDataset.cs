using ConvLens.Compute.Random;
using ConvLens.Compute.Tensors;
using ConvLens.Data.Batches;

namespace ConvLens.Data.Pulses;

/// <summary>Pictures of pulses as an oscilloscope would show them, to be told apart by shape [bensky2024].</summary>
/// <remarks>Differences from the original: every pulse lies wholly in the frame; the third class is a sine at every size, not a triangle
/// wave; the Gaussian is the usual one; all measures grow with the picture; labels are 0 square, 1 Gaussian, 2 sine.</remarks>
public static class PulseDataset
{
    private static readonly string[] ClassNames = ["square", "Gaussian", "sine"];

    /// <summary>Draws the pictures: inputs [Count, 1, Size, Size], sample i of class i mod 3.</summary>
    /// <remarks>Sample i comes from the stream <c>pulses/{i}</c> of the seed: it is the same however many are drawn. Noise is drawn after the
    /// pulse, so that the same pulses can be had with and without it.</remarks>
    /// <exception cref="ArgumentException">The trace is thicker than a twelfth of the picture, or the pictures fit no tensor.</exception>
    public static Dataset Generate(PulseOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.StrokeThickness > options.Size / 12f)
            throw new ArgumentException(
                $"a trace of {options.StrokeThickness} pixels needs pictures of {12 * options.StrokeThickness} or more, found {options.Size}", nameof(options));
        Tensor inputs = new(new(options.Count, 1, options.Size, options.Size));
        int[] labels = [.. Enumerable.Range(0, options.Count).Select(i => i % ClassNames.Length)];

        // With one channel the logical order is the memory's.
        int pixels = options.Size * options.Size;
        for (int i = 0; i < options.Count; i++)
            Draw(options, new RandomStream(options.Seed, $"pulses/{i}"), (PulseClass)labels[i], inputs.Span.Slice(i * pixels, pixels));
        return new("pulses", inputs, labels, [.. ClassNames]);
    }

    private static void Draw(PulseOptions options, RandomStream random, PulseClass kind, Span<float> picture)
    {
        picture.Fill(options.Off);
        Stroke.Draw(new PulseCurve(options, random).Trace(kind), options.StrokeThickness, options.On, picture, options.Size);
        if (options.Noise == 0) return;
        foreach (ref float pixel in picture) pixel += options.Noise * random.NextNormal();
    }
}
