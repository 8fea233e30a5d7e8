using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Tensors;

namespace ConvLens.Compute.Pooling;

/// <summary>The largest number of each window over any number of spatial axes, and where in the input's memory it was.</summary>
/// <remarks>Of equal numbers the first in row order wins. Padding never wins. A NaN is passed over unless it comes first.</remarks>
public static unsafe class VolumeMaxPool
{
    /// <summary>Pools; places are in the output's memory order.</summary>
    /// <exception cref="ArgumentException">A span has the wrong length.</exception>
    public static void Forward(Scheduler scheduler, VolumeGeometry geometry, ReadOnlySpan<float> input, Span<float> output, Span<int> places)
    {
        Require.Length(input.Length, geometry.Input.Length, nameof(input));
        Require.Length(output.Length, geometry.Output.Length, nameof(output));
        Require.Length(places.Length, geometry.Output.Length, nameof(places));
        fixed (float* x = input, y = output)
        fixed (int* p = places) scheduler.Run(new VolumeWindows<Search>(geometry, new(x, y, p)), geometry.Planes);
    }

    /// <summary>Puts each signal at its place and zero elsewhere; where places meet, signals add.</summary>
    /// <exception cref="ArgumentException">A span has the wrong length.</exception>
    public static void InputGradient(Scheduler scheduler, VolumeGeometry geometry, ReadOnlySpan<float> outputSignal, ReadOnlySpan<int> places, Span<float> inputSignal)
    {
        Require.Length(outputSignal.Length, geometry.Output.Length, nameof(outputSignal));
        Require.Length(places.Length, geometry.Output.Length, nameof(places));
        Require.Length(inputSignal.Length, geometry.Input.Length, nameof(inputSignal));
        inputSignal.Clear();
        fixed (float* dy = outputSignal, dx = inputSignal)
        fixed (int* p = places) scheduler.Run(new VolumeWindows<Scatter>(geometry, new(dy, p, dx)), geometry.Planes);
    }

    /// <summary>Places as row-major numbers of the whole input in logical order, as ONNX counts them; column-major ones count within each plane from the first spatial axis on.</summary>
    public static void Number(Shape input, bool columnMajor, ReadOnlySpan<int> places, Span<float> numbers)
    {
        int[] strides = MemoryStrides.Of(input);
        int[] byStride = [.. Enumerable.Range(0, input.Rank).OrderByDescending(axis => strides[axis])];
        int[] weights = new int[input.Rank];
        int weight = 1;
        IEnumerable<int> spatial = Enumerable.Range(2, input.Rank - 2);
        foreach (int axis in columnMajor ? spatial : spatial.Reverse()) (weights[axis], weight) = (weight, weight * input[axis]);
        (weights[1], weights[0]) = (weight, weight * input.C);
        // Extents of 1 may share a stride with their neighbour: their position is 0 either way.
        for (int i = 0; i < places.Length; i++)
        {
            int rest = places[i], number = 0;
            foreach (int axis in byStride)
            {
                if (input[axis] == 1) continue;
                (int position, rest) = int.DivRem(rest, strides[axis]);
                number += position * weights[axis];
            }

            numbers[i] = number;
        }
    }

    private readonly struct Search(float* x, float* y, int* places) : IVolumeVisitor
    {
        public void Visit(in VolumeWindow window, int output)
        {
            int place = window.Origin;
            float best = x[place];
            for (int d = 0; d < window.Counts.D; d++)
                for (int h = 0; h < window.Counts.H; h++)
                    for (int w = 0; w < window.Counts.W; w++)
                        if (x[window[d, h, w]] is var candidate && best < candidate) (best, place) = (candidate, window[d, h, w]);
            (y[output], places[output]) = (best, place);
        }
    }

    private readonly struct Scatter(float* dy, int* places, float* dx) : IVolumeVisitor
    {
        public void Visit(in VolumeWindow window, int output) => dx[places[output]] += dy[output];
    }
}
