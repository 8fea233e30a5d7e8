using System.IO.Compression;

namespace ConvLens.Files.Zip;

/// <summary>One file in an archive, as its directory declares it.</summary>
/// <param name="Name">The path, with <c>/</c> between parts.</param>
/// <param name="Deflated">Whether the data is deflated; otherwise it is stored.</param>
/// <param name="Begin">Where the data begins in the archive.</param>
/// <param name="PackedLength">Bytes in the archive, which the archive has.</param>
/// <param name="Length">Bytes when unpacked, as declared.</param>
internal sealed record ZipMember(string Name, bool Deflated, long Begin, long PackedLength, long Length)
{
    /// <summary>The unpacked bytes; stored ones are read in place and can seek.</summary>
    public Stream Open(Stream archive)
    {
        StreamSlice packed = new(archive, Begin, PackedLength);
        return Deflated ? new DeflateStream(packed, CompressionMode.Decompress) : packed;
    }
}
