using ConvLens.Compute.Tensors;
using ConvLens.Files.Matlab;
using ConvLens.Files.Tests.Hdf5;
using ConvLens.Testing;
using ConvLens.Testing.Fuzzing;

namespace ConvLens.Files.Tests.Matlab;

public sealed class MatFileTests
{
    private const int Cell = 1, Struct = 2, Char = 4, Double = 6, Single = 7, Int16 = 10, UInt8 = 9;

    [Theory]
    [InlineData(false, false), InlineData(false, true), InlineData(true, false), InlineData(true, true)]
    public void Numeric_arrays_are_read_row_by_row(bool bigEndian, bool compressed)
    {
        MatBytes mat = new(bigEndian);
        byte[] Element(byte[] element) => compressed ? mat.Compressed(element) : element;
        MatContent content = Read(mat.File(
            Element(mat.Numbers("H", Double, 9, [2, 3], [1, 2, 3, 4, 5, 6.5], [-1, -2, -3, -4, -5, -6])),
            // MATLAB stores doubles that are small whole numbers as bytes; those that fit lie in the tag.
            Element(mat.Numbers("small", Double, 2, [1, 3], [7, 8, 9])),
            Element(mat.Numbers("s", Single, 7, [2, 1, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8])),
            Element(mat.Numbers("i", Int16, 3, [3, 1], [-5, 6, 7])),
            Element(mat.Numbers("mask", UInt8, 2, [1, 2], [1, 0], flags: 2))));
        Assert.Equal(["H", "small", "s", "i", "mask"], content.Arrays.Select(array => array.Name));
        Assert.Equal(["double", "double", "single", "int16", "logical"], content.Arrays.Select(array => array.Class));
        MatArray h = content.Find("H")!;
        Assert.Equal(new Shape(2, 3), h.Real.Shape);
        Assert.Equal([1, 3, 5, 2, 4, 6.5f], h.Real.ToLogical());
        Assert.Equal([-1, -3, -5, -2, -4, -6], h.Imaginary!.ToLogical());
        Assert.Equal([7, 8, 9], content.Find("small")!.Real.ToLogical());
        Assert.Null(content.Find("small")!.Imaginary);
        Assert.Equal([1, 5, 3, 7, 2, 6, 4, 8], content.Find("s")!.Real.ToLogical());
        Assert.Equal([-5, 6, 7], content.Find("i")!.Real.ToLogical());
    }

    [Fact]
    public void Structs_and_cells_are_opened_and_what_is_no_array_is_listed()
    {
        MatBytes mat = new(bigEndian: false);
        byte[] one = mat.Numbers("", Double, 9, [1, 1], [4]), text = mat.Matrix("", Char, 0, [1, 0], []);
        MatContent content = Read(mat.File(
            mat.Matrix("s", Struct, 0, [1, 1], [.. mat.Fields("f", "name"), .. one, .. text]),
            mat.Matrix("many", Struct, 0, [1, 2], [.. mat.Fields("q"), .. one, .. one]),
            mat.Matrix("c", Cell, 0, [2, 1], [.. one, .. mat.Matrix("", Cell, 0, [1, 1], one)]),
            mat.Numbers("none", Double, 9, [0, 3], [])));
        Assert.Equal(["s.f", "many(1).q", "many(2).q", "c{1}", "c{2}{1}"], content.Arrays.Select(array => array.Name));
        Assert.Equal([("s.name", "char"), ("none", "empty")], content.Others);
    }

    [Fact]
    public void Version_73_is_read_through_HDF5()
    {
        MatContent content = Read(Version73());
        Assert.Equal(["H", "c{1}", "c{2}", "s.x"], content.Arrays.Select(array => array.Name));
        MatArray h = content.Find("H")!;
        Assert.Equal(new Shape(3, 2), h.Real.Shape);
        Assert.Equal([0, 3, 1, 4, 2, 5], h.Real.ToLogical());
        Assert.Equal([0, -3, -1, -4, -2, -5], h.Imaginary!.ToLogical());
        Assert.Equal([2, 4, 3, 5], content.Find("s.x")!.Real.ToLogical());
        Assert.Equal([("text", "char")], content.Others);
    }

