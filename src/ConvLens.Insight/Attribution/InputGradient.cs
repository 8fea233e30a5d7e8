using ConvLens.Compute.Tensors;

namespace ConvLens.Insight.Attribution;

/// <summary>How an objective would change with each pixel of one picture.</summary>
/// <param name="Method">The rule map's name.</param>
/// <param name="Target">The objective in words.</param>
/// <param name="Score">The objective's value.</param>
/// <param name="Input">The picture, [1, C, H, W].</param>
/// <param name="Signal">∂objective/∂pixel under the rules, in the picture's shape. Signed.</param>
public sealed record InputGradient(string Method, string Target, double Score, Tensor Input, Tensor Signal);
