using ConvLens.Files.Onnx.Wire;

namespace ConvLens.Files.Onnx.Schema;

/// <summary>One axis of a declared shape: an extent, a name for an extent that callers choose, or neither.</summary>
internal sealed record AxisProto(long? Extent, string? Parameter)
{
    public static AxisProto Read(WireReader reader)
    {
        (long? extent, string? parameter) = (null, null);
        while (reader.Next(out int field))
            switch (field)
            {
                case 1: extent = reader.Integer(); break;
                case 2: parameter = reader.Text(); break;
                default: reader.Skip(); break;
            }

        return new(extent, parameter);
    }
}
