using ConvLens.Compute.Tensors;
using ConvLens.Files.Onnx;
using ConvLens.Files.Onnx.Wire;
using Attribute = ConvLens.Files.Onnx.Export.Attribute;

namespace ConvLens.Files.Tests.Onnx;

/// <summary>Puts ONNX models together by hand, field by field.</summary>
internal sealed class ModelBytes(long opset = 13)
{
    private readonly WireMessage _graph = new WireMessage().Text(2, "small");

    public ModelBytes Input(string name, params object[] axes) => Value(11, name, 1, axes);

    public ModelBytes TypedInput(int type, string name, params object[] axes) => Value(11, name, type, axes);

    public ModelBytes Output(params ReadOnlySpan<string> names)
    {
        foreach (string name in names) _graph.Message(12, new WireMessage().Text(1, name));
        return this;
    }

    public ModelBytes Weight(string name, Tensor values) => Tensor(new WireMessage().Integers(1, values.Shape.AsEnumerable().Select(extent => (long)extent)).Integer(2, 1).Text(8, name).Raw(9, values));

    public ModelBytes Numbers(string name, params long[] values) => Tensor(new WireMessage().Integers(1, [values.Length]).Integer(2, 7).Integers(7, values).Text(8, name));

    public ModelBytes Tensor(WireMessage tensor)
    {
        _graph.Message(5, tensor);
        return this;
    }

    public ModelBytes Node(string type, string inputs, string outputs, params ReadOnlySpan<WireMessage> attributes) => Node("", type, inputs, outputs, attributes);

    /// <summary>Adds a node.</summary>
    /// <param name="name">The node's name, or nothing.</param>
    /// <param name="type">The operator.</param>
    /// <param name="inputs">Names with a blank between; - for one left out.</param>
    /// <param name="outputs">The same.</param>
    /// <param name="attributes">From <see cref="Attribute"/>.</param>
    public ModelBytes Node(string name, string type, string inputs, string outputs, params ReadOnlySpan<WireMessage> attributes)
    {
        WireMessage node = new();
        foreach (string input in inputs.Split(' ', StringSplitOptions.RemoveEmptyEntries)) node.Text(1, input == "-" ? "" : input);
        foreach (string output in outputs.Split(' ', StringSplitOptions.RemoveEmptyEntries)) node.Text(2, output == "-" ? "" : output);
        if (name.Length > 0) node.Text(3, name);
        node.Text(4, type);
        foreach (WireMessage attribute in attributes) node.Message(5, attribute);
        _graph.Message(1, node);
        return this;
    }

    public byte[] ToArray()
    {
        WireMessage model = new WireMessage().Integer(1, 8).Text(2, "test").Message(7, _graph).Message(8, new WireMessage().Integer(2, opset));
        using MemoryStream stream = new();
        model.WriteTo(stream);
        return stream.ToArray();
    }

    public OnnxModel Load(OnnxOptions? options = null)
    {
        using MemoryStream stream = new(ToArray());
        return OnnxModel.Load(stream, "small.onnx", options);
    }

    public FileFormatException Refused(OnnxOptions? options = null) => Assert.Throws<FileFormatException>(() => Load(options));

    private ModelBytes Value(int field, string name, int type, object[] axes)
    {
        WireMessage shape = new();
        foreach (object axis in axes) shape.Message(1, axis is string parameter ? new WireMessage().Text(2, parameter) : new WireMessage().Integer(1, Convert.ToInt64(axis)));
        _graph.Message(field, new WireMessage().Text(1, name).Message(2, new WireMessage().Message(1, new WireMessage().Integer(1, type).Message(2, shape))));
        return this;
    }
}
