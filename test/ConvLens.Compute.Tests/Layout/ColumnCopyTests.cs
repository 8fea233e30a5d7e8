using ConvLens.Compute.Layout;
using ConvLens.Compute.Tensors;
using ConvLens.Testing;

namespace ConvLens.Compute.Tests.Layout;

public sealed class ColumnCopyTests
{
    [Fact]
    public void Every_width_goes_to_its_columns_and_nowhere_else()
    {
        foreach (int width in (int[])[.. Enumerable.Range(1, 50), 7000, 40_000])
            foreach ((int first, int behind) in ((int, int)[])[(0, 0), (3, 0), (0, 5), (17, 2)])
            {
                int rows = width > 50 ? 5 : 700, pitch = first + width + behind;
                Tensor source = Numbers.Uniform([rows, width], "source"), target = new([rows, pitch]);
                target.Span.Fill(1e9f);
                ColumnCopy.Run(new(2), source.Values, width, target.Span, first, pitch);
                for (int row = 0; row < rows; row++)
                {
                    ReadOnlySpan<float> line = target.Values.Slice(row * pitch, pitch);
                    Assert.True(line.Slice(first, width).SequenceEqual(source.Values.Slice(row * width, width)));
                    Assert.Equal(first + behind, line.Count(1e9f));
                }
            }
    }

    [Fact]
    public void Columns_that_do_not_fit_and_spans_of_another_length_are_refused()
    {
        float[] source = new float[6], target = new float[10];
        Assert.Throws<ArgumentException>(() => ColumnCopy.Run(Schedulers.One, source, 3, target, 3, 5));
        Assert.Throws<ArgumentException>(() => ColumnCopy.Run(Schedulers.One, source, 3, target, -1, 5));
        Assert.Throws<ArgumentException>(() => ColumnCopy.Run(Schedulers.One, source, 0, target, 0, 5));
        Assert.Throws<ArgumentException>(() => ColumnCopy.Run(Schedulers.One, source, 4, target, 0, 5));
        Assert.Throws<ArgumentException>(() => ColumnCopy.Run(Schedulers.One, source, 3, target.AsSpan(1), 0, 5));
    }
}
