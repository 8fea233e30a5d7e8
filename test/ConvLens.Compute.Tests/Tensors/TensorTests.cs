using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ConvLens.Compute.Tensors;

namespace ConvLens.Compute.Tests.Tensors;

public sealed class TensorTests
{
    [Fact]
    public void Memory_is_channels_last()
    {
        // Two channels of 2 × 3 pixels: 0 … 5 and 10 … 15.
        Tensor tensor = Tensor.FromLogical([1, 2, 2, 3], [0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15]);
        Assert.Equal([0, 10, 1, 11, 2, 12, 3, 13, 4, 14, 5, 15], tensor.Values.ToArray());
        Assert.Equal([0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15], tensor.ToLogical());
        Assert.Equal(15, tensor[0, 1, 1, 2]);
    }

    [Fact]
    public void Other_ranks_are_row_major()
    {
        Tensor matrix = Tensor.FromLogical([2, 3], [1, 2, 3, 4, 5, 6]), cube = Tensor.FromLogical([1, 2, 3], [1, 2, 3, 4, 5, 6]);
        Assert.Equal([1, 2, 3, 4, 5, 6], matrix.Values.ToArray());
        Assert.Equal([1, 2, 3, 4, 5, 6], cube.Values.ToArray());
        Assert.Equal(6, matrix[1, 2]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(1000)]
    public void Memory_starts_zeroed_on_a_64_byte_line(int length)
    {
        Tensor tensor = new([length]);
        Assert.Equal(0u, (ulong)AddressOf(tensor) % 64);
        Assert.All(tensor.Values.ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public unsafe void The_slack_behind_the_last_element_may_be_read()
    {
        Tensor tensor = new([3]);
        float* values = (float*)AddressOf(tensor);
        float sum = 0;
        for (int i = 0; i < Tensor.Slack; i++) sum += values[3 + i];
        Assert.Equal(0, sum);
        GC.KeepAlive(tensor);
    }

    [Fact]
    public void A_frozen_tensor_refuses_writing_and_its_copy_does_not()
    {
        Tensor tensor = Tensor.FromLogical([2], [1, 2]).Freeze();
        Assert.True(tensor.IsFrozen);
        Assert.Throws<InvalidOperationException>(() => tensor.Span.Clear());
        Tensor copy = tensor.Copy();
        copy.Span[0] = 5;
        Assert.Equal([1, 2], tensor.ToLogical());
        Assert.Equal([5, 2], copy.ToLogical());
    }

    [Fact]
    public void A_slice_copies_whole_samples()
    {
        Tensor tensor = Tensor.FromLogical([3, 2, 1, 2], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
        Tensor slice = tensor.Slice(1, 2);
        Assert.Equal<Shape>([2, 2, 1, 2], slice.Shape);
        Assert.Equal([4, 5, 6, 7, 8, 9, 10, 11], slice.ToLogical());
        slice.Span.Clear();
        Assert.Equal(4, tensor[1, 0, 0, 0]);
    }

    [Fact]
    public void Too_many_or_too_few_numbers_are_refused()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => Tensor.FromLogical([2, 2], [1, 2, 3]));
        Assert.Contains("a tensor of 2×2 holds 4 numbers, found 3", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Tensor.FromLogical([2], [1, 2, 3]));
    }

    private static unsafe nuint AddressOf(Tensor tensor) => (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(tensor.Values));
}
