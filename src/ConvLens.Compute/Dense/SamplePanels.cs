using ConvLens.Compute.Convolution;
using ConvLens.Compute.Products;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;
using ConvLens.Compute.Tensors;

namespace ConvLens.Compute.Dense;

/// <summary>Samples [N, I] as lanes: panels of 16 samples, cut into depths of I, so that all panels of a depth lie together.</summary>
/// <remarks>Whole panels would lie I · 64 bytes apart, which for an I that is a power of two puts the same depth of all of them into the same few lines of a cache.</remarks>
internal sealed unsafe class SamplePanels
{
    private const int Width = PanelMatrix.PanelWidth, LoneDepth = 1024;

    private readonly int _batch, _inputs;
    private readonly Tensor _memory;

    /// <summary>Room for the samples.</summary>
    public SamplePanels(int batch, int inputs)
    {
        (_batch, _inputs, Panels) = (batch, inputs, RoundUp.Quotient(batch, Width));
        Depth = Panels == 1 ? LoneDepth : WideBlock.Depth;
        _memory = new([inputs, Panels * Width]);
    }

    /// <summary>Numbers of each sample that lie together: what tiles take at once, and more if there is one panel.</summary>
    public int Depth { get; }

    /// <summary>Number of panels; lanes beyond the last sample are zero.</summary>
    public int Panels { get; }

    /// <summary>Input i of panel p lies at <c>first · Panels · 16 + p · length · 16 + (i − first) · 16</c>, where its depth begins at <c>first</c> and has <c>length</c> numbers.</summary>
    public ReadOnlySpan<float> Values => _memory.Values;

    /// <summary>Packs the samples.</summary>
    public void Pack(Scheduler scheduler, ReadOnlySpan<float> x)
    {
        fixed (float* from = x, to = _memory.Span) scheduler.Run(new Kernel(from, to, _batch, _inputs, Panels, Depth), RoundUp.Quotient(_inputs, Depth));
    }

    private readonly struct Kernel(float* from, float* to, int batch, int inputs, int panels, int depth) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            int first = item * depth, length = Math.Min(depth, inputs - first);
            float* panel = to + ((nint)first * panels * Width);
            for (int sample = 0; sample < panels * Width; sample += Width, panel += length * Width)
                SampleLanes.Join(from + ((nint)sample * inputs) + first, inputs, Math.Min(Width, batch - sample), length, panel);
        }
    }
}
