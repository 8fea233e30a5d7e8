using ConvLens.Compute.Convolution;
using ConvLens.Testing;
using ConvLens.Testing.Twins;

namespace ConvLens.Compute.Tests.Convolution;

/// <summary>Sums of 512 · 3 · 3 = 4,608 products, the depth of VGG's last layers.</summary>
/// <remarks>
/// A chain of K fused multiply-adds makes at most one rounding of 2⁻²⁴ a step, relative to the partial sum at that step. Partial sums of
/// random terms grow as √k, so the roundings add up, as independent errors, to about 2⁻²⁴ · √(K / 2) of the result: 2.9e-6 for K = 4,608.
/// The bound is twice that. A sum that lost order or precision, say in bfloat16 or with a wrong tap, is off by orders more.
/// </remarks>
public sealed class DeepAccumulationTests
{
    private static readonly ConvolutionGeometry Geometry = new([1, 512, 5, 6], 20, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1);
    private static readonly double Bound = 2 * Math.Sqrt(4608 / 2.0) / (1 << 24);

    [Fact]
    public void Forward_stays_within_the_roundings_of_its_chain()
    {
        ConvolutionRun run = new(Geometry, (shape, name) => Numbers.Uniform(shape, name));
        Tolerance.AssertClose(ConvolutionTwin.Forward(Geometry, TwinArray.Of(run.Input), TwinArray.Of(run.Weights), TwinArray.Of(run.Bias)), run.Forward(Schedulers.One), Bound);
    }

    [Fact]
    public void Gradients_stay_within_the_roundings_of_their_chains()
    {
        ConvolutionRun run = new(Geometry, (shape, name) => Numbers.Uniform(shape, name));
        TwinArray signal = TwinArray.Of(run.Signal);
        Tolerance.AssertClose(ConvolutionTwin.InputGradient(Geometry, signal, TwinArray.Of(run.Weights)), run.InputGradient(Schedulers.One), Bound);
        Tolerance.AssertClose(ConvolutionTwin.WeightGradient(Geometry, TwinArray.Of(run.Input), signal), run.WeightGradient(Schedulers.One), Bound);
    }

    [Fact]
    public void Weight_gradients_over_4608_pixels_stay_within_theirs()
    {
        ConvolutionGeometry wide = new([8, 3, 24, 24], 5, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1);
        ConvolutionRun run = new(wide, (shape, name) => Numbers.Uniform(shape, name));
        Tolerance.AssertClose(ConvolutionTwin.WeightGradient(wide, TwinArray.Of(run.Input), TwinArray.Of(run.Signal)), run.WeightGradient(Schedulers.One), Bound);
    }
}
