using System.Buffers.Binary;
using System.Text;

namespace ConvLens.Imaging.Codecs;

/// <summary>Walks over the chunks of a PNG and holds each to its length and check sum.</summary>
/// <param name="stream">A stream that can seek, behind the signature.</param>
/// <param name="checkSums">Whether check sums count; fuzzing looks behind them.</param>
internal sealed class PngChunks(Stream stream, bool checkSums)
{
    private const int Word = 4, BufferBytes = 1 << 14;

    private readonly byte[] _word = new byte[Word];
    private uint _crc;
    private int _remaining;

    /// <summary>The four letters of the chunk at hand.</summary>
    public string Type { get; private set; } = "";

    /// <summary>Whether a reader that does not know the chunk cannot show the picture.</summary>
    public bool IsCritical => char.IsAsciiLetterUpper(Type[0]);

    /// <summary>Goes to the next chunk.</summary>
    public void Next()
    {
        uint length = ReadWord();
        _ = ReadWord();
        Type = Encoding.Latin1.GetString(_word);
        if (!Type.All(char.IsAsciiLetter)) throw new PictureFormatException("a chunk of a PNG is named by four letters", $"the bytes {Convert.ToHexString(_word)}");
        long left = stream.Length - stream.Position - Word;
        if (length > left) throw new PictureFormatException($"chunk {Type} of the PNG has {length} bytes and a check sum", $"the end of the file after {left + Word} bytes");
        _remaining = (int)length;
        _crc = Crc32.Continue(Crc32.Start, _word);
    }

    /// <summary>Some of the chunk's data; 0 at its end.</summary>
    public int Read(Span<byte> buffer)
    {
        int read = stream.Read(buffer[..Math.Min(buffer.Length, _remaining)]);
        _remaining -= read;
        _crc = Crc32.Continue(_crc, buffer[..read]);
        return read;
    }

    /// <summary>All of the chunk's data, and its end.</summary>
    public byte[] ReadAll(int atMost)
    {
        if (_remaining > atMost) throw new PictureFormatException($"chunk {Type} of the PNG has {atMost} bytes at most", $"{_remaining}");
        byte[] data = new byte[_remaining];
        for (int at = 0, read; at < data.Length; at += read)
            if ((read = Read(data.AsSpan(at))) == 0) throw new PictureFormatException($"chunk {Type} of the PNG goes on", "the end of the file");
        End();
        return data;
    }

    /// <summary>Passes over the rest of the chunk and compares its check sum.</summary>
    public void End()
    {
        Span<byte> buffer = stackalloc byte[BufferBytes];
        while (Read(buffer) > 0) continue;
        uint sum = ReadWord();
        if (checkSums && sum != ~_crc) throw new PictureFormatException($"chunk {Type} of the PNG adds up to {~_crc:x8}", $"the check sum {sum:x8}");
    }

    private uint ReadWord()
    {
        if (stream.ReadAtLeast(_word, Word, throwOnEndOfStream: false) < Word) throw new PictureFormatException($"a PNG ends with chunk IEND", "the end of the file");
        return BinaryPrimitives.ReadUInt32BigEndian(_word);
    }
}
