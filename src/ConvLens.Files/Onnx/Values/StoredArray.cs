using System.Buffers;
using System.Runtime.InteropServices;
using ConvLens.Files.Onnx.Schema;
using ConvLens.Files.Onnx.Wire;

namespace ConvLens.Files.Onnx.Values;

/// <summary>A tensor that lies in a file and is read where it is needed.</summary>
internal sealed class StoredArray : Constant
{
    private const int PieceBytes = 1 << 16;
    private readonly ByteSource _source;
    private readonly TensorProto _proto;
    private readonly ByteRange? _bytes;

    private StoredArray(DataType type, int[] extents, TensorProto proto, ByteSource source, ByteRange? bytes)
        : base(type, extents) => (_proto, _source, _bytes) = (proto, source, bytes);

    /// <summary>The array that a file declares, once its shape and its bytes agree.</summary>
    /// <exception cref="OnnxFault">They do not, or no network takes such elements.</exception>
    public static StoredArray Of(TensorProto proto, ByteSource source, ExternalFiles files)
    {
        string name = $"tensor {Excerpt.Of(proto.Name)}";
        DataType type = DataType.Find(proto.ElementType) ?? throw new OnnxFault($"{name} must hold floats, whole numbers or truth values", DataType.NameOf(proto.ElementType));
        int[] extents = [.. proto.Extents.Select(extent => extent is >= 0 and <= int.MaxValue ? (int)extent : throw new OnnxFault($"the extents of {name} must lie between 0 and 2³¹ − 1", $"{extent}"))];
        if (extents.Length > 8) throw new OnnxFault($"{name} may have at most 8 axes", $"{extents.Length}");
        (ByteRange? bytes, source) = proto.Elsewhere is { } elsewhere ? files.Find(name, elsewhere) : (proto.Raw ?? proto.Fixed, source);
        StoredArray array = new(type, extents, proto, source, bytes);
        array.RequireBytes(name);
        return array;
    }

    public override void CopyTo(long first, Span<float> values)
    {
        if (_bytes is not { } bytes)
        {
            base.CopyTo(first, values);
            return;
        }

        long at = bytes.Start + (first * Type.Element.Size);
        if (Type == DataType.Float32 && BitConverter.IsLittleEndian) _source.Read(at, MemoryMarshal.AsBytes(values));
        else Read(at, values, Type.Element.Decode.Invoke);
    }

    protected override double[] ReadNumbers()
    {
        double[] numbers = new double[Length];
        if (_bytes is { } bytes) Read(bytes.Start, numbers, Type.Exact.Invoke);
        else FillFromVarints(numbers);
        return numbers;
    }

    private delegate void Decode<T>(ReadOnlySpan<byte> bytes, Span<T> values);

    private void Read<T>(long at, Span<T> values, Decode<T> decode)
    {
        int size = Type.Element.Size;
        byte[] buffer = ArrayPool<byte>.Shared.Rent(PieceBytes);
        while (!values.IsEmpty)
        {
            int count = Math.Min(values.Length, PieceBytes / size);
            Span<byte> piece = buffer.AsSpan(0, count * size);
            _source.Read(at, piece);
            if (!BitConverter.IsLittleEndian)
                for (int i = 0; i < piece.Length; i += size) piece.Slice(i, size).Reverse();
            decode(piece, values[..count]);
            values = values[count..];
            at += piece.Length;
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }

    // Half-precision numbers are stored as the whole numbers of their bits.
    private void FillFromVarints(double[] numbers)
    {
        IEnumerable<ulong> varints = _proto.Varints is { } range ? WireReader.Varints(_source, range) : _proto.Single.Select(number => (ulong)number);
        int count = 0;
        foreach (ulong varint in varints)
        {
            if (count == numbers.Length) throw CountFault("more");
            numbers[count++] = Type.Code switch
            {
                10 => (double)BitConverter.UInt16BitsToHalf((ushort)varint),
                16 => BitConverter.UInt32BitsToSingle((uint)varint << 16),
                13 or 12 => varint,
                _ => (long)varint,
            };
        }

        if (count < numbers.Length) throw CountFault($"{count}");
    }

    private void RequireBytes(string name)
    {
        long found = _bytes?.Length ?? Math.Max(_proto.Varints?.Length ?? 0, _proto.Single.Count);
        bool fits = _bytes is not null ? (Int128)Length * Type.Element.Size == found : Length <= found;
        if (!fits) throw new OnnxFault($"{name} is {this} ({(Int128)Length * Type.Element.Size} bytes)", $"{found} bytes of data");
    }

    private OnnxFault CountFault(string found) => new($"tensor {Excerpt.Of(_proto.Name)} holds {Length} numbers", found);
}
