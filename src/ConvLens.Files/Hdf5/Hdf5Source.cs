using System.Buffers.Binary;

namespace ConvLens.Files.Hdf5;

/// <summary>The bytes of an HDF5 file by address; nothing is read beyond the end, and no more memory is taken than the file's length justifies.</summary>
internal sealed class Hdf5Source
{
    /// <summary>The address that means "nowhere".</summary>
    public const ulong Undefined = ulong.MaxValue;

    /// <summary>Deflate at its best, into numbers of a byte that take four as float32.</summary>
    private const int MostGrowth = 4096;

    private readonly MemoryAllowance _allowance;

    public Hdf5Source(Stream stream, string path)
    {
        if (!stream.CanSeek) throw new FileFormatException(path, "a file of known length is needed", "a pipe or a device");
        (Stream, Path, _allowance) = (stream, path, new(path, stream.Length, MostGrowth));
    }

    public Stream Stream { get; }

    public string Path { get; }

    /// <summary>Where address 0 lies in the file: behind a user block, if there is one.</summary>
    public long Base { get; set; }

    /// <summary>Bytes of an address.</summary>
    public int OffsetSize { get; set; } = sizeof(ulong);

    /// <summary>Bytes of a length.</summary>
    public int LengthSize { get; set; } = sizeof(ulong);

    /// <summary>Bytes behind address 0.</summary>
    public long Length => Stream.Length - Base;

    /// <summary>Accounts for memory or work. Files can ask for more than they hold: unwritten chunks, one heap read from many places, data that inflates.</summary>
    public void Charge(long bytes, string what) => _allowance.Take(bytes, what);

    /// <summary>The bytes from an address on.</summary>
    public Hdf5Cursor Read(ulong address, ulong count, string what)
    {
        RequireRange(address, count, what);
        Charge((long)count, what);
        byte[] bytes = new byte[count];
        Fill(address, bytes, what);
        return new(this, bytes, what);
    }

    /// <summary>Up to <paramref name="most"/> bytes, for structures whose first bytes tell their length.</summary>
    public Hdf5Cursor ReadUpTo(ulong address, int most, string what)
    {
        RequireRange(address, 1, what);
        return Read(address, (ulong)Math.Min(most, Length - (long)address), what);
    }

    public void Fill(ulong address, Span<byte> bytes, string what)
    {
        RequireRange(address, (ulong)bytes.Length, what);
        Stream.Position = Base + (long)address;
        Stream.ReadExactly(bytes);
    }

    /// <summary>Refuses a range that is not wholly in the file.</summary>
    public void RequireRange(ulong address, ulong count, string what)
    {
        ulong length = (ulong)Length;
        if (address > length || count > length - address)
            throw new FileFormatException(Path, $"{what} takes {count} bytes", address >= length ? $"an address beyond the end of the file" : $"{length - address} before the end of the file");
    }

    /// <summary>One number of 0 to 8 bytes.</summary>
    public static ulong Unsigned(ReadOnlySpan<byte> bytes)
    {
        Span<byte> whole = stackalloc byte[sizeof(ulong)];
        whole.Clear();
        bytes.CopyTo(whole);
        return BinaryPrimitives.ReadUInt64LittleEndian(whole);
    }
}
