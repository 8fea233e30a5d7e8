using ConvLens.Compute.Tensors;

namespace ConvLens.Files.Matlab;

/// <summary>A numeric array of a MAT file.</summary>
/// <param name="Name">As MATLAB addresses it: <c>H</c>, a field <c>s.f</c> or <c>s(2).f</c>, a cell <c>c{3}</c> (counted column by column from 1).</param>
/// <param name="Class">MATLAB's class: <c>double</c>, <c>single</c>, <c>int8</c> to <c>uint64</c>, <c>logical</c>.</param>
/// <param name="Real">The real part with MATLAB's extents, at least two of them; row-major, as tensors are.</param>
/// <param name="Imaginary">The imaginary part, or null for a real array.</param>
public sealed record MatArray(string Name, string Class, Tensor Real, Tensor? Imaginary);
