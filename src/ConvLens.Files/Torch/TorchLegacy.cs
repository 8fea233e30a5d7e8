using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using ConvLens.Files.Pickle;

namespace ConvLens.Files.Torch;

/// <summary>The format before PyTorch 1.6: five pickles (a magic number, a version, the system, the object, the keys) and then the storages one behind the other.</summary>
internal sealed class TorchLegacy : ITorchStorages
{
    private const long Version = 1001;
    private static readonly BigInteger Magic = BigInteger.Parse("01950A86A20F9469CFC6C", NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private readonly Stream _stream;
    private readonly string _path;
    private readonly Dictionary<string, long> _begins = new(StringComparer.Ordinal);

    public TorchLegacy(Stream stream, string path)
    {
        (_stream, _path) = (stream, path);
        ExactReader reader = new(stream, path);
        TorchWorld world = new(path);
        if (PickleReader.Read(reader, world) is not BigInteger magic || magic != Magic) throw new FileFormatException(path, TorchWorld.Advice, "another pickle");
        if (PickleReader.Read(reader, world) is not Version) throw new FileFormatException(path, $"a file of PyTorch's has version {Version}", "another version");
        BigEndian = PickleReader.Read(reader, world) is PickleDictionary system && system.TryGet("little_endian", out object? little) && little is false;
        Root = PickleReader.Read(reader, world);
        foreach (object? key in PickleReader.Read(reader, world) as List<object?> ?? throw new FileFormatException(path, "the pickle needs a list of keys", "another value")) Locate(reader, world, key);
    }

    /// <summary>What the pickle holds.</summary>
    public object? Root { get; }

    /// <inheritdoc/>
    public bool BigEndian { get; }

    /// <summary>Whether bytes begin like a pickle of a protocol that PyTorch writes.</summary>
    public static bool Recognizes(ReadOnlySpan<byte> head) => head is [0x80, >= 2 and <= 5, ..];

    /// <inheritdoc/>
    public ExactReader Open(TorchStorage storage) =>
        _begins.TryGetValue(storage.Key, out long begin)
            ? new(new StreamSlice(_stream, begin, (long)storage.Bytes), _path)
            : throw new FileFormatException(_path, $"the file needs storage {Excerpt.Of(storage.Key)}", "none");

    private void Locate(ExactReader reader, TorchWorld world, object? key)
    {
        if (key is not string name || !world.Storages.TryGetValue(name, out TorchStorage? storage)) throw new FileFormatException(_path, "every storage belongs to a tensor", "one that does not");
        string what = $"storage {Excerpt.Of(name)}";
        long count = BinaryPrimitives.ReadInt64LittleEndian(reader.Take(sizeof(long), what));
        if (BigEndian) count = BinaryPrimitives.ReverseEndianness(count);
        if (count != storage.Count) throw new FileFormatException(_path, $"{what} holds {storage.Count} numbers", $"{count}");
        if (storage.Bytes > reader.Remaining) throw new FileFormatException(_path, $"{what} takes {storage.Bytes} bytes", $"{reader.Remaining}");
        _begins[name] = _stream.Length - reader.Remaining;
        reader.Skip((long)storage.Bytes, what);
    }
}
