using ConvLens.Compute.Tensors;
using ConvLens.Files.Npy;

namespace ConvLens.Files.Tests.Npy;

public sealed class NpyReadTests
{
    public static TheoryData<string, byte[], float[]> Types => new()
    {
        // 1.5 = 2^0 · 1.5 and −2 = −2^1 · 1 in the bits of each format.
        { "<f2", [0x00, 0x3E, 0x00, 0xC0], [1.5f, -2] },
        { ">f2", [0x3E, 0x00, 0xC0, 0x00], [1.5f, -2] },
        { "<f4", [0, 0, 0xC0, 0x3F, 0, 0, 0, 0xC0], [1.5f, -2] },
        { ">f4", [0x3F, 0xC0, 0, 0, 0xC0, 0, 0, 0], [1.5f, -2] },
        { "<f8", [0, 0, 0, 0, 0, 0, 0xF8, 0x3F, 0, 0, 0, 0, 0, 0, 0, 0xC0], [1.5f, -2] },
        { ">f8", [0x3F, 0xF8, 0, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0], [1.5f, -2] },
        { "|i1", [0x7F, 0x80], [127, -128] },
        { "<i2", [0x01, 0x02, 0xFF, 0xFF], [513, -1] },
        { ">i2", [0x02, 0x01, 0xFF, 0xFE], [513, -2] },
        { "<i4", [0, 0, 1, 0, 0, 0, 0, 0x80], [65536, -2147483648f] },
        { ">i4", [0, 1, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF], [65536, -1] },
        { "<i8", [0, 0, 0, 0, 1, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], [4294967296f, -1] },
        { ">i8", [0, 0, 0, 1, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFD], [4294967296f, -3] },
        { "|u1", [0x7F, 0x80], [127, 128] },
        { "<u2", [0x01, 0x02, 0xFF, 0xFF], [513, 65535] },
        { ">u2", [0x02, 0x01, 0xFF, 0xFE], [513, 65534] },
        { "<u4", [0, 0, 1, 0, 0, 0, 0, 0x80], [65536, 2147483648f] },
        { ">u4", [0, 1, 0, 0, 0x80, 0, 0, 0], [65536, 2147483648f] },
        { "<u8", [0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x80], [4294967296f, 9223372036854775808f] },
        { ">u8", [0, 0, 0, 1, 0, 0, 0, 0, 0x80, 0, 0, 0, 0, 0, 0, 0], [4294967296f, 9223372036854775808f] },
        { "|b1", [1, 0], [1, 0] },
    };

    [Theory, MemberData(nameof(Types))]
    public void Every_type_and_byte_order_becomes_float32(string descr, byte[] data, float[] values)
    {
        Tensor tensor = Read(NpyBytes.Of(NpyBytes.Dictionary(descr, "(2,)"), data));
        Assert.Equal(new Shape(2), tensor.Shape);
        Assert.Equal(values, tensor.ToLogical());
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3)]
    public void Versions_one_to_three_are_read(byte major) =>
        Assert.Equal([9, 8], Read(NpyBytes.Of(major, NpyBytes.Dictionary("|u1", "(2,)"), 9, 8)).ToLogical());

    [Theory]
    [InlineData("()", new[] { 1 }), InlineData("(1,)", new[] { 1 }), InlineData("(1, 1)", new[] { 1, 1 })]
    [InlineData("(1,1,1,1,1,1,1,1)", new[] { 1, 1, 1, 1, 1, 1, 1, 1 })]
    public void Ranks_zero_to_eight_are_read_and_a_single_number_becomes_one_axis(string shape, int[] extents) =>
        Assert.Equal(new Shape(extents), Read(NpyBytes.Of(NpyBytes.Dictionary("|u1", shape), 5)).Shape);

    [Fact]
    public void Keys_may_stand_in_any_order_with_either_quote_and_any_space()
    {
        const string Header = "{\"shape\":(2 , 1),\n 'fortran_order'\t:False,'descr':'|u1'}   ";
        Assert.Equal([3, 4], Read(NpyBytes.Of(Header, 3, 4)).ToLogical());
    }

    [Fact]
    public void Four_axes_are_read_in_logical_order()
    {
        Tensor tensor = Read(NpyBytes.Of(NpyBytes.Dictionary("|u1", "(2, 3, 2, 2)"), [.. Enumerable.Range(0, 24).Select(i => (byte)i)]));
        for (int n = 0; n < 2; n++)
            for (int c = 0; c < 3; c++)
                for (int y = 0; y < 2; y++)
                    for (int x = 0; x < 2; x++)
                        Assert.Equal((n * 12) + (c * 4) + (y * 2) + x, tensor[n, c, y, x]);
    }

    [Theory]
    [InlineData(2, 3), InlineData(2, 3, 4), InlineData(3, 2, 5, 4), InlineData(2, 1, 3, 2, 2), InlineData(300, 200)]
    public void In_Fortran_order_the_first_axis_runs_fastest(params int[] extents)
    {
        Shape shape = new(extents);
        float[] logical = [.. Enumerable.Range(0, shape.Length).Select(i => (float)i)];
        byte[] data = [.. FortranPlaces(extents).SelectMany(place => BitConverter.GetBytes((ushort)place))];
        string text = $"({string.Join(", ", extents)})";
        Assert.Equal(logical, Read(NpyBytes.Of(NpyBytes.Dictionary("<u2", text, fortran: true), data)).ToLogical());
    }

    [Fact]
    public void One_axis_is_the_same_in_both_orders() =>
        Assert.Equal([1, 2, 3], Read(NpyBytes.Of(NpyBytes.Dictionary("|u1", "(3,)", fortran: true), 1, 2, 3)).ToLogical());

    [Fact]
    public void Special_numbers_survive()
    {
        float[] values = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, -0f, float.Epsilon, float.MaxValue];
        byte[] data = [.. values.SelectMany(BitConverter.GetBytes)];
        float[] read = Read(NpyBytes.Of(NpyBytes.Dictionary("<f4", "(6,)"), data)).ToLogical();
        Assert.Equal(values.Select(BitConverter.SingleToInt32Bits), read.Select(BitConverter.SingleToInt32Bits));
    }

    /// <summary>For each element in the file's order, its place in C order: counted from the definition, index by index.</summary>
    private static IEnumerable<int> FortranPlaces(int[] extents)
    {
        int length = extents.Aggregate((a, b) => a * b);
        for (int file = 0; file < length; file++)
        {
            int rest = file, place = 0;
            int[] index = new int[extents.Length];
            for (int axis = 0; axis < extents.Length; axis++) (index[axis], rest) = (rest % extents[axis], rest / extents[axis]);
            for (int axis = 0; axis < extents.Length; axis++) place = (place * extents[axis]) + index[axis];
            yield return place;
        }
    }

    private static Tensor Read(byte[] bytes)
    {
        using MemoryStream stream = new(bytes);
        return NpyFile.Read(stream, "x.npy");
    }
}
