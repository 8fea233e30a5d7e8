using ConvLens.Compute.Layout;
using ConvLens.Compute.Tensors;
using ConvLens.Testing;

namespace ConvLens.Compute.Tests.Layout;

public sealed class IndexedCopyTests
{
    [Theory]
    [InlineData(3, 5)]
    [InlineData(1, 40_000)]
    [InlineData(40_000, 1)]
    [InlineData(331, 127)]
    public void Transposes_matrices_and_back(int rows, int columns)
    {
        IndexedCopy copy = new([CopyAxis.Even(rows, columns, 1), CopyAxis.Even(columns, 1, rows)], rows * columns, rows * columns);
        float[] x = [.. Enumerable.Range(0, rows * columns)], y = new float[x.Length], back = new float[x.Length];
        copy.Run(new(3), x, y);
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++) Assert.Equal((i * columns) + j, y[(j * rows) + i]);
        copy.RunAdjoint(new(3), y, back);
        Assert.Equal(x, back);
    }

    [Fact]
    public void Writes_its_part_of_the_target_only()
    {
        IndexedCopy copy = new([new([0], [2]), CopyAxis.Even(2, 3, 5), CopyAxis.Even(3, 1, 1)], 6, 10);
        float[] y = [.. Enumerable.Repeat(9f, 10)];
        copy.Run(Schedulers.One, [1, 2, 3, 4, 5, 6], y);
        Assert.Equal([9, 9, 1, 2, 3, 9, 9, 4, 5, 6], y);
        float[] back = new float[6];
        copy.RunAdjoint(Schedulers.One, y, back);
        Assert.Equal([1, 2, 3, 4, 5, 6], back);
    }

    [Fact]
    public void Positions_outside_are_filled_and_give_nothing_back()
    {
        IndexedCopy copy = new([CopyAxis.Picked([-1, 2, -1, 0, 0], 1, 1)], 3, 5);
        float[] y = new float[5], back = [9, 9, 9];
        copy.Run(Schedulers.One, [1, 2, 3], y, fill: 7);
        Assert.Equal([7, 3, 7, 1, 1], y);
        copy.RunAdjoint(Schedulers.One, [1, 2, 4, 8, 16], back);
        Assert.Equal([24, 0, 2], back);
    }

    [Fact]
    public void Nothing_but_outside_is_all_filled()
    {
        IndexedCopy copy = new([CopyAxis.Even(2, 0, 2), CopyAxis.Picked([-1, -1], 1, 1)], 3, 4);
        float[] y = new float[4], back = [9, 9, 9];
        copy.Run(Schedulers.One, [1, 2, 3], y, fill: 7);
        Assert.Equal([7, 7, 7, 7], y);
        copy.RunAdjoint(Schedulers.One, y, back);
        Assert.Equal([0, 0, 0], back);
    }

    [Fact]
    public void Many_copies_add_up_without_losing_digits()
    {
        // 2²⁴ + 1 ones: float32 alone would stop counting at 2²⁴.
        const int Count = (1 << 24) + 2;
        IndexedCopy copy = new([CopyAxis.Even(Count, 0, 1)], 1, Count);
        float[] signal = new float[Count], sum = new float[1];
        signal.AsSpan().Fill(1);
        copy.RunAdjoint(Schedulers.One, signal, sum);
        Assert.Equal(Count, sum[0]);
    }

    [Fact]
    public void Offsets_behind_the_end_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new IndexedCopy([CopyAxis.Even(3, 2, 1)], 4, 3));
        Assert.Throws<ArgumentException>(() => new IndexedCopy([CopyAxis.Even(3, 1, 2)], 3, 4));
        IndexedCopy copy = new([CopyAxis.Even(3, 1, 1)], 3, 3);
        Assert.Throws<ArgumentException>(() => copy.Run(Schedulers.One, new float[2], new float[3]));
        Assert.Throws<ArgumentException>(() => copy.RunAdjoint(Schedulers.One, new float[2], new float[3]));
    }

    [Fact]
    public void Logical_order_is_memory_order_but_for_maps()
    {
        Assert.Null(LogicalOrder.From([2, 3, 4]));
        Assert.Null(LogicalOrder.To([2, 1, 3, 4]));
        Shape maps = [2, 3, 4, 5];
        Tensor tensor = Numbers.Uniform(maps, "maps");
        float[] logical = new float[maps.Length], memory = new float[maps.Length];
        LogicalOrder.From(maps)!.Run(Schedulers.One, tensor.Values, logical);
        LogicalOrder.To(maps)!.Run(Schedulers.One, logical, memory);
        Assert.Equal(tensor.ToLogical(), logical);
        Assert.Equal(tensor.Values.ToArray(), memory);
    }
}
