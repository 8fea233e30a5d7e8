using System.Text;
using ConvLens.Compute.Tensors;
using ConvLens.Files.Safetensors;

namespace ConvLens.Files.Tests.Safetensors;

public sealed class SafetensorsWriteTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_bytes_are_those_of_the_format()
    {
        SafetensorsFile.Write(_folder["m"], [("b", Tensor.FromLogical(new(2), [1.5f, -2])), ("a", Tensor.FromLogical(new(1, 1), [1]))]);
        string header = "{\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
            + "\"a\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[8,12]}}";
        header = header.PadRight((header.Length + 7) / 8 * 8);
        byte[] expected =
        [
            (byte)header.Length, 0, 0, 0, 0, 0, 0, 0, .. Encoding.ASCII.GetBytes(header),
            0, 0, 0xC0, 0x3F, 0, 0, 0, 0xC0, 0, 0, 0x80, 0x3F,
        ];
        Assert.Equal(expected, File.ReadAllBytes(_folder["m"]));
    }

    [Fact]
    public void Metadata_comes_first_and_by_key()
    {
        SafetensorsFile.Write(_folder["m"], [], new Dictionary<string, string> { ["z"] = "1", ["a"] = "é\"\n" });
        byte[] bytes = File.ReadAllBytes(_folder["m"]);
        Assert.Equal("{\"__metadata__\":{\"a\":\"é\\\"\\n\",\"z\":\"1\"}}", Encoding.UTF8.GetString(bytes, 8, bytes.Length - 8).TrimEnd(' '));
        Assert.Equal(0, bytes.Length % 8);
    }

    [Fact]
    public void Names_metadata_shapes_and_bits_come_back()
    {
        float[] values = [.. Enumerable.Range(0, 2 * 3 * 4 * 5).Select(i => MathF.Sqrt(i) - 4)];
        Dictionary<string, string> metadata = new() { ["seed"] = "0", ["note"] = "漢字 \t" };
        (string, Tensor)[] tensors =
        [
            ("features.10.weight", Tensor.FromLogical(new(2, 3, 4, 5), values)),
            ("naïve \"name\" 漢", Tensor.FromLogical(new(3), [float.NaN, float.PositiveInfinity, -0f])),
            ("", Tensor.FromLogical(new(5, 24), values)),
        ];
        SafetensorsFile.Write(_folder["m"], tensors, metadata);

        SafetensorsContent content = SafetensorsFile.Read(_folder["m"]);
        Assert.Equal(metadata, content.Metadata);
        Assert.Equal(tensors.Length, content.Tensors.Count);
        foreach (((string name, Tensor tensor), (string expectedName, Tensor expected)) in content.Tensors.Zip(tensors))
        {
            Assert.Equal(expectedName, name);
            Assert.Equal(expected.Shape, tensor.Shape);
            Assert.Equal(expected.ToLogical().Select(BitConverter.SingleToInt32Bits), tensor.ToLogical().Select(BitConverter.SingleToInt32Bits));
        }
    }

    [Fact]
    public void Names_that_stand_twice_or_mean_metadata_are_refused_and_nothing_is_written()
    {
        Tensor tensor = new(new(1));
        Assert.Throws<ArgumentException>(() => SafetensorsFile.Write(_folder["m"], [("a", tensor), ("a", tensor)]));
        Assert.Throws<ArgumentException>(() => SafetensorsFile.Write(_folder["m"], [("__metadata__", tensor)]));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Reading_does_not_hold_the_file_twice()
    {
        const int Count = 16, Length = 1 << 18;
        SafetensorsFile.Write(_folder["m"], [.. Enumerable.Range(0, Count).Select(i => ($"t{i}", new Tensor(new(16, 16, 32, 32))))]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        SafetensorsContent content = SafetensorsFile.Read(_folder["m"]);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(Count, content.Tensors.Count);
        // The tensors themselves, a sixteenth for one sample each, and a mebibyte for the rest.
        Assert.InRange(allocated, 4L * Count * Length, (4L * Count * Length * 17 / 16) + (1 << 20));
    }
}
