using System.Security.Cryptography;
using System.Text;
using ConvLens.Compute.Tensors;
using ConvLens.Files.Torch;
using ConvLens.Files.Zip;

namespace ConvLens.Files.Tests.Torch;

public sealed class TorchWriteTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Names_shapes_and_bits_come_back_and_the_same_tensors_give_the_same_bytes()
    {
        float[] values = [.. Enumerable.Range(0, 120).Select(i => MathF.Sqrt(i) - 3)];
        values[1] = BitConverter.UInt32BitsToSingle(0x7FC01234);
        (string Name, Tensor Tensor)[] tensors =
        [
            ("conv.weight", Tensor.FromLogical(new(2, 3, 4, 5), values)), ("ü.bias", Tensor.FromLogical(new(120), values)), ("fc.weight", Tensor.FromLogical(new(8, 15), values)),
            ("volume", Tensor.FromLogical(new(2, 3, 2, 2, 5), values)), ("one", Tensor.FromLogical(new(1), [7])), ("long", new Tensor(new(70_000))),
        ];
        TorchFile.Write(_folder["w.pth"], tensors);
        TorchFile.Write(_folder["again.pth"], tensors);
        Assert.Equal(File.ReadAllBytes(_folder["w.pth"]), File.ReadAllBytes(_folder["again.pth"]));
        IReadOnlyDictionary<string, Tensor> found = TorchFile.Read(_folder["w.pth"]);
        Assert.Equal(tensors.Select(entry => entry.Name), found.Keys);
        Assert.All(tensors, entry => Assert.Equal((entry.Tensor.Shape, BitsOf(entry.Tensor)), (found[entry.Name].Shape, BitsOf(found[entry.Name]))));
    }

    /// <summary>PyTorch 1.13 loads these very bytes as an OrderedDict of "a.weight" = [[0, 1, 2], [3, 4, 5]] and "b" = [1].</summary>
    [Fact]
    public void A_small_archive_is_laid_out_as_PyTorch_does()
    {
        TorchFile.Write(_folder["w.pth"], [("a.weight", Tensor.FromLogical(new(2, 3), [0, 1, 2, 3, 4, 5])), ("b", Tensor.FromLogical(new(1), [1]))]);
        using FileStream stream = File.OpenRead(_folder["w.pth"]);
        ZipDirectory directory = ZipDirectory.Read(stream, "w.pth");
        Assert.Equal(["archive/data.pkl", "archive/byteorder", "archive/data/0", "archive/data/1", "archive/version"], directory.Members.Keys);
        Assert.All(directory.Members.Values, member => Assert.Equal((0L, false), (member.Begin % 64, member.Deflated)));
        Assert.Equal("3\n", Text(directory.Members["archive/version"], stream));
        Assert.Equal("little", Text(directory.Members["archive/byteorder"], stream));
        string pickle = Text(directory.Members["archive/data.pkl"], stream);
        Assert.StartsWith("\u0080\u0002ccollections\nOrderedDict\nq\0)R(X\u0008\0\0\0a.weightctorch._utils\n_rebuild_tensor_v2\nq\u0001((X\u0007\0\0\0storageq\u0002ctorch\nFloatStorage\nq\u0003X\u0001\0\0\00X\u0003\0\0\0cpuq\u0004K\u0006tQK\0(K\u0002K\u0003t(K\u0003K\u0001t\u0089h\0)RtR", pickle, StringComparison.Ordinal);
        Assert.EndsWith("tRu.", pickle, StringComparison.Ordinal);
        stream.Position = 0;
        Assert.Equal("68A95540E943BE0DC24284914918DAEE7C3496181081E8F5D1BC45A80F57188F", Convert.ToHexString(SHA256.HashData(stream)));
    }

    [Fact]
    public void Nothing_is_written_where_two_tensors_share_a_name()
    {
        Tensor tensor = new(new(1));
        Assert.Throws<ArgumentException>(() => TorchFile.Write(_folder["w.pth"], [("a", tensor), ("a", tensor)]));
        Assert.False(File.Exists(_folder["w.pth"]));
    }

    private static string BitsOf(Tensor tensor) => string.Join(' ', tensor.ToLogical().Select(value => BitConverter.SingleToUInt32Bits(value)));

    private static string Text(ZipMember member, Stream file)
    {
        using StreamReader reader = new(member.Open(file), Encoding.Latin1);
        return reader.ReadToEnd();
    }
}
