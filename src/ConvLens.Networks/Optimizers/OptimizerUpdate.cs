using ConvLens.Compute.Optimization;
using ConvLens.Compute.Tensors;

namespace ConvLens.Networks.Optimizers;

/// <summary>One parameter's share of a step.</summary>
/// <param name="Gradient">∂loss/∂parameter.</param>
/// <param name="Step">What it does to the parameter and to what is remembered of it.</param>
internal readonly record struct OptimizerUpdate(Tensor Gradient, ParameterStep Step);
