using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ConvLens.Files.Elements;

/// <summary>How one number of an array is stored, and how it becomes a float32.</summary>
/// <param name="Name">The name for sentences, as in <c>float32</c>.</param>
/// <param name="Size">Bytes per element.</param>
/// <param name="Decode">Elements in the machine's byte order to float32, rounded to nearest; a float64 beyond float32 becomes infinite.</param>
internal sealed record ElementType(string Name, int Size, ElementType.Decoder Decode)
{
    public delegate void Decoder(ReadOnlySpan<byte> bytes, Span<float> values);

    public static readonly ElementType
        Float16 = Of<Half>("float16"), Float32 = Of<float>("float32"), Float64 = Of<double>("float64"),
        Int8 = Of<sbyte>("int8"), Int16 = Of<short>("int16"), Int32 = Of<int>("int32"), Int64 = Of<long>("int64"),
        UInt8 = Of<byte>("uint8"), UInt16 = Of<ushort>("uint16"), UInt32 = Of<uint>("uint32"), UInt64 = Of<ulong>("uint64"),
        BFloat16 = new("bfloat16", sizeof(ushort), DecodeBFloat16),
        Boolean = new("boolean", sizeof(byte), DecodeBoolean);

    private static ElementType Of<T>(string name) where T : unmanaged, INumberBase<T> => new(name, Unsafe.SizeOf<T>(), static (bytes, values) =>
    {
        ReadOnlySpan<T> elements = MemoryMarshal.Cast<byte, T>(bytes);
        for (int i = 0; i < values.Length; i++) values[i] = float.CreateTruncating(elements[i]);
    });

    /// <summary>A bfloat16 is the upper half of a float32.</summary>
    private static void DecodeBFloat16(ReadOnlySpan<byte> bytes, Span<float> values)
    {
        ReadOnlySpan<ushort> elements = MemoryMarshal.Cast<byte, ushort>(bytes);
        for (int i = 0; i < values.Length; i++) values[i] = BitConverter.UInt32BitsToSingle((uint)elements[i] << 16);
    }

    private static void DecodeBoolean(ReadOnlySpan<byte> bytes, Span<float> values)
    {
        for (int i = 0; i < values.Length; i++) values[i] = bytes[i] == 0 ? 0 : 1;
    }
}
