using ConvLens.Compute.Random;

namespace ConvLens.Data.Batches;

/// <summary>The order in which an epoch visits the samples.</summary>
public static class EpochOrder
{
    /// <summary>The samples 0 … <paramref name="count"/> − 1 in the order of one epoch.</summary>
    /// <remarks>Drawn from the stream <c>order/epoch-{epoch}</c> of the seed: any epoch's order is had without those before it, so that a
    /// resumed training goes on exactly as one that was never stopped.</remarks>
    /// <param name="seed">The training's seed.</param>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="count">Number of samples.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public static int[] Of(ulong seed, int epoch, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return new RandomStream(seed, $"order/epoch-{epoch}").NextPermutation(count);
    }
}
