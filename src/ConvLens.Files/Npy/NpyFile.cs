using System.Buffers.Binary;
using System.Text;
using ConvLens.Compute.Tensors;
using ConvLens.Files.Elements;

namespace ConvLens.Files.Npy;

/// <summary>Reads and writes single arrays in NumPy's .npy format [numpyformat].</summary>
/// <remarks>
/// <para>Read: versions 1.0, 2.0 and 3.0; float16, float32, float64, int8 to int64, uint8 to uint64 and boolean, in either byte order, C or
/// Fortran order, up to 8 axes. Numbers are rounded to the nearest float32; true is 1. An array without axes becomes a tensor of shape [1].
/// Every check is made before memory is taken: an array with an extent of 0, missing data and bytes behind the data are refused.</para>
/// <para>Written: version 1.0, little-endian, C order, and logical order (N, C, H, W) whatever the tensor's order in memory; the data begins
/// on a multiple of 64 bytes. The same numbers give the same bytes.</para>
/// </remarks>
public static class NpyFile
{
    private const int Alignment = 64;

    /// <summary>The array in a file, as float32.</summary>
    /// <exception cref="FileFormatException">The file is damaged, or holds what a tensor cannot.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static Tensor Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Read(stream, path);
    }

    /// <summary>The array between the stream's position and its end, as float32.</summary>
    /// <param name="stream">A stream that can seek, so that its length is known.</param>
    /// <param name="name">What errors call the file.</param>
    /// <exception cref="FileFormatException">The stream holds a damaged array, or what a tensor cannot.</exception>
    public static Tensor Read(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Read(new ExactReader(stream, name));
    }

    /// <summary>The array that a reader's bytes are, as float32.</summary>
    internal static Tensor Read(ExactReader reader)
    {
        NpyHeader header = NpyHeader.Read(reader);
        long bytes = (long)header.Shape.Length * header.Type.Size;
        if (reader.Remaining != bytes)
            throw new FileFormatException(
                reader.Path, $"the header says {header.Shape} {header.Type.Name} ({bytes} bytes)", $"{reader.Remaining} bytes of data");

        return header.FortranOrder && header.Shape.Rank > 1
            ? FortranOrder.Read(reader, header)
            : LogicalTensor.Read(reader, header.Shape, header.Type, header.BigEndian);
    }

    /// <summary>Writes a tensor as float32 in logical order; the file appears whole or not at all.</summary>
    public static void Write(string path, Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        AtomicFile.Write(path, stream => Write(stream, tensor));
    }

    /// <summary>Writes a tensor as float32 in logical order to a stream.</summary>
    public static void Write(Stream stream, Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(tensor);
        stream.Write(HeaderFor("<f4", tensor.Shape));
        LogicalTensor.Write(stream, tensor);
    }

    /// <summary>Writes float32 numbers that are already in logical order.</summary>
    /// <exception cref="ArgumentException">There are more or fewer numbers than the shape holds.</exception>
    public static void Write(string path, Shape shape, ReadOnlyMemory<float> logical) => Write(path, "<f4", shape, logical);

    /// <summary>Writes int32 numbers that are already in logical order, such as pooling switches.</summary>
    /// <exception cref="ArgumentException">There are more or fewer numbers than the shape holds.</exception>
    public static void Write(string path, Shape shape, ReadOnlyMemory<int> logical) => Write(path, "<i4", shape, logical);

    private static void Write<T>(string path, string descr, Shape shape, ReadOnlyMemory<T> logical) where T : unmanaged
    {
        if (logical.Length != shape.Length)
            throw new ArgumentException($"an array of {shape} holds {shape.Length} numbers, found {logical.Length}", nameof(logical));
        AtomicFile.Write(path, stream =>
        {
            stream.Write(HeaderFor(descr, shape));
            ElementStream.Write(stream, logical.Span);
        });
    }

    private static byte[] HeaderFor(string descr, Shape shape)
    {
        string extents = shape.Rank == 1 ? $"{shape[0]}," : string.Join(", ", shape);
        string entries = $"{{'descr': '{descr}', 'fortran_order': False, 'shape': ({extents}), }}";
        int start = NpyHeader.Magic.Length + 4, end = start + entries.Length + 1;
        byte[] header = new byte[(end + Alignment - 1) / Alignment * Alignment];

        header.AsSpan().Fill((byte)' ');
        NpyHeader.Magic.CopyTo(header);
        (header[6], header[7]) = (1, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), (ushort)(header.Length - start));
        Encoding.ASCII.GetBytes(entries, header.AsSpan(start));
        header[^1] = (byte)'\n';
        return header;
    }
}
