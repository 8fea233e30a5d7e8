using BenchmarkDotNet.Attributes;
using ConvLens.Benchmarks.Networks;
using ConvLens.Compute.Products;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Tensors;

namespace ConvLens.Benchmarks.Kernels;

/// <summary>C = A · B of square matrices, and the packing of B that comes before.</summary>
public class MatrixProductBenchmarks
{
    private Scheduler _scheduler = new(1);
    private Tensor _a = new([1]), _b = new([1]), _c = new([1]);
    private PanelMatrix _panels = new(1, 1);

    /// <summary>Rows and columns.</summary>
    [Params(512, 1024)]
    public int Size { get; set; }

    /// <summary>Threads; 0 is all processors.</summary>
    [Params(1, 0)]
    public int Threads { get; set; }

    /// <summary>Fills the matrices and packs B.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _scheduler = new(Threads);
        (_a, _b, _c, _panels) = (InitialValues.Picture([Size, Size], "a"), InitialValues.Picture([Size, Size], "b"), new([Size, Size]), new(Size, Size));
        Pack();
    }

    /// <summary>B into panels.</summary>
    [Benchmark]
    public void Pack() => _panels.Pack(_scheduler, _b.Values, rowStride: Size, columnStride: 1);

    /// <summary>The product.</summary>
    [Benchmark]
    public void Product() => MatrixProduct.Run(_scheduler, Size, _a.Values, Size, 1, _panels, default, _c.Span);

    /// <summary>The product with A transposed, as weights' gradients need it.</summary>
    [Benchmark]
    public void ProductOfTransposed() => MatrixProduct.Run(_scheduler, Size, _a.Values, 1, Size, _panels, default, _c.Span);
}
