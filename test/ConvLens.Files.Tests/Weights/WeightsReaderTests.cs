using System.IO.Compression;
using ConvLens.Compute.Tensors;
using ConvLens.Files.Tests.Npy;
using ConvLens.Files.Tests.Safetensors;
using ConvLens.Files.Tests.Torch;
using ConvLens.Files.Weights;

namespace ConvLens.Files.Tests.Weights;

public sealed class WeightsReaderTests
{
    private static readonly byte[] Array = NpyBytes.Of(NpyBytes.Dictionary("|i1", "(2,)"), 1, 2);
    private static readonly byte[] Safetensors = SafetensorsBytes.Of($"{{{SafetensorsBytes.Entry("x", "U8", "[2]", 0, 2)}}}", 1, 2);

    [Theory]
    [InlineData("w.safetensors"), InlineData("w.pth"), InlineData("w")]
    public void The_content_decides_whatever_the_name(string name)
    {
        Assert.Equal([1, 2], Read(Safetensors, name)["x"].ToLogical());
        Assert.Equal([1, 2], Read(TorchBytes.Zip(CompressionLevel.NoCompression, ("x.npy", Array)), name)["x"].ToLogical());
        Assert.Equal([1.5f, -2], Read(TorchFixtures.Archive, name)["half"].ToLogical());
        Assert.Equal([1.5f, -2], Read(TorchFixtures.Legacy, name)["half"].ToLogical());
    }

    [Fact]
    public void A_length_that_looks_like_a_pickle_is_a_length()
    {
        // 0x280 and 0x480 begin with the bytes of a pickle of protocol 2 and 4.
        foreach (int length in (int[])[0x280, 0x480])
        {
            byte[] bytes = SafetensorsBytes.Of($"{{{SafetensorsBytes.Entry("x", "U8", "[2]", 0, 2)}}}".PadRight(length), 1, 2);
            Assert.Equal(length, BitConverter.ToInt32(bytes));
            Assert.Equal([1, 2], Read(bytes, "w")["x"].ToLogical());
        }
    }

    [Fact]
    public void What_holds_no_weights_is_told_so()
    {
        Assert.Equal("x.npy: weights are a set of named arrays, found a .npy file, which is one array (numpy.savez writes several)", Refusal(Array, "x.npy"));
        Assert.Equal("x: weights come as safetensors, PyTorch's .pth, NumPy's .npz, Keras' .h5, ONNX, found none of them", Refusal([.. "text"u8], "x"));
        Assert.Equal("x: weights come as safetensors, PyTorch's .pth, NumPy's .npz, Keras' .h5, ONNX, found none of them", Refusal([], "x"));
        Assert.StartsWith("x.pth: weights must be a state dict", Refusal(TorchFixtures.Script, "x.pth"), StringComparison.Ordinal);
        Assert.StartsWith("x.zip: weights come as", Refusal(TorchBytes.Zip(CompressionLevel.NoCompression, ("a.txt", [1])), "x.zip"), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_content_says_nothing_the_name_explains()
    {
        Assert.Equal("x.safetensors: the header's length takes 8 bytes, found 3", Refusal([1, 2, 3], "x.safetensors"));
        Assert.Equal("x.pth: a zip archive ends with its directory, found no directory, as in a file that was cut short", Refusal(TorchFixtures.Archive[..2000], "x.pth"));
    }

    private static IReadOnlyDictionary<string, Tensor> Read(byte[] bytes, string name)
    {
        using MemoryStream stream = new(bytes);
        return WeightsReader.Read(stream, name);
    }

    private static string Refusal(byte[] bytes, string name) => Assert.Throws<FileFormatException>(() => Read(bytes, name)).Message;
}
