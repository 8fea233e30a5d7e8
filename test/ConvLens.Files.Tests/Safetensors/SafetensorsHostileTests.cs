using ConvLens.Compute.Tensors;
using ConvLens.Files.Safetensors;
using ConvLens.Testing.Fuzzing;

namespace ConvLens.Files.Tests.Safetensors;

public sealed class SafetensorsHostileTests
{
    [Theory]
    [InlineData(new byte[0], "the header's length takes 8 bytes, found 0")]
    [InlineData(new byte[] { 1, 2, 3 }, "the header's length takes 8 bytes, found 3")]
    [InlineData(new byte[] { 100, 0, 0, 0, 0, 0, 0, 0, (byte)'{', (byte)'}' }, "the header takes 100 bytes, found 2")]
    [InlineData(new byte[] { 1, 225, 245, 5, 0, 0, 0, 0, (byte)'{', (byte)'}' },
        "the header may have at most 100000000 bytes, found 100000001")]
    [InlineData(new byte[] { 255, 255, 255, 255, 255, 255, 255, 255, (byte)'{', (byte)'}' },
        "the header may have at most 100000000 bytes, found 18446744073709551615")]
    public void A_header_longer_than_the_file_or_the_format_is_refused(byte[] bytes, string sentence) => Assert.Equal($"m: {sentence}", Refusal(bytes));

