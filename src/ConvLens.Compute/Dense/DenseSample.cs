using System.Runtime.CompilerServices;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Dense;

/// <summary>y[o] = b[o] + Σ_i w[o, i] · x[i] for a single sample, with the weights read in place, once.</summary>
/// <remarks>Lanes are outputs: blocks of weights are turned on their way. Each sum is one chain of fused multiply-adds in the order of i, with the same bits as <see cref="DenseForward"/>, whose lanes would be fifteen samples that are not there.</remarks>
/// <param name="inputs">Numbers of the sample, I.</param>
/// <param name="outputs">Numbers of the result, O; at least 16.</param>
public sealed unsafe class DenseSample(int inputs, int outputs)
{
    private const int Lanes = 16, Side = Transposition.Side, Depth = 2 * Side, Block = Depth * Lanes;

    /// <summary>Whether a layer is served.</summary>
    public static bool Suits(int batch, int outputs) => batch == 1 && outputs >= Lanes;

    /// <summary>Computes the layer.</summary>
    /// <param name="scheduler">Who works.</param>
    /// <param name="x">[I].</param>
    /// <param name="weights">[O, I].</param>
    /// <param name="bias">[O], or none.</param>
    /// <param name="y">[O].</param>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    public void Run(Scheduler scheduler, ReadOnlySpan<float> x, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, Span<float> y)
    {
        Require.Length(x.Length, inputs, nameof(x));
        Require.Length(weights.Length, outputs * inputs, nameof(weights));
        if (!bias.IsEmpty) Require.Length(bias.Length, outputs, nameof(bias));
        Require.Length(y.Length, outputs, nameof(y));
        fixed (float* sample = x, w = weights, b = bias, to = y)
            scheduler.Run(new Kernel(inputs, outputs, sample, w, b, to), RoundUp.Quotient(outputs, Lanes));
    }

    private readonly struct Kernel(int inputs, int outputs, float* x, float* weights, float* bias, float* y) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            // The last sixteen outputs may overlap those before, which are computed again but not written.
            int own = item * Lanes, first = Math.Min(own, outputs - Lanes);
            float* sums = stackalloc float[Lanes];
            TLanes start = bias is null ? TLanes.Broadcast(0) : TLanes.Load(bias + first);
            Sum(x, weights + ((nint)first * inputs), inputs, start).Store(sums);
            for (int o = own; o < Math.Min(own + Lanes, outputs); o++) y[o] = sums[o - first];
        }

        /// <summary>Adds sixteen rows of weights times the sample. While one block is multiplied, the next is turned, so that no load waits for a store.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static TLanes Sum<TLanes>(float* x, float* rows, nint inputs, TLanes sum)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            float* blocks = stackalloc float[2 * Block], block = blocks, next = blocks + Block;
            nint blockCount = inputs / Depth;
            if (blockCount > 0) Turn(rows, inputs, block);
            for (nint left = blockCount; left > 0; left--)
            {
                rows += Depth;
                if (left > 1) Turn(rows, inputs, next);
                float* column = block;
                for (float* end = x + Depth; x < end; x += 4, column += 4 * Lanes)
                {
                    TLanes.Accumulate(TLanes.Broadcast(x), TLanes.Load(column), ref sum);
                    TLanes.Accumulate(TLanes.Broadcast(x + 1), TLanes.Load(column + Lanes), ref sum);
                    TLanes.Accumulate(TLanes.Broadcast(x + 2), TLanes.Load(column + (2 * Lanes)), ref sum);
                    TLanes.Accumulate(TLanes.Broadcast(x + 3), TLanes.Load(column + (3 * Lanes)), ref sum);
                }

                float* turned = next;
                next = block;
                block = turned;
            }

            for (nint left = inputs % Depth; left > 0; left--, rows++, x++)
            {
                for (int lane = 0; lane < Lanes; lane++) block[lane] = rows[lane * inputs];
                TLanes.Accumulate(TLanes.Broadcast(x), TLanes.Load(block), ref sum);
            }

            return sum;
        }

        /// <summary>Sixteen rows by sixteen columns. Rows may lie so that their lines drive each other out of the cache, of which it holds eight: so eight rows are read to the end of a line first.</summary>
        private static void Turn(float* rows, nint inputs, float* block)
        {
            for (float* end = block + Lanes; block < end; block += Side, rows += Side * inputs)
            {
                Transposition.Turn(rows, inputs, block, Lanes);
                Transposition.Turn(rows + Side, inputs, block + (Side * Lanes), Lanes);
            }
        }
    }
}
