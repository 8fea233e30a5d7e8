using System.Buffers.Binary;
using System.Text;

namespace ConvLens.Files.Zip;

/// <summary>The members of a zip archive [zip] with their places, so that stored ones are read straight from the file; zip64 too.</summary>
internal sealed class ZipDirectory
{
    private const uint LocalSignature = 0x04034B50, CentralSignature = 0x02014B50;
    private const int LocalLength = 30, CentralLength = 46, Stored = 0, Deflate = 8, EncryptedFlag = 1, MaxMembers = 1 << 20;
    private const ushort Zip64Field = 1;

    private readonly ExactReader _reader;
    private readonly Stream _archive;
    private readonly string _path;

    private ZipDirectory(Stream archive, string path)
    {
        (_archive, _path) = (archive, path);
        ZipEnd end = ZipEnd.Find(archive, path);
        if (end.Members is < 0 or > MaxMembers) throw new FileFormatException(path, $"an archive may have at most {MaxMembers} members", $"{end.Members}");
        if (end.Begin < 0 || end.Length < 0 || end.Begin > archive.Length - end.Length)
            throw new FileFormatException(path, $"the archive's directory must lie in its {archive.Length} bytes", $"{end.Length} bytes from byte {end.Begin}");
        _reader = new(new StreamSlice(archive, end.Begin, end.Length), path);
        for (long member = 0; member < end.Members; member++) Add(ReadMember());
    }

    /// <summary>The first bytes of an archive.</summary>
    public static ReadOnlySpan<byte> Magic => "PK"u8;

    /// <summary>The members by name, in the directory's order.</summary>
    public OrderedDictionary<string, ZipMember> Members { get; } = new(StringComparer.Ordinal);

    public static ZipDirectory Read(Stream archive, string path) => new(archive, path);

    private void Add(ZipMember member)
    {
        if (!Members.TryAdd(member.Name, member)) throw new FileFormatException(_path, "every name may stand once in the archive", $"another {Excerpt.Of(member.Name)}");
    }

    private ZipMember ReadMember()
    {
        Span<byte> central = stackalloc byte[CentralLength];
        _reader.Fill(central, "a member of the archive's directory");
        if (BinaryPrimitives.ReadUInt32LittleEndian(central) != CentralSignature)
            throw new FileFormatException(_path, "a member of the archive's directory begins with 50 4B 01 02", Convert.ToHexString(central[..4]));
        ushort flags = BinaryPrimitives.ReadUInt16LittleEndian(central[8..]), method = BinaryPrimitives.ReadUInt16LittleEndian(central[10..]);
        string name = Encoding.UTF8.GetString(_reader.Take(BinaryPrimitives.ReadUInt16LittleEndian(central[28..]), "a member's name"));
        byte[] extra = _reader.Take(BinaryPrimitives.ReadUInt16LittleEndian(central[30..]), "a member's extra fields");
        _reader.Skip(BinaryPrimitives.ReadUInt16LittleEndian(central[32..]), "a member's comment");

        long[] numbers = [BinaryPrimitives.ReadUInt32LittleEndian(central[24..]), BinaryPrimitives.ReadUInt32LittleEndian(central[20..]), BinaryPrimitives.ReadUInt32LittleEndian(central[42..])];
        Widen(numbers, extra);
        (long length, long packed, long header) = (numbers[0], numbers[1], numbers[2]);
        string what = $"member {Excerpt.Of(name)}";
        if ((flags & EncryptedFlag) != 0) throw new FileFormatException(_path, $"{what} must not be encrypted", "that it is");
        if (method is not (Stored or Deflate)) throw new FileFormatException(_path, $"{what} must be stored or deflated", $"method {method}");
        if (length < 0 || packed < 0 || header < 0 || (method == Stored && length != packed))
            throw new FileFormatException(_path, $"{what} needs a length and a place", $"{length} bytes in {packed} from byte {header}");
        return new(name, method == Deflate, DataBegin(header, packed, what), packed, length);
    }

    /// <summary>Numbers that do not fit 32 bits stand in an extra field, one behind the other.</summary>
    private static void Widen(long[] numbers, ReadOnlySpan<byte> extra)
    {
        while (extra.Length >= 4)
        {
            ushort id = BinaryPrimitives.ReadUInt16LittleEndian(extra);
            int size = Math.Min(BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]), extra.Length - 4);
            ReadOnlySpan<byte> field = extra.Slice(4, size);
            for (int i = 0; id == Zip64Field && i < numbers.Length; i++)
            {
                if (numbers[i] != uint.MaxValue || field.Length < sizeof(long)) continue;
                numbers[i] = BinaryPrimitives.ReadInt64LittleEndian(field);
                field = field[sizeof(long)..];
            }

            extra = extra[(4 + size)..];
        }
    }

    /// <summary>The data follows the member's own header, whose length only that header tells.</summary>
    private long DataBegin(long header, long packed, string what)
    {
        Span<byte> local = stackalloc byte[LocalLength];
        if (header > _archive.Length - LocalLength) throw new FileFormatException(_path, $"the header of {what} must lie in the file's {_archive.Length} bytes", $"byte {header}");
        new ExactReader(new StreamSlice(_archive, header, LocalLength), _path).Fill(local, $"the header of {what}");
        if (BinaryPrimitives.ReadUInt32LittleEndian(local) != LocalSignature)
            throw new FileFormatException(_path, $"the header of {what} begins with 50 4B 03 04", Convert.ToHexString(local[..4]));
        long begin = header + LocalLength + BinaryPrimitives.ReadUInt16LittleEndian(local[26..]) + BinaryPrimitives.ReadUInt16LittleEndian(local[28..]);
        return begin <= _archive.Length - packed ? begin : throw new FileFormatException(_path, $"{what} takes {packed} bytes from byte {begin}", $"a file of {_archive.Length} bytes");
    }
}
