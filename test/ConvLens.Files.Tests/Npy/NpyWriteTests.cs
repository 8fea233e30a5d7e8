using System.Text;
using ConvLens.Compute.Tensors;
using ConvLens.Files.Npy;

namespace ConvLens.Files.Tests.Npy;

public sealed class NpyWriteTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_bytes_are_those_of_the_format()
    {
        NpyFile.Write(_folder["x.npy"], Tensor.FromLogical(new(2, 1), [1.5f, -2]));
        // 10 bytes of preamble, then text to the next multiple of 64: 128 − 10 = 118 = 0x76.
        string text = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1), }".PadRight(117) + "\n";
        byte[] expected = [0x93, .. "NUMPY"u8, 1, 0, 0x76, 0, .. Encoding.ASCII.GetBytes(text), 0, 0, 0xC0, 0x3F, 0, 0, 0, 0xC0];
        Assert.Equal(expected, File.ReadAllBytes(_folder["x.npy"]));
    }

    [Theory]
    [InlineData("(7,)", 7), InlineData("(1, 2, 3)", 1, 2, 3), InlineData("(1, 1, 1, 1, 1, 1, 1, 1000000)", 1, 1, 1, 1, 1, 1, 1, 1_000_000)]
    public void The_header_names_the_shape_and_the_data_starts_on_a_multiple_of_64(string shape, params int[] extents)
    {
        NpyFile.Write(_folder["x.npy"], new Tensor(new(extents)));
        byte[] bytes = File.ReadAllBytes(_folder["x.npy"]);
        int header = 10 + bytes[8] + (bytes[9] << 8);
        Assert.Equal(0, header % 64);
        Assert.Equal((byte)'\n', bytes[header - 1]);
        Assert.Contains($"'shape': {shape}, }}", Encoding.ASCII.GetString(bytes, 0, header), StringComparison.Ordinal);
        Assert.Equal(header + (4 * new Shape(extents).Length), bytes.Length);
    }

    [Fact]
    public void Four_axes_are_written_in_logical_order_whatever_the_memory()
    {
        float[] logical = [.. Enumerable.Range(0, 60).Select(i => i / 7f)];
        NpyFile.Write(_folder["x.npy"], Tensor.FromLogical(new(2, 3, 2, 5), logical));
        byte[] bytes = File.ReadAllBytes(_folder["x.npy"]);
        Assert.Equal(logical, Enumerable.Range(0, 60).Select(i => BitConverter.ToSingle(bytes, bytes.Length - 240 + (4 * i))));
        Assert.Equal(logical, NpyFile.Read(_folder["x.npy"]).ToLogical());
    }

    [Fact]
    public void Arrays_longer_than_one_piece_come_back_the_same()
    {
        float[] values = [.. Enumerable.Range(0, 100_003).Select(i => MathF.Sqrt(i))];
        NpyFile.Write(_folder["x.npy"], new(100_003), values);
        Assert.Equal(values, NpyFile.Read(_folder["x.npy"]).ToLogical());
    }

    [Fact]
    public void Integers_are_written_as_integers()
    {
        int[] switches = [0, -1, int.MaxValue, 65_537];
        NpyFile.Write(_folder["s.npy"], new(2, 2), switches);
        byte[] bytes = File.ReadAllBytes(_folder["s.npy"]);
        Assert.Contains("'descr': '<i4'", Encoding.ASCII.GetString(bytes), StringComparison.Ordinal);
        Assert.Equal([0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 1, 0, 1, 0], bytes[^16..]);
    }

    [Fact]
    public void More_or_fewer_numbers_than_the_shape_holds_are_refused_and_nothing_is_written()
    {
        Assert.Throws<ArgumentException>(() => NpyFile.Write(_folder["x.npy"], new(2, 2), new float[3]));
        Assert.Throws<ArgumentException>(() => NpyFile.Write(_folder["x.npy"], new(2, 2), new int[5]));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void The_same_tensor_gives_the_same_bytes()
    {
        Tensor tensor = Tensor.FromLogical(new(1, 2, 2, 2), [1, 2, 3, 4, 5, 6, 7, 8]);
        NpyFile.Write(_folder["a.npy"], tensor);
        NpyFile.Write(_folder["b.npy"], tensor);
        Assert.Equal(File.ReadAllBytes(_folder["a.npy"]), File.ReadAllBytes(_folder["b.npy"]));
    }
}
