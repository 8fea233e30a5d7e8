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

    /// <summary>What a transposed convolution cuts off before and after, and adds behind, so that it gives as many outputs as Keras says.</summary>
    public static (int Before, int After, int Further) Transposed(LayerCall call, int extent, int kernel, int stride, int dilation, int? further)
    {
        bool same = call.Config.Text("padding", "valid") switch
        {
            "valid" => false,
            "same" => true,
            string other => throw call.Config.Fault("padding", "valid or same", Excerpt.Of(other)),
        };
        long window = ((kernel - 1L) * dilation) + 1;
        long outputs = further is { } more ? ((extent - 1L) * stride) + window - (same ? 2 * (window / 2) : 0) + more : ((long)extent * stride) + (same ? 0 : Math.Max(window - stride, 0));
        long all = ((extent - 1L) * stride) + window - outputs, cut = Math.Clamp(all, 0, int.MaxValue / 4);
        return ((int)(cut / 2), (int)(cut - (cut / 2)), (int)Math.Clamp(-all, 0, int.MaxValue / 4));
    }

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
