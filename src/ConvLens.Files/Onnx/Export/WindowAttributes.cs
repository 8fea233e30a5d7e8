using ConvLens.Files.Onnx.Wire;
using ConvLens.Networks.Layers;

namespace ConvLens.Files.Onnx.Export;

/// <summary>The attributes that every window over spatial axes has.</summary>
internal static class WindowAttributes
{
    public static WireMessage[] Of(Extent kernel, Extent stride, Extent dilation, Margins padding) =>
        Of([kernel.Rows, kernel.Columns], [stride.Rows, stride.Columns], [dilation.Rows, dilation.Columns], [padding.Top, padding.Left, padding.Bottom, padding.Right]);

    public static WireMessage[] Of(IEnumerable<int> kernel, IEnumerable<int> stride, IEnumerable<int> dilation, IEnumerable<int> pads)
    {
        // Where nothing is stretched the attribute is left out: older versions of pooling have none.
        WireMessage[] all = [Attribute.Of("kernel_shape", kernel), Attribute.Of("strides", stride), Attribute.Of("pads", pads)];
        return dilation.All(step => step == 1) ? all : [.. all, Attribute.Of("dilations", dilation)];
    }
}
