using ConvLens.Files.Pickle;
using ConvLens.Files.Zip;

namespace ConvLens.Files.Torch;

/// <summary>The format since PyTorch 1.6: a zip archive with a pickle and one member for each storage.</summary>
internal sealed class TorchArchive : ITorchStorages
{
    private const string PickleName = "data.pkl";

    private readonly Stream _stream;
    private readonly string _path, _folder;
    private readonly ZipDirectory _directory;
    private readonly MemoryAllowance _allowance;

    public TorchArchive(Stream stream, string path, MemoryAllowance allowance)
    {
        (_stream, _path, _allowance) = (stream, path, allowance);
        _directory = ZipDirectory.Read(stream, path);
        if (_directory.Members.Keys.Any(IsScript)) throw new FileFormatException(path, TorchWorld.Advice, "a TorchScript archive, whose code only PyTorch runs");
        string pickle = _directory.Members.Keys.FirstOrDefault(IsPickle) ?? throw new FileFormatException(path, $"an archive of PyTorch's holds {PickleName}", "none");
        _folder = pickle[..^PickleName.Length];
        BigEndian = _directory.Members.TryGetValue($"{_folder}byteorder", out ZipMember? order) && Open(order).Take((int)Math.Min(order.Length, 3), "the byte order").AsSpan().SequenceEqual("big"u8);
        Root = PickleReader.Read(Open(_directory.Members[pickle]), new TorchWorld(path));
    }

    /// <summary>What the pickle holds.</summary>
    public object? Root { get; }

    /// <inheritdoc/>
    public bool BigEndian { get; }

    /// <summary>Whether an archive with such a member is PyTorch's, readable or not.</summary>
    public static bool IsOwn(string member) => IsPickle(member) || IsScript(member);

    /// <inheritdoc/>
    public ExactReader Open(TorchStorage storage)
    {
        string what = $"storage {Excerpt.Of(storage.Key)}";
        if (!_directory.Members.TryGetValue($"{_folder}data/{storage.Key}", out ZipMember? member)) throw new FileFormatException(_path, $"the archive needs {what}", "none");
        if (member.Length != storage.Bytes) throw new FileFormatException(_path, $"{what} takes {storage.Bytes} bytes", $"{member.Length}");
        // What lies before a view must be unpacked too.
        if (member.Deflated) _allowance.Take(member.Length, what);
        return Open(member);
    }

    private ExactReader Open(ZipMember member) => new(member.Open(_stream), _path, member.Length);

    private static bool IsPickle(string member) => member == PickleName || member.EndsWith($"/{PickleName}", StringComparison.Ordinal);

    private static bool IsScript(string member) => member.EndsWith("/constants.pkl", StringComparison.Ordinal) || member.Contains("/code/", StringComparison.Ordinal);
}
