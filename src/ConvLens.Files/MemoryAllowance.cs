namespace ConvLens.Files;

/// <summary>The memory that one file may ask for, so that a few bytes cannot claim all there is.</summary>
/// <remarks>Numbers can be views of few stored ones, and deflated data can grow a thousandfold; weights do neither. A file gets 64 MiB and 64 times its own size,
/// unless its format says otherwise.</remarks>
internal sealed class MemoryAllowance(string path, long fileLength, int growth = 64)
{
    private const long Base = 64L << 20;

    private readonly long _all = Base + (growth * Math.Min(fileLength, long.MaxValue / 2 / growth));
    private long _taken;

    /// <summary>Grants memory, or refuses the file.</summary>
    /// <param name="bytes">Bytes of memory; not negative.</param>
    /// <param name="what">What it is for, as in <c>tensor 'conv.weight'</c>.</param>
    public void Take(long bytes, string what)
    {
        if (bytes > _all - _taken) throw new FileFormatException(path, $"a file of {fileLength} bytes may unfold to at most {_all} bytes", $"{what} with another {bytes} bytes after {_taken}");
        _taken += bytes;
    }
}