    [Fact]
    public void What_is_no_file_of_MATLAB_is_refused()
    {
        Assert.Equal("x.mat: a MAT file of version 5 to 7.3 has 'IM' or 'MI' at byte 126, found ''", Refusal([1, 2, 3]));
        MatBytes mat = new(bigEndian: false);
        Assert.Contains("2000000000 numbers take as many bytes or more", Refusal(mat.File(mat.Matrix("x", Double, 0, [2, 1_000_000_000], [9, 0, 0, 0, 8, 0, 0, 0, .. new byte[8]]))), StringComparison.Ordinal);
        Assert.Contains("may hold at most", Refusal(mat.File(mat.Matrix("x", Double, 0, [int.MaxValue, int.MaxValue], []))), StringComparison.Ordinal);
        byte[] deep = mat.Numbers("", Double, 9, [1, 1], [1]);
        for (int i = 0; i < 100; i++) deep = mat.Matrix("c", Cell, 0, [1, 1], deep);
        Assert.Contains("structs and cells may be nested 16 deep", Refusal(mat.File(deep)), StringComparison.Ordinal);
        byte[] bomb = mat.Compressed([14, 0, 0, 0, 0, 0, 0, 64, .. new byte[1 << 20]]);
        Assert.Contains("an element takes", Refusal(mat.File(bomb)), StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_copies_are_read_or_refused_and_nothing_else()
    {
        MatBytes mat = new(bigEndian: false), big = new(bigEndian: true);
        byte[] one = mat.Numbers("", Double, 9, [1, 2], [4, 5]);
        byte[][] files =
        [
            mat.File(mat.Numbers("H", Double, 9, [2, 3], [1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6]), mat.Matrix("s", Struct, 0, [1, 1], [.. mat.Fields("f", "g"), .. one, .. one]), mat.Matrix("c", Cell, 0, [1, 2], [.. one, .. one])),
            big.File(big.Compressed(big.Numbers("H", Single, 7, [4, 4], [.. Enumerable.Range(0, 16).Select(i => (double)i)])), big.Numbers("i", Int16, 3, [3, 1], [-5, 6, 7])),
            Version73(),
        ];
        int count = MutationFuzzer.Count;
        foreach ((byte[] file, int i) in files.Select((file, i) => (file, i)))
            Assert.InRange(MutationFuzzer.Run<FileFormatException>(file, $"mat/{i}", stream => MatFile.Read(stream, "x.mat"), i < 2 ? count / 2 : count), count / 20, count - 1);
    }

    [DataFact("csi/H_ang_delay.mat")]
    public void A_real_file_of_version_5_is_read()
    {
        MatArray h = MatFile.Read(Path.Combine(SharedData.Folder!, "csi", "H_ang_delay.mat")).Find("H_ang_delay")!;
        Assert.Equal(new Shape(1025, 32), h.Real.Shape);
        Assert.Equal((-9.768606332727359e-07f, -9.737418622535188e-07f), (h.Real[0, 0], h.Imaginary![0, 0]));
        Assert.Equal((2.2240094494918594e-06f, 1.6059722440786572e-07f), (h.Real[2, 4], h.Imaginary[2, 4]));
        Assert.Equal((-4.894383437203942e-06f, -7.58465944272757e-07f), (h.Real[1024, 31], h.Imaginary[1024, 31]));
        Assert.Equal(0.05038709590996772, h.Real.ToLogical().Zip(h.Imaginary.ToLogical(), (re, im) => Math.Sqrt(((double)re * re) + ((double)im * im))).Sum(), 1e-8);
    }

    [DataFact("csi/CSI_export_VLA_single.mat")]
    public void A_real_file_of_version_73_is_read()
    {
        MatArray h = MatFile.Read(Path.Combine(SharedData.Folder!, "csi", "CSI_export_VLA_single.mat")).Find("H")!;
        Assert.Equal(new Shape(1, 257, 1, 32), h.Real.Shape);
        Assert.Equal((8.046138e-06f, -2.4258112e-05f), (h.Real[0, 0, 0, 0], h.Imaginary![0, 0, 0, 0]));
        Assert.Equal((-6.803212e-05f, 5.8276873e-06f), (h.Real[0, 2, 0, 4], h.Imaginary[0, 2, 0, 4]));
        Assert.Equal((-9.590528e-06f, -1.2347416e-05f), (h.Real[0, 256, 0, 31], h.Imaginary[0, 256, 0, 31]));
        Assert.Equal(0.2937786370005737, h.Real.ToLogical().Zip(h.Imaginary.ToLogical(), (re, im) => Math.Sqrt(((double)re * re) + ((double)im * im))).Sum(), 1e-8);
    }

    private static byte[] Version73()
    {
        Hdf5Writer writer = new(userBlock: 512);
        byte[] Class(string name) => Hdf5Writer.Texts("MATLAB_class", name);
        byte[] Doubles(params double[] values) => [.. values.SelectMany(BitConverter.GetBytes)];
        ulong complex = writer.Dataset(Hdf5Writer.Complex, 16, [2, 3], Doubles([.. Enumerable.Range(0, 6).SelectMany(i => (double[])[i, -i])]), [1, 2], deflate: true, Class("double"));
        ulong numbers = writer.Dataset(Hdf5Writer.Float64, 8, [2, 2], Doubles(2, 3, 4, 5), null, false, Class("double"));
        ulong cells = writer.Dataset(Hdf5Writer.Reference, 8, [2, 1], [.. BitConverter.GetBytes(numbers), .. BitConverter.GetBytes(complex)], null, false, Class("cell"));
        ulong text = writer.Dataset([1], [65], null, false, Class("char"));
        return writer.Finish(writer.Group([("H", complex), ("c", cells), ("s", writer.Group([("x", numbers)], Class("struct"))), ("text", text), ("#refs#", writer.Group([("a", numbers)]))]));
    }

    private static MatContent Read(byte[] bytes)
    {
        using MemoryStream stream = new(bytes);
        return MatFile.Read(stream, "x.mat");
    }

    private static string Refusal(byte[] bytes) => Assert.Throws<FileFormatException>(() => Read(bytes)).Message;
}
