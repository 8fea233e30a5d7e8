using System.IO.Compression;
using ConvLens.Compute.Tensors;
using ConvLens.Files.Tests.Pickle;
using ConvLens.Files.Torch;

namespace ConvLens.Files.Tests.Torch;

public sealed class TorchReadTests
{
    public static TheoryData<string, int[], float[]> Tensors => new()
    {
        { "conv.weight", [2, 3, 2, 2], [.. Enumerable.Range(0, 24).Select(i => i / 8f)] },
        { "conv.last", [2, 3, 2, 2], [.. Enumerable.Range(0, 24).Select(i => i / 8f)] },
        { "conv.turned", [2, 3, 2, 2], [0, 6, 12, 18, 2, 8, 14, 20, 4, 10, 16, 22, 1, 7, 13, 19, 3, 9, 15, 21, 5, 11, 17, 23] },
        { "fc.weight", [3, 2], [0, 3, 1, 4, 2, 5] },
        { "shared.a", [3], [2, 3, 4] },
        { "shared.b", [4], [0, 3, 6, 9] },
        { "parameter", [2], [3, 4] },
        { "half", [2], [1.5f, -2] },
        { "bfloat", [2], [1.5f, -2] },
        { "double", [2], [0.1f, -2] },
        { "int8", [2], [127, -128] },
        { "int16", [2], [513, -1] },
        { "int32", [2], [65536, -1] },
        { "uint8", [2], [255, 1] },
        { "bool", [2], [1, 0] },
        { "num_batches_tracked", [1], [7] },
        { "expanded", [2, 3], [5, 5, 5, 5, 5, 5] },
    };

    [Theory, MemberData(nameof(Tensors))]
    public void Views_and_types_are_those_of_PyTorch(string name, int[] extents, float[] values)
    {
        foreach (byte[] file in (byte[][])[TorchFixtures.Archive, TorchFixtures.Legacy, TorchFixtures.ArchiveProtocol4])
        {
            Tensor tensor = Read(file)[name];
            Assert.Equal(new Shape(extents), tensor.Shape);
            Assert.Equal(values, tensor.ToLogical());
        }
    }

    [Fact]
    public void Of_a_checkpoint_the_state_dict_is_read_in_its_order_without_empty_tensors() =>
        Assert.All([TorchFixtures.Archive, TorchFixtures.Legacy], file => Assert.Equal(Tensors.Select(row => (string)row[0]), Read(file).Keys));

    [Fact]
    public void Every_protocol_is_read()
    {
        IReadOnlyDictionary<string, Tensor> tensors = Read(TorchFixtures.LegacyProtocol5);
        Assert.Equal(["half", "fc.weight"], tensors.Keys);
        Assert.Equal([0, 3, 1, 4, 2, 5], tensors["fc.weight"].ToLogical());
    }

    [Fact]
    public void A_deflated_copy_reads_the_same()
    {
        byte[] pickle = PickleBytes.Of(PickleBytes.Dictionary(("a", PickleBytes.Tensor("0", 6, 0, [2], [1])), ("b", PickleBytes.Tensor("0", 6, 3, [3], [1]))));
        byte[] file = TorchBytes.Zip(CompressionLevel.Optimal, ("w/data.pkl", pickle), ("w/data/0", TorchBytes.Floats(0, 1, 2, 3, 4, 5)));
        Assert.Equal([0, 1], Read(file)["a"].ToLogical());
        Assert.Equal([3, 4, 5], Read(file)["b"].ToLogical());
    }

    [Fact]
    public void The_highest_byte_may_come_first()
    {
        byte[] pickle = PickleBytes.Of(PickleBytes.Dictionary(("a", PickleBytes.Tensor("0", 1, 0, [1], [1]))));
        Assert.Equal([1.5f], Read(TorchBytes.Zip(CompressionLevel.NoCompression, ("w/data.pkl", pickle), ("w/byteorder", "big"u8.ToArray()), ("w/data/0", [0x3F, 0xC0, 0, 0])))["a"].ToLogical());
    }

    [Theory]
    [InlineData("state_dict"), InlineData("model"), InlineData("anything")]
    public void The_dictionary_of_tensors_may_stand_inside_another(string key)
    {
        byte[] tensors = PickleBytes.Dictionary(("a", PickleBytes.Tensor("0", 1, 0, [1], [1])));
        byte[] file = TorchBytes.Archive(PickleBytes.Of(PickleBytes.Dictionary(("epoch", PickleBytes.Number(3)), (key, tensors))), ("0", TorchBytes.Floats(7)));
        Assert.Equal([7], Assert.Single(Read(file)).Value.ToLogical());
    }

    [Fact]
    public void Reading_holds_nothing_twice_but_one_kernel()
    {
        const int Outputs = 64, Kernel = 64 * 3 * 3, Wide = 1 << 18;
        byte[] pickle = PickleBytes.Of(PickleBytes.Dictionary(
            ("conv", PickleBytes.Tensor("0", Outputs * Kernel, 0, [Outputs, 64, 3, 3], [Kernel, 9, 3, 1])), ("fc", PickleBytes.Tensor("1", Wide, 0, [4, Wide / 4], [Wide / 4, 1]))));
        byte[] file = TorchBytes.Archive(pickle, ("0", new byte[Outputs * Kernel * 4]), ("1", new byte[Wide * 4]));
        Read(file);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Read(file);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 4L * ((Outputs * Kernel) + Wide), (4L * (((Outputs + 1) * Kernel) + Wide)) + (1 << 17));
    }

    private static IReadOnlyDictionary<string, Tensor> Read(byte[] bytes)
    {
        using MemoryStream stream = new(bytes);
        return TorchFile.Read(stream, "w.pth");
    }
}
