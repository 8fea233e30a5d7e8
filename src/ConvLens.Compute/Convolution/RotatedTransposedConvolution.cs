using ConvLens.Compute.Normalization;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;
using ConvLens.Compute.Tensors;

namespace ConvLens.Compute.Convolution;

/// <summary>Transposed convolution of stride 1 as a convolution of the signal with rotated kernels, whose inputs and outputs have changed places.</summary>
public sealed unsafe class RotatedTransposedConvolution : TransposedConvolution
{
    // With fewer input channels the rotated convolution has few outputs, and spreading patches is faster.
    private const int FewestChannels = 8;

    private readonly ConvolutionGeometry _geometry;
    private readonly ConvolutionAlgorithm _rotated;

    /// <summary>Takes the workspace for one geometry.</summary>
    public RotatedTransposedConvolution(ConvolutionGeometry geometry)
    {
        _geometry = geometry;
        _rotated = ConvolutionAlgorithm.For(geometry.Rotated());
    }

    /// <summary>Whether the convolution has stride 1, one group, no more padding than its kernel reaches, and enough channels, or few enough and a batch, wide planes or signals by eights, for this way to win.</summary>
    public static bool Suits(ConvolutionGeometry geometry) =>
        geometry.CanRotate && (geometry.Input.C >= FewestChannels || (geometry.Rotated() is var rotated && (LineWinogradConvolution.Suits(rotated) || DotConvolution.Suits(rotated) || BatchConvolution.Suits(rotated) || PlanarConvolution.Suits(rotated))));

    /// <inheritdoc/>
    public override void Pack(Scheduler scheduler, ReadOnlySpan<float> weights)
    {
        Require.Length(weights.Length, _geometry.Outputs * _geometry.PatchLength, nameof(weights));
        Span<float> rotated = Scratch.Shared(weights.Length);
        fixed (float* from = weights, to = rotated) scheduler.Run(new Rotation(_geometry, from, to), _geometry.Input.C);
        _rotated.Pack(scheduler, rotated);
    }

    /// <inheritdoc/>
    public override void Pack(Scheduler scheduler, Tensor weights)
    {
        if (_rotated is WinogradConvolution winograd) winograd.Pack(scheduler, weights, rotated: true);
        else Pack(scheduler, weights.Values);
    }

    /// <inheritdoc/>
    public override void Run(Scheduler scheduler, ReadOnlySpan<float> outputSignal, Span<float> inputSignal) =>
        _rotated.Run(scheduler, outputSignal, default, inputSignal);

    /// <inheritdoc/>
    public override bool Reduces => _rotated.Reduces;

    /// <inheritdoc/>
    public override void RunReduced(Scheduler scheduler, ReadOnlySpan<float> outputSignal, Span<float> inputSignal, BatchReduction reduction) =>
        _rotated.RunReduced(scheduler, outputSignal, default, default, inputSignal, reduction);

    /// <summary>to[c, i, j, o] = from[o, rows − 1 − i, columns − 1 − j, c], in memory order, for one c.</summary>
    private readonly struct Rotation(ConvolutionGeometry geometry, float* from, float* to) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            int taps = geometry.KernelRows * geometry.KernelColumns, channels = geometry.Input.C, outputs = geometry.Outputs;
            for (int tap = 0; tap < taps; tap++)
            {
                float* source = from + ((long)(taps - 1 - tap) * channels) + item, target = to + ((((long)item * taps) + tap) * outputs);
                for (int o = 0; o < outputs; o++) target[o] = source[(long)o * taps * channels];
            }
        }
    }
}
