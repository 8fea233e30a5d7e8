using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace ConvLens.Files.Pickle;

/// <summary>The arguments of a pickle's opcodes, within bounds.</summary>
internal sealed class PickleInput(ExactReader reader)
{
    private const int MaxText = 1 << 20, MaxLine = 4096, MaxInteger = 1024;
    private const string What = "the pickle";

    // What texts take is bounded together, so that a large file of texts is not held twice.
    private long _text = 32 << 20;

    public string Path => reader.Path;

    public byte Byte()
    {
        Span<byte> one = stackalloc byte[1];
        reader.Fill(one, What);
        return one[0];
    }

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(reader.Take(sizeof(ushort), What));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(reader.Take(sizeof(int), What));

    public uint UInt32() => (uint)Int32();

    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(reader.Take(sizeof(long), What));

    public double Double() => BinaryPrimitives.ReadDoubleBigEndian(reader.Take(sizeof(double), What));

    /// <summary>A whole number of any size: a <see cref="long"/> where it fits.</summary>
    public object Integer(long length)
    {
        if (length is < 0 or > MaxInteger) throw new FileFormatException(Path, $"a number in the pickle may have at most {MaxInteger} bytes", $"{length}");
        BigInteger number = new(reader.Take((int)length, What));
        return number >= long.MinValue && number <= long.MaxValue ? (long)number : number;
    }

    public string Text(long length) => Encoding.UTF8.GetString(Bytes(length));

    /// <summary>Text of Python 2, whose encoding nobody wrote down.</summary>
    public string Latin(long length) => Encoding.Latin1.GetString(Bytes(length));

    /// <summary>Passes over bytes, which no weights are made of.</summary>
    public PickleOpaque Opaque(long length)
    {
        if (length < 0) throw new FileFormatException(Path, "bytes in the pickle need a length", $"{length}");
        reader.Skip(length, What);
        return PickleOpaque.Value;
    }

    /// <summary>The text up to the end of its line.</summary>
    public string Line()
    {
        List<byte> line = [];
        for (byte next; (next = Byte()) != (byte)'\n'; line.Add(next))
            if (line.Count == MaxLine) throw new FileFormatException(Path, $"a line in the pickle may have at most {MaxLine} bytes", "more");
        return Encoding.UTF8.GetString([.. line]);
    }

    /// <summary>A whole number in digits; <c>01</c> and <c>00</c> are the oldest protocols' true and false.</summary>
    public object Digits()
    {
        string line = Line();
        if (line is "00" or "01") return line == "01";
        return long.TryParse(line.EndsWith('L') ? line[..^1] : line, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            ? number : throw new FileFormatException(Path, "the pickle needs a whole number", Excerpt.Of(line));
    }

    public double Decimal()
    {
        string line = Line();
        return double.TryParse(line, CultureInfo.InvariantCulture, out double number) ? number : throw new FileFormatException(Path, "the pickle needs a number", Excerpt.Of(line));
    }

    /// <summary>A line in quotes; escapes stay as they stand.</summary>
    public string Quoted()
    {
        string line = Line();
        return line.Length > 1 && line[0] is '\'' or '"' && line[^1] == line[0] ? line[1..^1] : throw new FileFormatException(Path, "the pickle needs a text in quotes", Excerpt.Of(line));
    }

    private byte[] Bytes(long length)
    {
        if (length is < 0 or > MaxText || length > _text) throw new FileFormatException(Path, $"a text in the pickle may have at most {Math.Min(MaxText, _text)} bytes", $"{length}");
        _text -= length;
        return reader.Take((int)length, What);
    }
}
