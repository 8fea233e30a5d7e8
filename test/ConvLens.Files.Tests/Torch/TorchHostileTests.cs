using System.IO.Compression;
using ConvLens.Files.Tests.Pickle;
using ConvLens.Files.Torch;
using ConvLens.Testing.Fuzzing;

namespace ConvLens.Files.Tests.Torch;

public sealed class TorchHostileTests : IDisposable
{
    private const string Advice = "w.pth: weights must be a state dict (in PyTorch: torch.save(model.state_dict(), path)), found ";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("os", "system"), InlineData("posix", "system"), InlineData("subprocess", "Popen"), InlineData("builtins", "eval"), InlineData("builtins", "exec"), InlineData("builtins", "getattr")]
    [InlineData("torch", "load"), InlineData("torch.hub", "load"), InlineData("torch.serialization", "load"), InlineData("runpy", "run_path"), InlineData("models.yolo", "Model")]
    public void A_pickle_that_would_run_something_is_refused_and_runs_nothing(string module, string name)
    {
        string trace = _folder["trace"];
        byte[] call = PickleBytes.Call(PickleBytes.Global(module, name), PickleBytes.Text($"touch {trace}"));
        byte[] stacked = [.. PickleBytes.Text(module), .. PickleBytes.Text(name), 0x93, .. PickleBytes.Tuple(PickleBytes.Text($"touch {trace}")), (byte)'R'];
        byte[] installed = [(byte)'(', .. PickleBytes.Text($"touch {trace}"), (byte)'i', .. PickleBytes.Global(module, name)[1..]];
        foreach (byte[] operations in (byte[][])[call, stacked, installed])
            Assert.Equal($"{Advice}a pickle that asks for '{module}.{name}', which only pickles that run code need", Refusal(TorchBytes.Archive(PickleBytes.Of(operations))));
        Assert.False(File.Exists(trace));
    }

    [Fact]
    public void What_is_no_state_dict_is_told_what_to_do()
    {
        Assert.Equal($"{Advice}a TorchScript archive, whose code only PyTorch runs", Refusal(TorchFixtures.Script));
        Assert.Equal($"{Advice}a whole pickled module, which asks for 'torch.nn.modules.linear.Linear'", Refusal(TorchFixtures.Module));
        Assert.Equal("w.pth: weights are named tensors, found one tensor without a name", Refusal(TorchFixtures.OneTensor));
        Assert.Equal($"{Advice}another value", Refusal(TorchBytes.Archive(PickleBytes.Of(PickleBytes.Codes("N")))));
        Assert.Equal($"{Advice}a dictionary without tensors", Refusal(TorchBytes.Archive(PickleBytes.Of(PickleBytes.Codes("}")))));
        Assert.Equal($"{Advice}another pickle", Refusal(PickleBytes.Of(PickleBytes.Codes("}"))));
        Assert.Equal("w.pth: tensors must be of float16, bfloat16, float32, float64, booleans or whole numbers, found 'torch.ComplexFloatStorage'",
            Refusal(One(PickleBytes.Tensor("0", 1, 0, [1], [1], "ComplexFloatStorage"), 8)));
    }

    [Fact]
    public void Two_dictionaries_of_tensors_leave_a_choice()
    {
        byte[] tensors = PickleBytes.Dictionary(("a", PickleBytes.Tensor("0", 1, 0, [1], [1])));
        Assert.Equal("w.pth: weights must be one dictionary of tensors, found several: 'left', 'right'",
            Refusal(TorchBytes.Archive(PickleBytes.Of(PickleBytes.Dictionary(("left", tensors), ("right", tensors))), ("0", TorchBytes.Floats(7)))));
    }

    [Theory]
    [InlineData(0, 5, 1, 1, "tensor 't' ends at byte 20 of its storage, found 16 bytes")]
    [InlineData(4, 1, 1, 1, "tensor 't' ends at byte 20 of its storage, found 16 bytes")]
    [InlineData(0, 2, 4, 1, "tensor 't' ends at byte 20 of its storage, found 16 bytes")]
    [InlineData(long.MaxValue, 1, 1, 1, "tensor 't' ends at byte 36893488147419103232 of its storage, found 16 bytes")]
    [InlineData(0, 2, long.MaxValue, 1, "tensor 't' ends at byte 36893488147419103232 of its storage, found 16 bytes")]
    [InlineData(-1, 1, 1, 1, "the pickle needs a tensor's offset, and as many strides as extents, found others")]
    [InlineData(0, 1, -1, 1, "the pickle needs extents and strides of 0 or more, found other values")]
    [InlineData(0, 1L << 40, 0, 1, "tensor 't' may hold at most 2147483392 numbers, found 1099511627776×1")]
    [InlineData(0, 1L << 62, 0, 1L << 62, "tensor 't' may hold at most 2147483392 numbers, found 4611686018427387904×4611686018427387904")]
    public void Views_must_lie_in_their_storage(long offset, long extent, long stride, long columns, string sentence) =>
        Assert.Equal($"w.pth: {sentence}", Refusal(One(PickleBytes.Tensor("0", 4, offset, [extent, columns], [stride, 1]), 16)));

    [Fact]
    public void One_number_cannot_unfold_to_gigabytes()
    {
        byte[] file = One(PickleBytes.Tensor("0", 1, 0, [1 << 15, 1 << 15], [0, 0]), 4);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("bytes may unfold to at most", Refusal(file), StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void A_storage_must_be_there_with_its_length()
    {
        byte[] tensor = PickleBytes.Tensor("0", 4, 0, [4], [1]);
        Assert.Equal("w.pth: storage '0' takes 16 bytes, found 12", Refusal(One(tensor, 12)));
        Assert.Equal("w.pth: the archive needs storage '0', found none", Refusal(TorchBytes.Archive(PickleBytes.Of(PickleBytes.Dictionary(("t", tensor))))));
    }

    [Fact]
    public void A_deflated_bomb_is_refused_before_it_unfolds()
    {
        const int Count = 1 << 25;
        byte[] pickle = PickleBytes.Of(PickleBytes.Dictionary(("t", PickleBytes.Tensor("0", Count, Count - 1, [1], [1]))));
        byte[] file = TorchBytes.Zip(CompressionLevel.Optimal, ("w/data.pkl", pickle), ("w/data/0", new byte[Count * 4]));
        Assert.InRange(file.Length, 1, 1 << 20);
        Assert.Contains("bytes may unfold to at most", Refusal(file), StringComparison.Ordinal);
    }

    [Fact]
    public void Dictionaries_that_hold_themselves_end()
    {
        byte[] loop = [(byte)'}', (byte)'q', 0, .. PickleBytes.Text("model"), (byte)'h', 0, (byte)'s'];
        Assert.Equal($"{Advice}a dictionary without tensors", Refusal(TorchBytes.Archive(PickleBytes.Of(loop))));
    }

    [Fact]
    public void Damaged_copies_are_read_or_refused_and_nothing_else()
    {
        byte[] tensors = PickleBytes.Dictionary(("a", PickleBytes.Tensor("0", 8, 2, [3, 2], [1, 3])), ("b", PickleBytes.Tensor("1", 2, 0, [1, 2, 1, 1], [2, 1, 1, 1], "HalfStorage")));
        byte[] archive = TorchBytes.Archive(PickleBytes.Of(tensors), ("0", new byte[32]), ("1", new byte[4]));
        int count = MutationFuzzer.Count;
        Assert.InRange(Refusals(archive, "pth", count), count / 4, count - 1);
        Assert.InRange(Refusals(TorchFixtures.LegacyProtocol5, "legacy", count), count / 4, count - 1);
    }

    [Fact]
    public void Damaged_copies_of_whole_checkpoints_are_read_or_refused_and_nothing_else()
    {
        int count = MutationFuzzer.Count / 10;
        Assert.InRange(Refusals(TorchFixtures.Archive, "pth/checkpoint", count), count / 4, count - 1);
        Assert.InRange(Refusals(TorchFixtures.Legacy, "legacy/checkpoint", count), count / 4, count - 1);
    }

    private static int Refusals(byte[] good, string name, int count) => MutationFuzzer.Run<FileFormatException>(good, name, stream => TorchFile.Read(stream, "w.pth"), count);

    private static byte[] One(byte[] tensor, int bytes) => TorchBytes.Archive(PickleBytes.Of(PickleBytes.Dictionary(("t", tensor))), ("0", new byte[bytes]));

    private static string Refusal(byte[] bytes)
    {
        using MemoryStream stream = new(bytes);
        return Assert.Throws<FileFormatException>(() => TorchFile.Read(stream, "w.pth")).Message;
    }
}
