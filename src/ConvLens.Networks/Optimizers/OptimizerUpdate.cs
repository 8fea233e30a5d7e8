using ConvLens.Compute.Tensors;

namespace ConvLens.Networks.Optimizers;

/// <summary>One parameter's share of a step.</summary>
/// <param name="Gradient">∂loss/∂parameter.</param>
/// <param name="Slots">What the optimizer remembers of it.</param>
/// <param name="Parameter">Its value, updated in place.</param>
internal readonly record struct OptimizerUpdate(Tensor Gradient, IReadOnlyList<Tensor> Slots, Tensor Parameter);
