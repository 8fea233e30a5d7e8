using ConvLens.Compute.Tensors;

namespace ConvLens.Insight.Deconvnet;

/// <summary>Where a pooling node found its maxima.</summary>
/// <param name="Node">The node.</param>
/// <param name="Shape">Its activation's shape, [1, C, h, w].</param>
/// <param name="Positions">y · W + x in the plane that was pooled, in logical order of the shape.</param>
public sealed record PoolingSwitches(string Node, Shape Shape, int[] Positions);
