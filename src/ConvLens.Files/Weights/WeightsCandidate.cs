using ConvLens.Files.Zip;

namespace ConvLens.Files.Weights;

/// <summary>What formats are told apart by: a file's first bytes, and its members where it is a zip archive.</summary>
internal sealed class WeightsCandidate
{
    private const int HeadLength = 1024;
    private readonly byte[] _head;

    public WeightsCandidate(Stream stream, string path)
    {
        ExactReader reader = new(stream, path);
        _head = reader.Take((int)Math.Min(reader.Remaining, HeadLength), "the file's beginning");
        Members = Begins(ZipDirectory.Magic) ? [.. ZipDirectory.Read(stream, path).Members.Keys] : [];
        stream.Position = 0;
    }

    /// <summary>At most the first 1024 bytes.</summary>
    public ReadOnlySpan<byte> Head => _head;

    /// <summary>The members of a zip archive; none where the file is no archive.</summary>
    public IReadOnlyList<string> Members { get; }

    public bool Begins(ReadOnlySpan<byte> magic) => Head.StartsWith(magic);
}
