using System.IO.Compression;
using ConvLens.Compute.Tensors;
using ConvLens.Files.Npy;
using ConvLens.Files.Tests.Torch;
using ConvLens.Testing.Fuzzing;

namespace ConvLens.Files.Tests.Npy;

public sealed class NpzTests : IDisposable
{
    private static readonly byte[] Member = NpyBytes.Of(NpyBytes.Dictionary("|i1", "(2, 2)"), 1, 2, 3, 0xFC);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Deflated_arrays_of_NumPy_are_read()
    {
        IReadOnlyDictionary<string, Tensor> arrays = Read(TorchFixtures.Npz);
        Assert.Equal(["a", "b.weight"], arrays.Keys);
        Assert.Equal([0, 1, 2, 3, 4, 5], arrays["a"].ToLogical());
        Assert.Equal(new Shape(2, 3, 2, 2), arrays["b.weight"].Shape);
        Assert.Equal([.. Enumerable.Range(0, 24).Select(i => (float)i)], arrays["b.weight"].ToLogical());
    }

    [Theory]
    [InlineData(CompressionLevel.NoCompression), InlineData(CompressionLevel.Optimal)]
    public void Stored_and_deflated_members_read_the_same(CompressionLevel level) => Assert.Equal([1, 2, 3, -4], Read(TorchBytes.Zip(level, ("x.npy", Member)))["x"].ToLogical());

    [Fact]
    public void Names_shapes_and_bits_come_back_and_the_same_tensors_give_the_same_bytes()
    {
        float[] values = [.. Enumerable.Range(0, 24).Select(i => MathF.Sqrt(i))];
        (string Name, Tensor Tensor)[] tensors = [("conv.weight", Tensor.FromLogical(new(2, 3, 2, 2), values)), ("ü", Tensor.FromLogical(new(24), values))];
        NpzFile.Write(_folder["w.npz"], tensors);
        NpzFile.Write(_folder["again.npz"], tensors);
        Assert.Equal(File.ReadAllBytes(_folder["w.npz"]), File.ReadAllBytes(_folder["again.npz"]));
        IReadOnlyDictionary<string, Tensor> found = NpzFile.Read(_folder["w.npz"]);
        Assert.Equal(tensors.Select(entry => entry.Name), found.Keys);
        Assert.All(tensors, entry => Assert.Equal(entry.Tensor.ToLogical(), found[entry.Name].ToLogical()));
        Assert.Equal(new Shape(2, 3, 2, 2), found["conv.weight"].Shape);
        Assert.Throws<ArgumentException>(() => NpzFile.Write(_folder["twice.npz"], [tensors[0], tensors[0]]));
        Assert.False(File.Exists(_folder["twice.npz"]));
    }

    [Fact]
    public void Errors_name_the_member()
    {
        Assert.Equal("w.npz: the members must be .npy files, found 'x.txt'", Refusal(TorchBytes.Zip(CompressionLevel.NoCompression, ("x.txt", Member))));
        Assert.Equal("w.npz, member 'x.npy': the header says 2×2 int8 (4 bytes), found 3 bytes of data", Refusal(TorchBytes.Zip(CompressionLevel.NoCompression, ("x.npy", Member[..^1]))));
        Assert.Equal("w.npz: every name may stand once in the archive, found another 'x.npy'", Refusal(TorchBytes.Zip(CompressionLevel.NoCompression, ("x.npy", Member), ("x.npy", Member))));
    }

    [Fact]
    public void A_bomb_is_refused_before_it_unfolds()
    {
        const int Length = 1 << 26;
        byte[] file = TorchBytes.Zip(CompressionLevel.Fastest, ("x.npy", NpyBytes.Of(NpyBytes.Dictionary("|i1", $"({Length},)"), new byte[Length])));
        Assert.InRange(file.Length, 1, 2 << 20);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("bytes may unfold to at most", Refusal(file), StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void A_member_that_unfolds_to_less_than_it_says_is_refused()
    {
        byte[] file = TorchBytes.Zip(CompressionLevel.Optimal, ("x.npy", NpyBytes.Of(NpyBytes.Dictionary("|i1", "(2000,)"), new byte[2000])));
        int central = file.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        BitConverter.TryWriteBytes(file.AsSpan(central + 24), BitConverter.ToInt32(file, central + 24) + 8);
        Assert.EndsWith("(2000 bytes), found 2008 bytes of data", Refusal(file), StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_copies_are_read_or_refused_and_nothing_else()
    {
        int count = MutationFuzzer.Count / 2;
        byte[] stored = TorchBytes.Zip(CompressionLevel.NoCompression, ("x.npy", Member), ("y.npy", Member));
        Assert.InRange(MutationFuzzer.Run<FileFormatException>(stored, "npz/0", stream => NpzFile.Read(stream, "w.npz"), count), count / 4, count - 1);
        Assert.InRange(MutationFuzzer.Run<FileFormatException>(TorchFixtures.Npz, "npz/1", stream => NpzFile.Read(stream, "w.npz"), count), count / 4, count - 1);
    }

    private static IReadOnlyDictionary<string, Tensor> Read(byte[] bytes)
    {
        using MemoryStream stream = new(bytes);
        return NpzFile.Read(stream, "w.npz");
    }

    private static string Refusal(byte[] bytes) => Assert.Throws<FileFormatException>(() => Read(bytes)).Message;
}
