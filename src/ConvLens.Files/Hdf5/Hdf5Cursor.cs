using System.Text;

namespace ConvLens.Files.Hdf5;

/// <summary>Reads one structure of an HDF5 file front to back: little-endian numbers, addresses, lengths and names.</summary>
/// <param name="source">The file, for the sizes of addresses and lengths.</param>
/// <param name="bytes">The structure.</param>
/// <param name="what">What errors call it.</param>
internal sealed class Hdf5Cursor(Hdf5Source source, ReadOnlyMemory<byte> bytes, string what)
{
    public int Position { get; private set; }

    public int Remaining => bytes.Length - Position;

    public ReadOnlySpan<byte> Take(int count) => Memory(count).Span;

    public ReadOnlyMemory<byte> Memory(long count)
    {
        if (count < 0 || count > Remaining) throw Fault($"{what} must go on for {count} bytes", $"{Remaining}");
        Position += (int)count;
        return bytes.Slice(Position - (int)count, (int)count);
    }

    /// <summary>The next bytes as a structure of their own.</summary>
    public Hdf5Cursor Part(long count, string name) => new(source, Memory(count), name);

    public byte Byte() => Take(1)[0];

    public int UInt16() => (int)Unsigned(sizeof(ushort));

    public uint UInt32() => (uint)Unsigned(sizeof(uint));

    public ulong UInt64() => Unsigned(sizeof(ulong));

    /// <summary>A number of up to 8 bytes.</summary>
    public ulong Unsigned(int size) => size <= sizeof(ulong) ? Hdf5Source.Unsigned(Take(size)) : throw Fault($"numbers of {what} may have at most 8 bytes", $"{size}");

    /// <summary>An address; all bits set means <see cref="Hdf5Source.Undefined"/> whatever its size.</summary>
    public ulong Offset()
    {
        ulong offset = Unsigned(source.OffsetSize);
        return offset == ulong.MaxValue >> (64 - (8 * source.OffsetSize)) ? Hdf5Source.Undefined : offset;
    }

    public ulong Length() => Unsigned(source.LengthSize);

    public void Skip(int count) => Memory(count);

    /// <summary>Goes on at a multiple of 8 bytes from the structure's start.</summary>
    public void Align() => Skip(Math.Min(-Position & 7, Remaining));

    /// <summary>A name in a field of known size, up to its first zero byte.</summary>
    public string Name(long size)
    {
        ReadOnlySpan<byte> field = Memory(size).Span;
        int end = field.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? field : field[..end]);
    }

    /// <summary>A name that a zero byte ends.</summary>
    public string TerminatedName()
    {
        int length = bytes.Span[Position..].IndexOf((byte)0);
        return length < 0 ? throw Fault($"a name in {what} must end with a zero byte", "none") : Name(length + 1);
    }

    /// <summary>Whether the structure begins with these letters.</summary>
    public bool StartsWith(ReadOnlySpan<byte> signature) => bytes.Span.StartsWith(signature);

    /// <summary>Refuses a structure that does not begin with these letters.</summary>
    public void Signature(ReadOnlySpan<byte> signature)
    {
        if (!Take(signature.Length).SequenceEqual(signature))
            throw Fault($"{what} must begin with '{Encoding.ASCII.GetString(signature)}'", Convert.ToHexString(bytes.Span[..signature.Length]));
    }

    /// <summary>Reads a version and refuses one outside the range.</summary>
    public int Version(int least, int most)
    {
        int version = Byte();
        return version >= least && version <= most ? version : throw Fault($"the version of {what} must be {(least == most ? $"{least}" : $"{least} to {most}")}", $"{version}");
    }

    public FileFormatException Fault(string expected, string found) => new(source.Path, expected, found);
}
