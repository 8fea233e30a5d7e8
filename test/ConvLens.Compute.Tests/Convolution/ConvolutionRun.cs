using ConvLens.Compute.Convolution;
using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Normalization;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Tensors;
using ConvLens.Testing;

namespace ConvLens.Compute.Tests.Convolution;

/// <summary>One geometry with its numbers, and the kernels called as a layer calls them. Outputs start as rubbish that kernels must overwrite.</summary>
public sealed class ConvolutionRun(ConvolutionGeometry geometry, Func<Shape, string, Tensor> numbers)
{
    public ConvolutionRun(ConvolutionGeometry geometry)
        : this(geometry, (shape, name) => Numbers.Whole(shape, name))
    {
    }

    public Tensor Input { get; } = numbers(geometry.Input, "input");

    public Tensor Weights { get; } = numbers([geometry.Outputs, geometry.GroupChannels, geometry.KernelRows, geometry.KernelColumns], "weights");

    public Tensor Bias { get; } = numbers([geometry.Outputs], "bias");

    public Tensor Signal { get; } = numbers(geometry.Output, "signal");

    public Tensor Forward(
        Scheduler scheduler, bool bias = true, Func<ConvolutionGeometry, ConvolutionAlgorithm>? algorithm = null, Tensor? addend = null, Rectification rectification = default)
    {
        ConvolutionAlgorithm convolution = (algorithm ?? ConvolutionAlgorithm.For)(geometry);
        convolution.Pack(scheduler, Weights);
        Tensor output = Rubbish(geometry.Output);
        convolution.Run(scheduler, Input.Values, bias ? Bias.Values : default, output.Span, addend is null ? default : addend.Values, rectification);
        return output;
    }

    public Tensor InputGradient(Scheduler scheduler, Func<ConvolutionGeometry, TransposedConvolution>? algorithm = null)
    {
        TransposedConvolution transposed = (algorithm ?? TransposedConvolution.For)(geometry);
        transposed.Pack(scheduler, Weights);
        Tensor gradient = Rubbish(geometry.Input);
        transposed.Run(scheduler, Signal.Values, gradient.Span);
        return gradient;
    }

    public Tensor WeightGradient(Scheduler scheduler, Func<ConvolutionGeometry, ConvolutionWeightGradient>? algorithm = null)
    {
        Tensor gradient = Rubbish(Weights.Shape);
        (algorithm ?? ConvolutionWeightGradient.For)(geometry).Run(scheduler, Input.Values, Signal.Values, gradient.Span);
        return gradient;
    }

    /// <summary>Forward, and the gradient to the weights where there is one, of what a normalization makes of the input.</summary>
    public float[] Normalized(Scheduler scheduler, ConvolutionAlgorithm algorithm, ConvolutionWeightGradient? gradient, RectifiedAffine normalization)
    {
        algorithm.Pack(scheduler, Weights);
        Tensor output = Rubbish(geometry.Output), ofWeights = Rubbish(Weights.Shape), ofBias = Rubbish(Bias.Shape);
        algorithm.RunNormalized(scheduler, Input.Values, normalization, Bias.Values, output.Span);
        gradient?.RunNormalized(scheduler, Input.Values, normalization, Signal.Values, ofWeights.Span, ofBias.Span);
        return [.. output.ToLogical(), .. ofWeights.ToLogical(), .. ofBias.ToLogical()];
    }

    private static Tensor Rubbish(Shape shape)
    {
        Tensor tensor = new(shape);
        tensor.Span.Fill(1e9f);
        return tensor;
    }
}