    [Theory]
    [InlineData(""), InlineData(" {}"), InlineData("[]"), InlineData("null"), InlineData("{"), InlineData("{}}"), InlineData("{} x"), InlineData("{\"a\":}")]
    [InlineData("{\"a\":1}"), InlineData("{\"a\":[]}"), InlineData("{\"a\":null}"), InlineData("{\"a\":{}}"), InlineData("{,}"), InlineData("{/**/}")]
    [InlineData("{\"__metadata__\":[]}"), InlineData("{\"__metadata__\":{\"a\":1}}"), InlineData("{\"__metadata__\":{\"a\":{}}}")]
    [InlineData("{\"__metadata__\":{\"a\":\"1\",\"a\":\"2\"}}"), InlineData("{\"__metadata__\":{},\"__metadata__\":{}}")]
    [InlineData("{\"\\ud800\":{}}")]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":[1]}}")]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0]}}")]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1,2]}}")]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[-1,0]}}")]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1.0]}}")]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1e0]}}")]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,18446744073709551617]}}")]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":[\"1\"],\"data_offsets\":[0,1]}}")]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":[[1]],\"data_offsets\":[0,1]}}")]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":1,\"data_offsets\":[0,1]}}")]
    [InlineData("{\"a\":{\"dtype\":7,\"shape\":[1],\"data_offsets\":[0,1]}}")]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}}")]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1],\"extra\":0}}")]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":[1,1,1,1,1,1,1,1,1],\"data_offsets\":[0,1]}}")]
    public void Headers_that_are_not_the_formats_are_refused(string header) => Refusal(SafetensorsBytes.Of(header, 0));

    [Fact]
    public void A_header_that_is_no_Unicode_is_refused()
    {
        byte[] bytes = SafetensorsBytes.Of("{\"?\":1}");
        bytes[10] = 0xFF;
        Assert.Equal("m: the header must be UTF-8 text that begins with '{', found something else", Refusal(bytes));
    }

    [Fact]
    public void Deep_nesting_is_refused() => Refusal(SafetensorsBytes.Of("{\"a\":" + new string('[', 100_000)));

    [Theory]
    [InlineData("F8_E4M3"), InlineData("C64"), InlineData("f32"), InlineData("")]
    public void Other_types_are_refused(string dtype) =>
        Assert.EndsWith($"found '{dtype}'", Refusal(One("a", dtype, "[1]", 0, 4, 4)), StringComparison.Ordinal);

    [Fact]
    public void Names_that_stand_twice_are_refused()
    {
        string header = $"{{{SafetensorsBytes.Entry("a", "U8", "[1]", 0, 1)},{SafetensorsBytes.Entry("\\u0061", "U8", "[1]", 1, 2)}}}";
        Assert.Equal("m: every name may stand once in the header, found another 'a'", Refusal(SafetensorsBytes.Of(header, 0, 0)));
    }

    [Theory]
    [InlineData(0, 2, 1, 3, 3, "the data of tensor 'b' must begin at byte 2, where the one before it ends, found byte 1")]
    [InlineData(0, 2, 0, 2, 2, "the data of tensor 'b' must begin at byte 2, where the one before it ends, found byte 0")]
    [InlineData(0, 2, 3, 5, 5, "the data of tensor 'b' must begin at byte 2, where the one before it ends, found byte 3")]
    [InlineData(1, 3, 3, 5, 5, "the data of tensor 'a' must begin at byte 0, where the one before it ends, found byte 1")]
    [InlineData(0, 2, 2, 4, 5, "the tensors take 4 bytes, found 5 bytes of data")]
    [InlineData(0, 2, 2, 4, 3, "the data of tensor 'b' ends at byte 4, found 3 bytes of data")]
    [InlineData(0, 2, 4, 2, 4, "the data of tensor 'b' must begin before it ends, found data_offsets 4 and 2")]
    [InlineData(0, 2, 2, 5, 5, "tensor 'b' is 2 uint8 (2 bytes), found data_offsets over 3 bytes")]
    public void Data_must_be_covered_without_gap_or_overlap(int beginA, int endA, int beginB, int endB, int length, string sentence)
    {
        string header = $"{{{SafetensorsBytes.Entry("a", "U8", "[2]", beginA, endA)},{SafetensorsBytes.Entry("b", "U8", "[2]", beginB, endB)}}}";
        Assert.Equal($"m: {sentence}", Refusal(SafetensorsBytes.Of(header, new byte[length])));
    }

    [Theory]
    [InlineData("[9223372036854775807,9223372036854775807,4]"), InlineData("[4294967296,4294967296]"), InlineData("[2147483647]")]
    public void Huge_and_overflowing_shapes_are_refused(string shape) =>
        Assert.Contains("tensor 'a' may hold at most 2147483392 numbers", Refusal(One("a", "F32", shape, 0, 4, 4)), StringComparison.Ordinal);

    [Fact]
    public void A_large_shape_over_little_data_takes_no_memory()
    {
        byte[] bytes = One("a", "F32", "[2000000000]", 0, 8_000_000_000, 8);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("m: the data of tensor 'a' ends at byte 8000000000, found 8 bytes of data", Refusal(bytes));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void An_extent_of_zero_is_refused() =>
        Assert.Equal("m: the extents of tensor 'a' must be at least 1, found 2×0", Refusal(One("a", "F32", "[2,0]", 0, 0, 0)));

    [Fact]
    public void Damaged_copies_are_read_or_refused_and_nothing_else()
    {
        using MemoryStream written = new();
        (string, Tensor)[] tensors = [("conv.weight", new Tensor(new(2, 2, 3, 3))), ("b", new Tensor(new(3)))];
        SafetensorsFile.Write(written, tensors, new Dictionary<string, string> { ["k"] = "v" });
        string header = $"{{{SafetensorsBytes.Entry("a", "BF16", "[2]", 1, 5)},{SafetensorsBytes.Entry("b", "BOOL", "[]", 0, 1)}}}";
        byte[] mixed = SafetensorsBytes.Of(header, new byte[5]);
        int count = MutationFuzzer.Count / 2;
        int refused = MutationFuzzer.Run<FileFormatException>(written.ToArray(), "safetensors/0", stream => SafetensorsFile.Read(stream, "m"), count)
            + MutationFuzzer.Run<FileFormatException>(mixed, "safetensors/1", stream => SafetensorsFile.Read(stream, "m"), count);
        Assert.InRange(refused, count, (2 * count) - 1);
    }

    private static byte[] One(string name, string dtype, string shape, long begin, long end, int length) =>
        SafetensorsBytes.Of($"{{{SafetensorsBytes.Entry(name, dtype, shape, begin, end)}}}", new byte[length]);

    private static string Refusal(byte[] bytes)
    {
        using MemoryStream stream = new(bytes);
        string message = Assert.Throws<FileFormatException>(() => SafetensorsFile.Read(stream, "m")).Message;
        Assert.StartsWith("m: ", message, StringComparison.Ordinal);
        Assert.Contains(", found ", message, StringComparison.Ordinal);
        return message;
    }
}
