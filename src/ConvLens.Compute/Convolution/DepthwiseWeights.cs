using ConvLens.Compute.Tensors;

namespace ConvLens.Compute.Convolution;

/// <summary>Weights of a depthwise convolution, turned from [C, 1, rows, columns] to [tap, C], so that lanes are channels.</summary>
internal sealed class DepthwiseWeights(ConvolutionGeometry geometry)
{
    private readonly Tensor _weights = new([geometry.PatchLength, geometry.Input.C]);

    /// <summary>[tap, C].</summary>
    public ReadOnlySpan<float> Values => _weights.Values;

    /// <summary>Whether each channel has one kernel of its own.</summary>
    public static bool Suits(ConvolutionGeometry geometry) => geometry.Groups > 1 && geometry.Groups == geometry.Input.C && geometry.Groups == geometry.Outputs;

    /// <summary>Turns weights that are given in memory order.</summary>
    public void Pack(ReadOnlySpan<float> weights)
    {
        int channels = geometry.Input.C, taps = geometry.PatchLength;
        Require.Length(weights.Length, channels * taps, nameof(weights));
        Span<float> turned = _weights.Span;
        for (int c = 0; c < channels; c++)
            for (int tap = 0; tap < taps; tap++) turned[(tap * channels) + c] = weights[(c * taps) + tap];
    }
}
