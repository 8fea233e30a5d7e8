using ConvLens.Compute.Products;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;
using ConvLens.Compute.Tensors;

namespace ConvLens.Compute.Dense;

/// <summary>Samples [N, I] as lanes: panels of 16 samples, cut into depths of I, so that all panels of a depth lie together.</summary>
/// <remarks>Whole panels would lie I · 64 bytes apart, which for an I that is a power of two puts the same depth of all of them into the same few lines of a cache.</remarks>
internal sealed unsafe class SamplePanels
{
    private const int Width = PanelMatrix.PanelWidth, DepthFloats = 48 << 10, LeastDepth = 64, MostDepth = 1024;

    private readonly int _batch, _inputs;
    private readonly Tensor _memory;

    /// <summary>Room for the samples.</summary>
    public SamplePanels(int batch, int inputs)
    {
        (_batch, _inputs, Panels) = (batch, inputs, (batch + Width - 1) / Width);
        Depth = Math.Clamp(DepthFloats / (Panels * Width) / LeastDepth * LeastDepth, LeastDepth, MostDepth);
        _memory = new([inputs, Panels * Width]);
    }

    /// <summary>Numbers of each sample that lie together: up to 192 KiB for all samples, which a second-level cache holds, but never fewer than 64.</summary>
    public int Depth { get; }

    /// <summary>Number of panels; lanes beyond the last sample are zero.</summary>
    public int Panels { get; }

    /// <summary>Input i of panel p lies at <c>first · Panels · 16 + p · length · 16 + (i − first) · 16</c>, where its depth begins at <c>first</c> and has <c>length</c> numbers.</summary>
    public ReadOnlySpan<float> Values => _memory.Values;

    /// <summary>Packs the samples.</summary>
    public void Pack(Scheduler scheduler, ReadOnlySpan<float> x)
    {
        fixed (float* from = x, to = _memory.Span) scheduler.Run(new Kernel(from, to, _batch, _inputs, Panels, Depth), (_inputs + Depth - 1) / Depth);
    }

    private readonly struct Kernel(float* from, float* to, int batch, int inputs, int panels, int depth) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            int first = item * depth, length = Math.Min(depth, inputs - first);
            float* panel = to + ((nint)first * panels * Width);
            for (int sample = 0; sample < panels * Width; sample += Width, panel += length * Width)
                for (int lane = 0; lane < Width; lane++)
                {
                    float* source = from + ((nint)(sample + lane) * inputs) + first;
                    bool exists = sample + lane < batch;
                    for (int i = 0; i < length; i++) panel[(i * Width) + lane] = exists ? source[i] : 0;
                }
        }
    }
}
