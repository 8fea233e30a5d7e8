using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ConvLens.Files.Elements;

/// <summary>Runs of array elements between a file and memory, in pieces that fit a cache.</summary>
internal static class ElementStream
{
    private const int PieceBytes = 1 << 16, MaxDirectLength = 1 << 24;

    /// <summary>Reads as many elements as <paramref name="values"/> has room for; float32 in the machine's order goes straight there.</summary>
    public static void Read(ExactReader reader, ElementType type, bool bigEndian, Span<float> values)
    {
        if (type == ElementType.Float32 && bigEndian != BitConverter.IsLittleEndian)
        {
            for (; !values.IsEmpty; values = values[Math.Min(values.Length, MaxDirectLength)..])
                reader.Fill(MemoryMarshal.AsBytes(values[..Math.Min(values.Length, MaxDirectLength)]), "the data");
            return;
        }

        byte[] buffer = ArrayPool<byte>.Shared.Rent(PieceBytes);
        while (!values.IsEmpty)
        {
            int count = Math.Min(values.Length, PieceBytes / type.Size);
            Span<byte> bytes = buffer.AsSpan(0, count * type.Size);
            reader.Fill(bytes, "the data");
            if (bigEndian == BitConverter.IsLittleEndian) ReverseElements(bytes, type.Size);
            type.Decode(bytes, values[..count]);
            values = values[count..];
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }

    /// <summary>Writes little-endian elements.</summary>
    public static void Write<T>(Stream stream, ReadOnlySpan<T> values) where T : unmanaged
    {
        int elementSize = Unsafe.SizeOf<T>();
        byte[] buffer = ArrayPool<byte>.Shared.Rent(PieceBytes);
        while (!values.IsEmpty)
        {
            int count = Math.Min(values.Length, PieceBytes / elementSize);
            Span<byte> bytes = buffer.AsSpan(0, count * elementSize);
            MemoryMarshal.AsBytes(values[..count]).CopyTo(bytes);
            if (!BitConverter.IsLittleEndian) ReverseElements(bytes, elementSize);
            stream.Write(bytes);
            values = values[count..];
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }

    private static void ReverseElements(Span<byte> bytes, int size)
    {
        if (size == 1) return;
        for (int at = 0; at < bytes.Length; at += size) bytes.Slice(at, size).Reverse();
    }
}
