using ConvLens.Networks.Layers;

namespace ConvLens.Files.Onnx.Export;

/// <summary>How one kind of layer is written.</summary>
/// <param name="Opset">The operators' version that a layer needs.</param>
/// <param name="Write">Writes the node's operators.</param>
internal sealed record LayerExport(Func<Layer, int> Opset, Action<ExportContext, Layer> Write)
{
    public static KeyValuePair<Type, LayerExport> Of<TLayer>(Action<ExportContext, TLayer> write, int opset = 0)
        where TLayer : Layer => Of(write, _ => opset);

    public static KeyValuePair<Type, LayerExport> Of<TLayer>(Action<ExportContext, TLayer> write, Func<TLayer, int> opset)
        where TLayer : Layer => KeyValuePair.Create(typeof(TLayer), new LayerExport(layer => opset((TLayer)layer), (context, layer) => write(context, (TLayer)layer)));

    /// <summary>A layer that is an operator without attributes.</summary>
    public static KeyValuePair<Type, LayerExport> Plain<TLayer>(string type, int opset = 0)
        where TLayer : Layer => Of<TLayer>((context, _) => context.Add(type, context.Inputs), opset);
}
