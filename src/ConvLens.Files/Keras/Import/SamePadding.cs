using ConvLens.Compute.Tensors;
using ConvLens.Networks.Layers;

namespace ConvLens.Files.Keras.Import;

/// <summary>TensorFlow's padding <c>same</c>: ⌈extent / stride⌉ outputs; what cannot be halved is added at the bottom and right.</summary>
internal static class SamePadding
{
    /// <summary>The padding that a layer's option asks for.</summary>
    public static Margins Of(LayerCall call, Shape input, Extent kernel, Extent stride, Extent dilation) => call.Config.Text("padding", "valid") switch
    {
        "valid" => 0,
        "same" => Around(input, kernel, stride, dilation),
        string other => throw call.Config.Fault("padding", "valid or same", Excerpt.Of(other)),
    };

    private static Margins Around(Shape input, Extent kernel, Extent stride, Extent dilation)
    {
        (int top, int bottom) = Along(input.H, kernel.Rows, stride.Rows, dilation.Rows);
        (int left, int right) = Along(input.W, kernel.Columns, stride.Columns, dilation.Columns);
        return new(top, left, bottom, right);
    }

    private static (int Before, int After) Along(int extent, int kernel, int stride, int dilation)
    {
        long outputs = ((long)extent + stride - 1) / stride, window = ((kernel - 1L) * dilation) + 1, all = Math.Max(0, ((outputs - 1) * stride) + window - extent);
        return ((int)Math.Min(all / 2, int.MaxValue / 4), (int)Math.Min(all - (all / 2), int.MaxValue / 4));
    }
}
