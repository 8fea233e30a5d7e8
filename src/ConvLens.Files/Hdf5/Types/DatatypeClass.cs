namespace ConvLens.Files.Hdf5.Types;

/// <summary>The kinds of datatypes by their numbers in the format.</summary>
internal enum DatatypeClass
{
    Integer = 0,
    Float = 1,
    Time = 2,
    Text = 3,
    Bits = 4,
    Opaque = 5,
    Compound = 6,
    Reference = 7,
    Enumeration = 8,
    VariableLength = 9,
    Array = 10,
}
