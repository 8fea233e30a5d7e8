using System.IO.Compression;
using ConvLens.Files.Npy;
using ConvLens.Testing.Fuzzing;

namespace ConvLens.Files.Tests.Npy;

public sealed class NpyHostileTests
{
    private static readonly byte[] Good = NpyBytes.Of(NpyBytes.Dictionary("<f4", "(2, 3)"), new byte[24]);

    [Theory]
    [InlineData(100, "x.npy: the header says 4×28×28 float32 (12544 bytes), found 100 bytes of data")]
    [InlineData(12_543, "x.npy: the header says 4×28×28 float32 (12544 bytes), found 12543 bytes of data")]
    [InlineData(12_545, "x.npy: the header says 4×28×28 float32 (12544 bytes), found 12545 bytes of data")]
    public void Missing_and_trailing_bytes_are_refused_in_one_sentence(int length, string message) =>
        Assert.Equal(message, Refusal(NpyBytes.Of(NpyBytes.Dictionary("<f4", "(4, 28, 28)"), new byte[length])));

    [Fact]
    public void A_wrong_magic_is_refused() =>
        Assert.Equal("x.npy: an array file begins with 93 4E 55 4D 50 59, found 504B03040000", Refusal([0x50, 0x4B, 3, 4, 0, 0, 0, 0, 0]));

    [Fact]
    public void An_empty_file_is_refused() => Assert.Equal("x.npy: the magic string and version takes 8 bytes, found 0", Refusal([]));

    [Theory]
    [InlineData(0, 0), InlineData(4, 0), InlineData(1, 1), InlineData(255, 0)]
    public void Other_versions_are_refused(byte major, byte minor)
    {
        byte[] bytes = [.. Good];
        (bytes[6], bytes[7]) = (major, minor);
        Assert.Equal($"x.npy: the version must be 1.0, 2.0 or 3.0, found {major}.{minor}", Refusal(bytes));
    }

    [Fact]
    public void A_header_that_the_file_cuts_short_is_refused() => Assert.Contains("the header takes", Refusal(Good[..40]), StringComparison.Ordinal);

    [Fact]
    public void A_header_length_of_four_gigabytes_takes_no_memory() =>
        Assert.Equal("x.npy: the header may have at most 65536 bytes, found 4294967295",
            Refusal([0x93, .. "NUMPY"u8, 2, 0, 0xFF, 0xFF, 0xFF, 0xFF, .. Good]));

    [Theory]
    [InlineData("(65536, 65536)"), InlineData("(4294967296, 4294967296)"), InlineData("(999999999999999999, 999999999999999999, 999999999999999999)")]
    [InlineData("(2147483647,)"), InlineData("(3037000500, 3037000500)")]
    public void Huge_and_overflowing_shapes_are_refused(string shape) =>
        Assert.Contains("may hold at most 2147483392 numbers", Refusal(NpyBytes.Of(NpyBytes.Dictionary("<f8", shape), 0)), StringComparison.Ordinal);

    [Fact]
    public void A_large_shape_over_little_data_is_refused_before_memory_is_taken()
    {
        byte[] bytes = NpyBytes.Of(NpyBytes.Dictionary("<f4", "(2000000000,)"), new byte[8]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("(8000000000 bytes), found 8 bytes", Refusal(bytes), StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Theory]
    [InlineData("(0,)", "0"), InlineData("(3, 0, 2)", "3×0×2")]
    public void An_extent_of_zero_is_refused(string shape, string text) =>
        Assert.Equal($"x.npy: the extents of the array must be at least 1, found {text}", Refusal(NpyBytes.Of(NpyBytes.Dictionary("<f4", shape))));

    [Fact]
    public void Nine_axes_are_refused() =>
        Assert.Equal("x.npy: the array may have at most 8 axes, found 9", Refusal(NpyBytes.Of(NpyBytes.Dictionary("|u1", "(1,1,1,1,1,1,1,1,1)"), 0)));

    [Theory]
    [InlineData("<c8"), InlineData("|O"), InlineData("<U4"), InlineData("|S1"), InlineData("<M8[ns]"), InlineData("f4"), InlineData("=f4"), InlineData("|f4"),
        InlineData("<f16"), InlineData("<i3"), InlineData(""), InlineData("<f4 ")]
    public void Types_that_are_no_plain_numbers_are_refused(string descr) =>
        Assert.EndsWith($"found '{descr}'", Refusal(NpyBytes.Of(NpyBytes.Dictionary(descr, "(1,)"), new byte[8])), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{,}")]
    [InlineData("[]")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,)")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,)}}")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,)} #")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1)}")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (01,)}")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1.0,)}")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,,)}")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (True,)}")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': [1]}")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1000000000000000000000,)}")]
    [InlineData("{'descr': '<f4', 'fortran_order': 0, 'shape': (1,)}")]
    [InlineData("{'descr': '<f4', 'fortran_order': Falsehood, 'shape': (1,)}")]
    [InlineData("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,)}")]
    [InlineData("{'descr': '<f4', 'fortran_order': False}")]
    [InlineData("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (1,)}")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'shape': (1,)}")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'extra': 1}")]
    [InlineData("{'descr': '<f4' 'fortran_order': False, 'shape': (1,)}")]
    [InlineData("{'descr': '\\x3cf4', 'fortran_order': False, 'shape': (1,)}")]
    [InlineData("{'descr': '<f4\", 'fortran_order': False, 'shape': (1,)}")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (__import__('os').getpid(),)}")]
    public void Headers_that_are_not_the_three_entries_are_refused(string header) => Refusal(NpyBytes.Of(header, 0, 0, 0, 0));

    [Fact]
    public void Names_in_errors_do_not_reach_the_terminal_raw()
    {
        string message = Refusal(NpyBytes.Of($"{{'{new string('k', 5000)}': 1}}"));
        Assert.InRange(message.Length, 1, 200);
        Assert.DoesNotContain('\u001b', Refusal(NpyBytes.Of("{\u001b[31m}")));
    }

    [Fact]
    public void Damaged_copies_are_read_or_refused_and_nothing_else()
    {
        byte[][] files =
        [
            Good,
            NpyBytes.Of(2, NpyBytes.Dictionary(">i2", "(2, 2, 2, 2)", fortran: true), new byte[32]),
            NpyBytes.Of(3, NpyBytes.Dictionary("|b1", "()"), 1),
        ];
        int count = MutationFuzzer.Count / files.Length;
        int refused = files.Select((file, i) => MutationFuzzer.Run<FileFormatException>(file, $"npy/{i}", stream => NpyFile.Read(stream, "x.npy"), count)).Sum();
        Assert.InRange(refused, count, (files.Length * count) - 1);
    }

    [Fact]
    public void A_stream_without_a_length_is_refused()
    {
        using Stream stream = new DeflateStream(new MemoryStream(Good), CompressionMode.Decompress);
        Assert.EndsWith("found a pipe or a device", Assert.Throws<FileFormatException>(() => NpyFile.Read(stream, "-")).Message, StringComparison.Ordinal);
    }

    private static string Refusal(byte[] bytes)
    {
        using MemoryStream stream = new(bytes);
        string message = Assert.Throws<FileFormatException>(() => NpyFile.Read(stream, "x.npy")).Message;
        Assert.StartsWith("x.npy: ", message, StringComparison.Ordinal);
        Assert.Contains(", found ", message, StringComparison.Ordinal);
        return message;
    }
}
