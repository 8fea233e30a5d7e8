using ConvLens.Compute.Random;

namespace ConvLens.Data.Pulses;

/// <summary>Draws the measures of one pulse at random and traces it as a chain of points.</summary>
/// <remarks>
/// <para>Points are (x, y) in pixels from the upper left corner, x rising; the centre of pixel (row r, column c) is (c + ½, r + ½). The chain
/// enters on the left of the frame and leaves on its right.</para>
/// <para>Between the frame and a pulse's highest and lowest line lie half a stroke and a pixel; beside a box or a bell lies also a stroke of
/// flat line. The original lets pulses leave the frame, and one picture in six of a box or a bell shows only the flat line.</para>
/// </remarks>
internal readonly struct PulseCurve(PulseOptions options, RandomStream random)
{
    private const double Step = 0.25;
    private readonly double _margin = (options.StrokeThickness / 2) + 1;

    public List<(double X, double Y)> Trace(PulseClass kind) => kind switch
    {
        PulseClass.Square => Square(),
        PulseClass.Gaussian => Gaussian(),
        _ => Sine(),
    };

    private double Left => -options.StrokeThickness;

    private double Right => options.Size + options.StrokeThickness;

    /// <summary>A box of width 0.15 to 0.4 and height 0.2 to 0.6 of the size.</summary>
    private List<(double X, double Y)> Square()
    {
        double width = Share(0.15, 0.4), height = Share(0.2, 0.6), side = _margin + options.StrokeThickness;
        double left = Between(side, options.Size - side - width), line = Between(_margin + height, options.Size - _margin);
        return [(Left, line), (left, line), (left, line - height), (left + width, line - height), (left + width, line), (Right, line)];
    }

    /// <summary>line − height · exp(−(x − x₀)² / 2σ²), σ 0.04 to 0.1 and height 0.2 to 0.6 of the size; x₀ ± 3σ lies in the frame.</summary>
    /// <remarks>The original divides by 2πσ².</remarks>
    private List<(double X, double Y)> Gaussian()
    {
        double sigma = Share(0.04, 0.1), height = Share(0.2, 0.6), side = _margin + options.StrokeThickness + (3 * sigma);
        double centre = Between(side, options.Size - side), line = Between(_margin + height, options.Size - _margin);
        return Sampled(x => line - (height * Math.Exp(-(x - centre) * (x - centre) / (2 * sigma * sigma))));
    }

    /// <summary>1.5 to 4 periods over the width, amplitude 0.1 to 0.3 of the size, any phase.</summary>
    private List<(double X, double Y)> Sine()
    {
        double turns = Between(1.5, 4), amplitude = Share(0.1, 0.3), phase = Between(0, 1), size = options.Size;
        double line = Between(_margin + amplitude, size - _margin - amplitude);
        return Sampled(x => line - (amplitude * Math.Sin(Math.Tau * ((turns * x / size) + phase))));
    }

    private List<(double X, double Y)> Sampled(Func<double, double> y)
    {
        int count = (int)((Right - Left) / Step) + 1;
        double left = Left;
        return [.. Enumerable.Range(0, count).Select(i => left + (i * Step)).Select(x => (x, y(x)))];
    }

    private double Share(double low, double high) => Between(low * options.Size, high * options.Size);

    private double Between(double low, double high) => low + ((high - low) * random.NextSingle());
}
