using ConvLens.Files.Onnx.Wire;

namespace ConvLens.Files.Onnx.Schema;

/// <summary>An input or output of the graph: its name, and its type and shape as far as they are said.</summary>
internal sealed class ValueProto
{
    public string Name { get; private set; } = "";

    /// <summary>The elements' type; 0 where none is said or the value is no tensor.</summary>
    public int ElementType { get; private set; }

    public bool IsTensor { get; private set; }

    /// <summary>The axes, or null where the shape is not said.</summary>
    public List<AxisProto>? Axes { get; private set; }

    public static ValueProto Read(WireReader reader)
    {
        ValueProto value = new();
        while (reader.Next(out int field))
            switch (field)
            {
                case 1: value.Name = reader.Text(); break;
                case 2: reader.Nested(value.ReadType); break;
                default: reader.Skip(); break;
            }

        return value;
    }

    private bool ReadType(WireReader reader)
    {
        while (reader.Next(out int field))
            if (field == 1) IsTensor = reader.Nested(ReadTensorType);
            else reader.Skip();
        return true;
    }

    private bool ReadTensorType(WireReader reader)
    {
        while (reader.Next(out int field))
            switch (field)
            {
                case 1: ElementType = (int)reader.Integer(); break;
                case 2: Axes = reader.Nested(ReadShape); break;
                default: reader.Skip(); break;
            }

        return true;
    }

    private static List<AxisProto> ReadShape(WireReader reader)
    {
        List<AxisProto> axes = [];
        while (reader.Next(out int field))
            if (field == 1) axes.Add(reader.Nested(AxisProto.Read));
            else reader.Skip();
        return axes;
    }
}
