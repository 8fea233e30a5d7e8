using System.Numerics;
using System.Runtime.InteropServices;
using ConvLens.Files.Elements;

namespace ConvLens.Files.Onnx.Values;

/// <summary>The type of a tensor's elements. In a network every number is a float32; the type says how constants are stored and how whole numbers divide.</summary>
/// <param name="Code">The number in the standard's enumeration.</param>
/// <param name="Element">How it is stored.</param>
/// <param name="IsWhole">Whether it counts in whole numbers.</param>
/// <param name="Exact">Stored elements to float64.</param>
internal sealed record DataType(int Code, ElementType Element, bool IsWhole, DataType.Decoder Exact)
{
    public delegate void Decoder(ReadOnlySpan<byte> bytes, Span<double> values);

    public static readonly DataType
        Float32 = Of<float>(1, ElementType.Float32), Float64 = Of<double>(11, ElementType.Float64), Float16 = Of<Half>(10, ElementType.Float16),
        BFloat16 = new(16, ElementType.BFloat16, IsWhole: false, DecodeBFloat16), Boolean = Of<byte>(9, ElementType.Boolean, isWhole: true),
        UInt8 = Of<byte>(2, ElementType.UInt8, isWhole: true), Int8 = Of<sbyte>(3, ElementType.Int8, isWhole: true),
        UInt16 = Of<ushort>(4, ElementType.UInt16, isWhole: true), Int16 = Of<short>(5, ElementType.Int16, isWhole: true),
        UInt32 = Of<uint>(12, ElementType.UInt32, isWhole: true), Int32 = Of<int>(6, ElementType.Int32, isWhole: true),
        UInt64 = Of<ulong>(13, ElementType.UInt64, isWhole: true), Int64 = Of<long>(7, ElementType.Int64, isWhole: true);

    private static readonly Dictionary<long, DataType> ByCode = new DataType[]
    {
        Float32, Float64, Float16, BFloat16, Boolean, UInt8, Int8, UInt16, Int16, UInt32, Int32, UInt64, Int64,
    }.ToDictionary(type => (long)type.Code);

    private static readonly string[] Names =
    [
        "none", "float", "uint8", "int8", "uint16", "int16", "int32", "int64", "string", "bool", "float16", "double", "uint32", "uint64", "complex64", "complex128", "bfloat16",
        "float8e4m3fn", "float8e4m3fnuz", "float8e5m2", "float8e5m2fnuz", "uint4", "int4", "float4e2m1", "float8e8m0",
    ];

    public bool IsBoolean => this == Boolean;

    /// <summary>The type of a code, or null for those that no network takes: strings, complex numbers, fours and eights of bits that are floating.</summary>
    public static DataType? Find(long code) => ByCode.GetValueOrDefault(code);

    public static string NameOf(long code) => code >= 0 && code < Names.Length ? Names[code] : $"type {code}";

    /// <summary>A number as this type would hold it.</summary>
    public double Round(double number) => Code switch
    {
        1 or 10 or 16 => (float)number,
        11 => number,
        9 => number == 0 ? 0 : 1,
        _ => Math.Truncate(number),
    };

    public override string ToString() => NameOf(Code);

    private static DataType Of<T>(int code, ElementType element, bool isWhole = false) where T : unmanaged, INumberBase<T> => new(code, element, isWhole, static (bytes, values) =>
    {
        ReadOnlySpan<T> elements = MemoryMarshal.Cast<byte, T>(bytes);
        for (int i = 0; i < values.Length; i++) values[i] = double.CreateTruncating(elements[i]);
    });

    private static void DecodeBFloat16(ReadOnlySpan<byte> bytes, Span<double> values)
    {
        ReadOnlySpan<ushort> elements = MemoryMarshal.Cast<byte, ushort>(bytes);
        for (int i = 0; i < values.Length; i++) values[i] = BitConverter.UInt32BitsToSingle((uint)elements[i] << 16);
    }
}
