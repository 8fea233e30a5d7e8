using System.Text;
using ConvLens.Compute.Tensors;
using ConvLens.Files.Elements;

namespace ConvLens.Files.Matlab.Version5;

/// <summary>Reads one array element, with the structs and cells in it.</summary>
internal sealed class ArrayReader(MatStream stream, MatCollector found)
{
    private const int MaxName = 4096, MaxFieldNames = 1 << 20, ComplexFlag = 0x800, LogicalFlag = 0x200;

    /// <summary>Reads the array that the stream is confined to.</summary>
    public void Read() => Read(null, 0);

    private void Read(string? givenName, int depth)
    {
        found.RequireDepth(depth);
        if (stream.Remaining == 0)
        {
            found.AddOther(givenName ?? "", "empty");
            return;
        }

        int[] flags = stream.Integers("array flags");
        if (flags.Length == 0) throw stream.Fault("an array must have flags", "none");
        MatClass type = (MatClass)(flags[0] & 0xFF);
        if (type is MatClass.Opaque)
        {
            found.AddOther(givenName ?? "", "object");
            return;
        }

        int[] extents = stream.Integers("an array's extents");
        string ownName = Encoding.UTF8.GetString(stream.Bytes("an array's name", MaxName)), name = givenName ?? ownName;
        if (extents.Length < 2 || extents.Any(extent => extent < 0)) throw stream.Fault($"array {Excerpt.Of(name)} must have two extents or more, none negative", string.Join('×', extents));
        switch (type)
        {
            case MatClass.Cell:
                ReadCells(name, extents, depth);
                break;
            case MatClass.Struct:
                ReadFields(name, extents, depth);
                break;
            case >= MatClass.Double and <= MatClass.UInt64 when !extents.Contains(0):
                ReadNumbers(name, type, flags[0], extents);
                break;
            default:
                found.AddOther(name, type >= MatClass.Double && type <= MatClass.UInt64 ? "empty" : type.ToString().ToLowerInvariant());
                break;
        }
    }

    private void ReadNumbers(string name, MatClass type, int flags, int[] extents)
    {
        Shape shape = DeclaredShape.Of(stream.Path, $"array {Excerpt.Of(name)}", [.. extents.Select(extent => (long)extent)]);
        Tensor real = ReadPart(shape);
        Tensor? imaginary = (flags & ComplexFlag) != 0 ? ReadPart(shape) : null;
        found.Add(name, (flags & LogicalFlag) != 0 ? "logical" : type.ToString().ToLowerInvariant(), real, imaginary);
    }

    private Tensor ReadPart(Shape shape)
    {
        (MatType type, long bytes, bool isShort) = stream.Tag();
        // Numbers take at least a byte each, so that the file's size bounds the memory.
        if (bytes < shape.Length) throw stream.Fault($"{shape.Length} numbers take as many bytes or more", $"{bytes}");
        stream.Require(bytes);
        ColumnMajorTensor tensor = new(shape);
        stream.Numbers(type, bytes, isShort, shape.Length, tensor);
        return tensor.Finish();
    }

    private void ReadCells(string name, int[] extents, int depth)
    {
        long count = CountOf(extents);
        for (long i = 1; i <= count; i++) ReadMember($"{name}{{{i}}}", depth);
    }

    private void ReadFields(string name, int[] extents, int depth)
    {
        int[] width = stream.Integers("the length of field names");
        byte[] names = stream.Bytes("field names", MaxFieldNames);
        if (width is not [> 0]) throw stream.Fault("field names must have one length of at least 1", string.Join(", ", width));
        long count = CountOf(extents);
        string[] fields = [.. names.Chunk(width[0]).Select(field => Encoding.UTF8.GetString(field).Split('\0')[0])];
        if (fields.Length == 0) return;
        for (long i = 1; i <= count; i++)
            foreach (string field in fields) ReadMember(count == 1 ? $"{name}.{field}" : $"{name}({i}).{field}", depth);
    }

    private void ReadMember(string name, int depth)
    {
        (MatType type, long bytes, bool isShort) = stream.Tag();
        if (type != MatType.Matrix || isShort) throw stream.Fault($"{Excerpt.Of(name)} must be an array", $"an element of type {(int)type}");
        long outer = stream.Enter(bytes);
        Read(name, depth + 1);
        stream.Leave(outer);
    }

    // A member takes at least its tag's 8 bytes; what does not fit is refused when it is reached.
    private static long CountOf(int[] extents) => extents.Aggregate(1L, (product, extent) => Math.Min(product, int.MaxValue) * extent);
}
