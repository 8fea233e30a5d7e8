using ConvLens.Files.Onnx.Wire;

namespace ConvLens.Files.Onnx.Export;

/// <summary>An attribute of a node to be written.</summary>
internal static class Attribute
{
    private const int OfSingle = 1, OfInteger = 2, OfText = 3, OfTensor = 4, OfIntegers = 7;

    public static WireMessage Of(string name, float value) => Named(name, OfSingle).Single(2, value);

    public static WireMessage Of(string name, long value) => Named(name, OfInteger).Integer(3, value);

    public static WireMessage Of(string name, bool value) => Of(name, value ? 1L : 0L);

    public static WireMessage Of(string name, string value) => Named(name, OfText).Text(4, value);

    public static WireMessage Of(string name, WireMessage tensor) => Named(name, OfTensor).Message(5, tensor);

    public static WireMessage Of(string name, IEnumerable<int> values) => Of(name, values.Select(value => (long)value));

    public static WireMessage Of(string name, IEnumerable<long> values)
    {
        WireMessage attribute = Named(name, OfIntegers);
        foreach (long value in values) attribute.Integer(8, value);
        return attribute;
    }

    private static WireMessage Named(string name, int type) => new WireMessage().Text(1, name).Integer(20, type);
}
