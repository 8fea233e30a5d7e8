using System.Runtime.CompilerServices;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;
using ConvLens.Compute.Tensors;

namespace ConvLens.Compute.Optimization;

/// <summary>One step of an optimizer for one parameter: updates it, and what is remembered of it, in one pass in place.</summary>
/// <remarks>Elements do not see each other, so a step taken block by block gives the same bits as one over the whole gradient.</remarks>
public abstract unsafe class ParameterStep : GradientSink
{
    private const int ItemLength = 1 << 14;

    /// <summary>Takes the whole gradient, from memory.</summary>
    /// <exception cref="ArgumentException">The gradient has another length than the parameter.</exception>
    public void Run(Scheduler scheduler, ReadOnlySpan<float> gradient)
    {
        Require.Length(gradient.Length, Length, nameof(gradient));
        fixed (float* g = gradient) scheduler.Run(new Kernel(this, g, Length), RoundUp.Quotient(Length, ItemLength));
    }

    private readonly struct Kernel(ParameterStep step, float* gradient, int length) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            int first = item * ItemLength;
            step.Take<TLanes>(gradient + first, 0, first, 0, 1, Math.Min(ItemLength, length - first));
        }
    }

    /// <summary>The step of one rule.</summary>
    internal sealed class By<TRule> : ParameterStep
        where TRule : struct, IStepRule
    {
        private readonly Tensor _parameter, _first, _second;

        /// <summary>A step of one parameter.</summary>
        /// <param name="rule">The rule.</param>
        /// <param name="parameter">The parameter, not frozen.</param>
        /// <param name="slots">What is remembered of it, in the rule's order.</param>
        /// <exception cref="ArgumentException">A slot has another length than the parameter.</exception>
        public By(TRule rule, Tensor parameter, params ReadOnlySpan<Tensor> slots)
        {
            foreach (Tensor slot in slots) Require.Length(slot.Length, parameter.Length, nameof(slots));
            (Rule, _parameter) = (rule, parameter);
            (_first, _second) = (TRule.Slots > 0 ? slots[0] : parameter, TRule.Slots > 1 ? slots[1] : parameter);
        }

        /// <summary>The rule with its numbers.</summary>
        public TRule Rule { get; set; }

        internal override int Length => _parameter.Length;

        internal override void Take<TLanes>(float* block, nint blockPitch, nint first, nint pitch, int rows, int columns)
        {
            fixed (float* parameter = _parameter.Span, one = _first.Span, two = _second.Span)
                for (int row = 0; row < rows; row++, block += blockPitch, first += pitch)
                    Take<TLanes>(block, parameter + first, one + first, two + first, columns, pitch);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Take<TLanes>(float* gradient, float* parameter, float* one, float* two, int count, nint below)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            TRule rule = Rule;
            int i = 0;
            for (; i + 16 <= count; i += 16)
            {
                // A long row below lies in pages of its own, where hardware prefetching ends.
                Prefetch.Near(parameter + below + i);
                if (TRule.Slots > 0) Prefetch.Near(one + below + i);
                if (TRule.Slots > 1) Prefetch.Near(two + below + i);
                Step<TLanes>(rule, gradient + i, parameter + i, one + i, two + i);
            }

            if (i == count) return;
            // The tail goes through memory of its own.
            int rest = count - i;
            float* lanes = stackalloc float[64];
            for (int j = 0; j < rest; j++) (lanes[j], lanes[16 + j], lanes[32 + j], lanes[48 + j]) = (gradient[i + j], parameter[i + j], one[i + j], two[i + j]);
            Step<TLanes>(rule, lanes, lanes + 16, lanes + 32, lanes + 48);
            for (int j = 0; j < rest; j++)
            {
                parameter[i + j] = lanes[16 + j];
                if (TRule.Slots > 0) one[i + j] = lanes[32 + j];
                if (TRule.Slots > 1) two[i + j] = lanes[48 + j];
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Step<TLanes>(TRule rule, float* gradient, float* parameter, float* one, float* two)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            TLanes first = TRule.Slots > 0 ? TLanes.Load(one) : default, second = TRule.Slots > 1 ? TLanes.Load(two) : default;
            rule.Step(TLanes.Load(gradient), TLanes.Load(parameter), ref first, ref second).Store(parameter);
            if (TRule.Slots > 0) first.Store(one);
            if (TRule.Slots > 1) second.Store(two);
        }
    }
}
