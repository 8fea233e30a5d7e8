using System.Buffers.Binary;
using ConvLens.Compute.Tensors;
using ConvLens.Files.Elements;

namespace ConvLens.Files.Npy;

/// <summary>What stands before the numbers of an array file.</summary>
internal sealed record NpyHeader(ElementType Type, bool BigEndian, bool FortranOrder, Shape Shape)
{
    /// <summary>Only structured types, which hold no tensor, need a longer one.</summary>
    private const int MaxLength = 1 << 16;

    /// <summary>The first six bytes of every file.</summary>
    public static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    public static NpyHeader Read(ExactReader reader)
    {
        byte[] preamble = reader.Take(Magic.Length + 2, "the magic string and version");
        if (!preamble.AsSpan().StartsWith(Magic))
            throw new FileFormatException(
                reader.Path, "an array file begins with 93 4E 55 4D 50 59", Convert.ToHexString(preamble.AsSpan(0, Magic.Length)));
        (byte major, byte minor) = (preamble[^2], preamble[^1]);
        if (major is < 1 or > 3 || minor != 0) throw new FileFormatException(reader.Path, "the version must be 1.0, 2.0 or 3.0", $"{major}.{minor}");

        byte[] lengthBytes = reader.Take(major == 1 ? 2 : 4, "the header's length");
        uint length = major == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(lengthBytes) : BinaryPrimitives.ReadUInt32LittleEndian(lengthBytes);
        if (length > MaxLength) throw new FileFormatException(reader.Path, $"the header may have at most {MaxLength} bytes", $"{length}");
        return new NpyHeaderParser(reader.Path, reader.Take((int)length, "the header")).Parse();
    }

    /// <summary>The header for the three entries as they stand in the file.</summary>
    public static NpyHeader Of(string path, string descr, bool fortranOrder, IReadOnlyList<long> extents)
    {
        ElementType? type = descr.Length == 3 ? TypeOf(descr[1..]) : null;
        bool known = type is not null && (descr[0] is '<' or '>' || (descr[0] == '|' && type.Size == 1));
        if (!known)
            throw new FileFormatException(path, "descr must be f2, f4, f8, i1 to i8, u1 to u8 or b1 behind '<', '>' or '|'", Excerpt.Of(descr));
        return new(type!, BigEndian: descr[0] == '>', fortranOrder, DeclaredShape.Of(path, "the array", extents));
    }

    private static ElementType? TypeOf(string letters) => letters switch
    {
        "f2" => ElementType.Float16,
        "f4" => ElementType.Float32,
        "f8" => ElementType.Float64,
        "i1" => ElementType.Int8,
        "i2" => ElementType.Int16,
        "i4" => ElementType.Int32,
        "i8" => ElementType.Int64,
        "u1" => ElementType.UInt8,
        "u2" => ElementType.UInt16,
        "u4" => ElementType.UInt32,
        "u8" => ElementType.UInt64,
        "b1" => ElementType.Boolean,
        _ => null,
    };
}
