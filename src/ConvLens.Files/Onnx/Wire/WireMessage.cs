using System.Buffers.Binary;
using System.Text;
using ConvLens.Compute.Tensors;
using ConvLens.Files.Elements;

namespace ConvLens.Files.Onnx.Wire;

/// <summary>A protocol buffer to be written: small fields as bytes, tensors as what they are until they are written, so that weights are never held twice.</summary>
internal sealed class WireMessage
{
    private readonly List<(byte[] Bytes, Tensor? Tensor)> _parts = [];

    /// <summary>Bytes of the whole message.</summary>
    public long Length { get; private set; }

    public WireMessage Integer(int field, long value) => Append([.. Tag(field, WireType.Varint), .. Varint((ulong)value)]);

    public WireMessage Single(int field, float value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        return Append([.. Tag(field, WireType.Fixed32), .. bytes]);
    }

    public WireMessage Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public WireMessage Bytes(int field, ReadOnlySpan<byte> value) => Append([.. Tag(field, WireType.Length), .. Varint((ulong)value.Length), .. value]);

    public WireMessage Integers(int field, IEnumerable<long> values) => Bytes(field, [.. values.SelectMany(value => Varint((ulong)value))]);

    public WireMessage Message(int field, WireMessage message)
    {
        Append([.. Tag(field, WireType.Length), .. Varint((ulong)message.Length)]);
        _parts.AddRange(message._parts);
        Length += message.Length;
        return this;
    }

    /// <summary>A tensor's float32 numbers in logical order.</summary>
    public WireMessage Raw(int field, Tensor tensor)
    {
        long length = (long)tensor.Length * sizeof(float);
        Append([.. Tag(field, WireType.Length), .. Varint((ulong)length)]);
        _parts.Add(([], tensor));
        Length += length;
        return this;
    }

    public void WriteTo(Stream stream)
    {
        foreach ((byte[] bytes, Tensor? tensor) in _parts)
            if (tensor is null) stream.Write(bytes);
            else LogicalTensor.Write(stream, tensor);
    }

    private static byte[] Tag(int field, WireType type) => Varint(((ulong)field << 3) | (ulong)type);

    private static byte[] Varint(ulong value)
    {
        List<byte> bytes = [];
        for (; value >= 0x80; value >>= 7) bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
        return [.. bytes];
    }

    private WireMessage Append(byte[] bytes)
    {
        _parts.Add((bytes, null));
        Length += bytes.Length;
        return this;
    }
}
