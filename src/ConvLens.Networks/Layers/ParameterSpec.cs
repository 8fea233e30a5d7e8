using ConvLens.Compute.Tensors;

namespace ConvLens.Networks.Layers;

/// <summary>A parameter that a layer needs.</summary>
/// <param name="Name">Local name as PyTorch has it: <c>weight</c>, <c>bias</c>, <c>running_mean</c>.</param>
/// <param name="Shape">Logical shape.</param>
/// <param name="Bound">Initial values are uniform in ±Bound around <paramref name="Center"/>; 0 makes them constant.</param>
/// <param name="Center">Middle of the initial values.</param>
/// <param name="Trainable">Whether an optimizer changes it. Running statistics are not trainable: the trainer copies them from the batches.</param>
public sealed record ParameterSpec(string Name, Shape Shape, float Bound, float Center = 0, bool Trainable = true);
