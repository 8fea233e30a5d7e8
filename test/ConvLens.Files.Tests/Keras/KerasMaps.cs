using ConvLens.Compute.Tensors;

namespace ConvLens.Files.Tests.Keras;

/// <summary>One sample as Keras has it, [H, W, C], in double precision, with Keras' layers straight from their definitions.</summary>
internal sealed record KerasMaps(int H, int W, int C, double[] Values)
{
    public double this[int y, int x, int c] => Values[(((y * W) + x) * C) + c];

    public static KerasMaps Of(int h, int w, int c, Func<int, int, int, double> value) =>
        new(h, w, c, [.. from y in Enumerable.Range(0, h) from x in Enumerable.Range(0, w) from k in Enumerable.Range(0, c) select value(y, x, k)]);

    public static KerasMaps Of(Tensor tensor) => Of(tensor.Shape.H, tensor.Shape.W, tensor.Shape.C, (y, x, c) => tensor[0, c, y, x]);

    public KerasMaps Map(Func<double, double> function) => this with { Values = [.. Values.Select(function)] };

    public KerasMaps Zip(KerasMaps other, Func<double, double, double> function) => this with { Values = [.. Values.Zip(other.Values, function)] };

    /// <summary>Kernel [rows, columns, I, O].</summary>
    public KerasMaps Convolve(float[] kernel, int rows, int columns, int outputs, float[]? bias = null, int stride = 1, int dilation = 1, bool same = false)
    {
        (int top, int left, int h, int w) = Windows((rows - 1) * dilation + 1, (columns - 1) * dilation + 1, stride, same);
        return Of(h, w, outputs, (y, x, o) =>
        {
            double sum = bias?[o] ?? 0;
            for (int i = 0; i < rows; i++)
                for (int j = 0; j < columns; j++)
                    for (int c = 0; c < C; c++)
                        sum += At((y * stride) + (i * dilation) - top, (x * stride) + (j * dilation) - left, c) * kernel[((((i * columns) + j) * C) + c) * outputs + o];
            return sum;
        });
    }

    /// <summary>Kernel [rows, columns, C, M].</summary>
    public KerasMaps ConvolveDepthwise(float[] kernel, int rows, int columns, int multiplier, float[]? bias = null, int stride = 1, bool same = false)
    {
        (int top, int left, int h, int w) = Windows(rows, columns, stride, same);
        return Of(h, w, C * multiplier, (y, x, o) =>
        {
            double sum = bias?[o] ?? 0;
            for (int i = 0; i < rows; i++)
                for (int j = 0; j < columns; j++)
                    sum += At((y * stride) + i - top, (x * stride) + j - left, o / multiplier) * kernel[((((i * columns) + j) * C) + (o / multiplier)) * multiplier + (o % multiplier)];
            return sum;
        });
    }

    public KerasMaps Pool(int size, int stride, bool same, bool max)
    {
        (int top, int left, int h, int w) = Windows(size, size, stride, same);
        return Of(h, w, C, (y, x, c) =>
        {
            double[] window = [.. from i in Enumerable.Range(0, size) from j in Enumerable.Range(0, size) let r = (y * stride) + i - top let q = (x * stride) + j - left where r >= 0 && r < H && q >= 0 && q < W select this[r, q, c]];
            return max ? window.Max() : window.Average();
        });
    }

    public KerasMaps Normalize(float[] gamma, float[] beta, float[] mean, float[] variance, double epsilon) =>
        Of(H, W, C, (y, x, c) => ((this[y, x, c] - mean[c]) / Math.Sqrt(variance[c] + epsilon) * gamma[c]) + beta[c]);

    /// <summary>Kernel [I, O], over all numbers as they lie: behind a flattening.</summary>
    public KerasMaps Dense(float[] kernel, int outputs, float[] bias) =>
        Of(1, 1, outputs, (_, _, o) => bias[o] + Values.Select((value, i) => value * kernel[(i * outputs) + o]).Sum());

    public KerasMaps Relu() => Map(value => Math.Max(value, 0));

    public KerasMaps Softmax() => Map(value => Math.Exp(value) / Values.Sum(Math.Exp));

    private double At(int y, int x, int c) => y >= 0 && y < H && x >= 0 && x < W ? this[y, x, c] : 0;

    private (int Top, int Left, int H, int W) Windows(int rows, int columns, int stride, bool same)
    {
        if (!same) return (0, 0, ((H - rows) / stride) + 1, ((W - columns) / stride) + 1);
        int h = (H + stride - 1) / stride, w = (W + stride - 1) / stride;
        return (Math.Max(0, ((h - 1) * stride) + rows - H) / 2, Math.Max(0, ((w - 1) * stride) + columns - W) / 2, h, w);
    }
}
