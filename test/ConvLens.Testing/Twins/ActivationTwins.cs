namespace ConvLens.Testing.Twins;

/// <summary>The nonlinearities by the runtime's double-precision functions.</summary>
public static class ActivationTwins
{
    /// <summary>x where x is not negative, slope · x where it is.</summary>
    public static TwinArray Rectifier(TwinArray input, double slope = 0) => input.Map(x => x < 0 ? slope * x : x);

    /// <summary>x held between 0 and 6.</summary>
    public static TwinArray Relu6(TwinArray input) => input.Map(x => Math.Clamp(x, 0, 6));

    /// <summary>tanh x.</summary>
    public static TwinArray Tanh(TwinArray input) => input.Map(Math.Tanh);

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    public static TwinArray Sigmoid(TwinArray input) => input.Map(Sigmoid);

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    /// <summary>x − log Σ eˣ along axis 1.</summary>
    public static TwinArray LogSoftmax(TwinArray input) => AlongClasses(input, classes =>
    {
        double most = classes.Max(), logarithm = Math.Log(classes.Sum(x => Math.Exp(x - most)));
        return [.. classes.Select(x => x - most - logarithm)];
    });

    /// <summary>eˣ / Σ eˣ along axis 1.</summary>
    public static TwinArray Softmax(TwinArray input) => LogSoftmax(input).Map(Math.Exp);

    private static TwinArray AlongClasses(TwinArray input, Func<double[], double[]> function)
    {
        TwinArray result = new(input.Shape);
        int classes = input.Shape[1], pixels = input.Shape.H * input.Shape.W;
        for (int n = 0; n < input.Shape[0]; n++)
            for (int pixel = 0; pixel < pixels; pixel++)
            {
                int first = (n * classes * pixels) + pixel;
                double[] mapped = function([.. Enumerable.Range(0, classes).Select(c => input.Values[first + (c * pixels)])]);
                for (int c = 0; c < classes; c++) result.Values[first + (c * pixels)] = mapped[c];
            }

        return result;
    }
}
