using ConvLens.Compute.Convolution;
using ConvLens.Compute.Tensors;

namespace ConvLens.Testing.Twins;

/// <summary>Convolution and its two gradients: one enumeration of every product of the textbook's sum, used three ways.</summary>
public static class ConvolutionTwin
{
    private delegate void Product(int n, int output, int y, int x, int channel, int groupChannel, int i, int j, int row, int column);

    /// <summary>y = b + Σ w · x.</summary>
    public static TwinArray Forward(ConvolutionGeometry geometry, TwinArray input, TwinArray weights, TwinArray? bias = null)
    {
        TwinArray result = new(OutputShape(geometry));
        for (int i = 0; bias is not null && i < result.Values.Length; i++)
            result.Values[i] = bias.Values[i / (result.Shape[2] * result.Shape[3]) % result.Shape[1]];
        ForEachProduct(geometry, (n, o, y, x, c, g, i, j, row, column) => result[n, o, y, x] += weights[o, g, i, j] * input[n, c, row, column]);
        return result;
    }

    /// <summary>dx = Σ w · dy: the transposed convolution.</summary>
    public static TwinArray InputGradient(ConvolutionGeometry geometry, TwinArray signal, TwinArray weights)
    {
        TwinArray result = new(geometry.Input);
        ForEachProduct(geometry, (n, o, y, x, c, g, i, j, row, column) => result[n, c, row, column] += weights[o, g, i, j] * signal[n, o, y, x]);
        return result;
    }

    /// <summary>dw = Σ x · dy.</summary>
    public static TwinArray WeightGradient(ConvolutionGeometry geometry, TwinArray input, TwinArray signal)
    {
        TwinArray result = new([geometry.Outputs, geometry.Input.C / geometry.Groups, geometry.KernelRows, geometry.KernelColumns]);
        ForEachProduct(geometry, (n, o, y, x, c, g, i, j, row, column) => result[o, g, i, j] += input[n, c, row, column] * signal[n, o, y, x]);
        return result;
    }

    /// <summary>The output's shape by counting the places where the dilated kernel fits into the padded picture.</summary>
    public static Shape OutputShape(ConvolutionGeometry geometry) =>
    [
        geometry.Input.N, geometry.Outputs,
        Places(geometry.Input.H + geometry.PadTop + geometry.PadBottom, geometry.KernelRows, geometry.DilationRows, geometry.StrideRows),
        Places(geometry.Input.W + geometry.PadLeft + geometry.PadRight, geometry.KernelColumns, geometry.DilationColumns, geometry.StrideColumns),
    ];

    private static int Places(int extent, int kernel, int dilation, int stride)
    {
        int places = 0;
        for (int start = 0; start + (dilation * (kernel - 1)) < extent; start += stride) places++;
        return places;
    }

    // Products with padding are products with zero: they are left out.
    private static void ForEachProduct(ConvolutionGeometry geometry, Product visit)
    {
        Shape output = OutputShape(geometry), input = geometry.Input;
        int groupChannels = input.C / geometry.Groups, groupOutputs = geometry.Outputs / geometry.Groups;
        for (int n = 0; n < input.N; n++)
            for (int o = 0; o < geometry.Outputs; o++)
                for (int y = 0; y < output.H; y++)
                    for (int x = 0; x < output.W; x++)
                        for (int g = 0; g < groupChannels; g++)
                            for (int i = 0; i < geometry.KernelRows; i++)
                                for (int j = 0; j < geometry.KernelColumns; j++)
                                {
                                    int row = (y * geometry.StrideRows) + (i * geometry.DilationRows) - geometry.PadTop;
                                    int column = (x * geometry.StrideColumns) + (j * geometry.DilationColumns) - geometry.PadLeft;
                                    if (row >= 0 && row < input.H && column >= 0 && column < input.W)
                                        visit(n, o, y, x, (o / groupOutputs * groupChannels) + g, g, i, j, row, column);
                                }
    }
}
