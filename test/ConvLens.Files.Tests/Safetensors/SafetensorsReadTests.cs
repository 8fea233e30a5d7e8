using ConvLens.Compute.Tensors;
using ConvLens.Files.Safetensors;

namespace ConvLens.Files.Tests.Safetensors;

public sealed class SafetensorsReadTests
{
    public static TheoryData<string, byte[], float[]> Types => new()
    {
        { "F16", [0x00, 0x3E, 0x00, 0xC0], [1.5f, -2] },
        { "BF16", [0xC0, 0x3F, 0x00, 0xC0], [1.5f, -2] },
        { "F32", [0, 0, 0xC0, 0x3F, 0, 0, 0, 0xC0], [1.5f, -2] },
        { "F64", [0, 0, 0, 0, 0, 0, 0xF8, 0x3F, 0, 0, 0, 0, 0, 0, 0, 0xC0], [1.5f, -2] },
        { "I8", [0x7F, 0x80], [127, -128] },
        { "I16", [1, 2, 0xFF, 0xFF], [513, -1] },
        { "I32", [0, 0, 1, 0, 0xFF, 0xFF, 0xFF, 0xFF], [65536, -1] },
        { "I64", [0, 0, 0, 0, 1, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], [4294967296f, -1] },
        { "U8", [0x7F, 0x80], [127, 128] },
        { "U16", [1, 2, 0xFF, 0xFF], [513, 65535] },
        { "U32", [0, 0, 1, 0, 0, 0, 0, 0x80], [65536, 2147483648f] },
        { "U64", [0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x80], [4294967296f, 9223372036854775808f] },
        { "BOOL", [1, 0], [1, 0] },
    };

    [Theory, MemberData(nameof(Types))]
    public void Every_type_becomes_float32(string dtype, byte[] data, float[] values)
    {
        SafetensorsContent content = Read(SafetensorsBytes.Of($"{{{SafetensorsBytes.Entry("t", dtype, "[2]", 0, data.Length)}}}", data));
        (string name, Tensor tensor) = Assert.Single(content.Tensors);
        Assert.Equal("t", name);
        Assert.Equal(values, tensor.ToLogical());
        Assert.Empty(content.Metadata);
    }

    [Fact]
    public void Tensors_come_in_the_order_of_their_data_with_metadata_and_padding()
    {
        string header = "{" + SafetensorsBytes.Entry("late", "U8", "[2]", 1, 3) + ",\"__metadata__\":{\"format\":\"pt\",\"ü\":\"\\n\"}, "
            + SafetensorsBytes.Entry("early", "U8", "[]", 0, 1) + "}   ";
        SafetensorsContent content = Read(SafetensorsBytes.Of(header, 7, 8, 9));
        Assert.Equal(["early", "late"], content.Tensors.Select(entry => entry.Name));
        Assert.Equal(new Shape(1), content.Tensors[0].Tensor.Shape);
        Assert.Equal([7], content.Tensors[0].Tensor.ToLogical());
        Assert.Equal([8, 9], content.Tensors[1].Tensor.ToLogical());
        Assert.Equal(new Dictionary<string, string> { ["format"] = "pt", ["ü"] = "\n" }, content.Metadata);
    }

    [Fact]
    public void Four_axes_are_read_in_logical_order()
    {
        byte[] data = [.. Enumerable.Range(0, 24).Select(i => (byte)i)];
        Tensor tensor = Read(SafetensorsBytes.Of($"{{{SafetensorsBytes.Entry("t", "U8", "[2,3,2,2]", 0, 24)}}}", data)).Tensors[0].Tensor;
        Assert.Equal((1 * 12) + (2 * 4) + (0 * 2) + 1, tensor[1, 2, 0, 1]);
        Assert.Equal((0 * 12) + (1 * 4) + (1 * 2) + 0, tensor[0, 1, 1, 0]);
    }

    [Fact]
    public void A_file_without_tensors_is_read() => Assert.Empty(Read(SafetensorsBytes.Of("{}")).Tensors);

    private static SafetensorsContent Read(byte[] bytes)
    {
        using MemoryStream stream = new(bytes);
        return SafetensorsFile.Read(stream, "m.safetensors");
    }
}
