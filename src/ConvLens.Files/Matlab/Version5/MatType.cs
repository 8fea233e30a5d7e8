namespace ConvLens.Files.Matlab.Version5;

/// <summary>The kinds of data elements by the format's numbers; those of numbers have an <see cref="Elements.ElementType"/>.</summary>
internal enum MatType
{
    Int8 = 1,
    UInt8 = 2,
    Int16 = 3,
    UInt16 = 4,
    Int32 = 5,
    UInt32 = 6,
    Single = 7,
    Double = 9,
    Int64 = 12,
    UInt64 = 13,
    Matrix = 14,
    Compressed = 15,
}
