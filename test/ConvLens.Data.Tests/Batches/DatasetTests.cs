using ConvLens.Compute.Tensors;
using ConvLens.Data.Batches;

namespace ConvLens.Data.Tests.Batches;

public sealed class DatasetTests
{
    private static readonly string[] Classes = ["zero", "one", "two"];

    [Fact]
    public void A_batch_holds_the_chosen_samples_in_the_order_of_the_indices()
    {
        Dataset data = Numbered(5);
        Tensor batch = new(new(4, 2, 2, 3));
        int[] labels = new int[4];
        data.CopyBatch([3, 0, 4, 3], batch, labels);
        Assert.Equal([0, 0, 1, 0], labels);
        foreach ((int index, int n) in new[] { 3, 0, 4, 3 }.Select((index, n) => (index, n)))
            for (int c = 0; c < 2; c++)
                for (int y = 0; y < 2; y++)
                    for (int x = 0; x < 3; x++)
                        Assert.Equal((index * 12) + (c * 6) + (y * 3) + x, batch[n, c, y, x]);
    }

    [Fact]
    public void Batches_that_do_not_fit_are_refused()
    {
        Dataset data = Numbered(5);
        Assert.Throws<ArgumentException>(() => data.CopyBatch([0, 1], new Tensor(new(3, 2, 2, 3)), new int[2]));
        Assert.Throws<ArgumentException>(() => data.CopyBatch([0, 1], new Tensor(new(2, 2, 3, 2)), new int[2]));
        Assert.Throws<ArgumentException>(() => data.CopyBatch([0, 1], new Tensor(new(2, 2, 2, 3)), new int[3]));
        Assert.Throws<ArgumentException>(() => data.CopyBatch([0, 5], new Tensor(new(2, 2, 2, 3)), new int[2]));
        Assert.Throws<ArgumentException>(() => data.CopyBatch([-1, 0], new Tensor(new(2, 2, 2, 3)), new int[2]));
    }

    [Fact]
    public void The_first_samples_make_a_smaller_dataset()
    {
        Dataset first = Numbered(5).Take(2);
        Assert.Equal(2, first.Count);
        Assert.Equal(new Shape(2, 2, 2, 3), first.Inputs.Shape);
        Assert.Equal(Enumerable.Range(0, 24).Select(i => (float)i), first.Inputs.ToLogical());
        Assert.Equal([0, 1], first.Labels);
        Assert.Equal(Classes, first.ClassNames);
        Assert.Equal("numbers", first.Name);
    }

    [Theory]
    [InlineData(0), InlineData(-1), InlineData(6)]
    public void A_part_that_is_empty_or_larger_than_the_whole_is_refused(int count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Numbered(5).Take(count));

    [Fact]
    public void Inputs_cannot_be_written()
    {
        Dataset data = Numbered(2);
        Assert.Throws<InvalidOperationException>(() => data.Inputs.Span.Clear());
        Assert.Throws<InvalidOperationException>(() => data.Take(1).Inputs.Span.Clear());
    }

    [Fact]
    public void Inputs_labels_and_classes_must_agree()
    {
        Assert.Throws<ArgumentException>(() => new Dataset("x", new Tensor(new(2, 4)), [0, 0], Classes));
        Assert.Throws<ArgumentException>(() => new Dataset("x", new Tensor(new(2, 1, 2, 2)), [0], Classes));
        ArgumentException stray = Assert.Throws<ArgumentException>(() => new Dataset("x", new Tensor(new(2, 1, 2, 2)), [0, 3], Classes));
        Assert.Contains("labels are 0 to 2, found 3 at sample 1", stray.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Dataset("x", new Tensor(new(2, 1, 2, 2)), [-1, 0], Classes));
    }

    /// <summary>Samples of 2×2×3 whose numbers count up in logical order, with labels 0, 1, 2, 0, 1 …</summary>
    private static Dataset Numbered(int count) => new(
        "numbers",
        Tensor.FromLogical(new(count, 2, 2, 3), [.. Enumerable.Range(0, count * 12).Select(i => (float)i)]),
        [.. Enumerable.Range(0, count).Select(i => i % 3)], Classes);
}
