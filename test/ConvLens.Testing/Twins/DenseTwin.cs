namespace ConvLens.Testing.Twins;

/// <summary>A dense layer: y[n, o] = b[o] + Σ w[o, i] · x[n, i].</summary>
public static class DenseTwin
{
    /// <summary>y = x · wᵀ + b.</summary>
    public static TwinArray Forward(TwinArray input, TwinArray weights, TwinArray? bias = null)
    {
        TwinArray result = new([input.Shape[0], weights.Shape[0]]);
        for (int n = 0; n < result.Shape[0]; n++)
            for (int o = 0; o < result.Shape[1]; o++)
            {
                double sum = bias?.Values[o] ?? 0;
                for (int i = 0; i < input.Shape[1]; i++) sum += weights[o, i] * input[n, i];
                result[n, o] = sum;
            }

        return result;
    }
}
