using ConvLens.Networks.Layers;
using ConvLens.Networks.Layers.Activations;

namespace ConvLens.Testing.Twins;

/// <summary>The functions of one number in double precision.</summary>
public static class FunctionTwins
{
    /// <summary>The function of an activation, or null if it is none.</summary>
    public static Func<double, double>? Of(Layer layer) => layer switch
    {
        AbsoluteValue => Math.Abs,
        Ceiling => Math.Ceiling,
        Celu celu => x => x < 0 ? celu.Alpha * (Math.Exp(x / celu.Alpha) - 1) : x,
        Clip clip => x => Math.Min(Math.Max(x, clip.Min), clip.Max),
        Elu elu => x => x < 0 ? elu.Alpha * (Math.Exp(x) - 1) : x,
        Erf => ErrorFunction,
        Exponential => Math.Exp,
        Floor => Math.Floor,
        Gelu { Tanh: true } => x => x / 2 * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x)))),
        Gelu => x => x / 2 * (1 + ErrorFunction(x / Math.Sqrt(2))),
        HardSigmoid hard => x => Math.Clamp((hard.Alpha * x) + hard.Beta, 0, 1),
        HardSwish => x => x * Math.Clamp((x / 6) + 0.5, 0, 1),
        Mish => x => x * Math.Tanh(Math.Log(1 + Math.Exp(x))),
        NaturalLogarithm => Math.Log,
        Negation => x => -x,
        Not => x => x == 0 ? 1 : 0,
        Reciprocal => x => 1 / x,
        Round => x => Math.Round(x, MidpointRounding.ToEven),
        Selu selu => x => selu.Gamma * (x < 0 ? selu.Alpha * (Math.Exp(x) - 1) : x),
        Softplus => LogOnePlusExp,
        Softsign => x => x / (1 + Math.Abs(x)),
        SquareRoot => Math.Sqrt,
        Swish swish => x => x * ActivationTwins.Sigmoid(swish.Alpha * x),
        ThresholdedRelu thresholded => x => x > thresholded.Alpha ? x : 0,
        _ => null,
    };

    /// <summary>log(1 + eˣ); below −15 by three terms of its series, where 1 + eˣ would round.</summary>
    public static double LogOnePlusExp(double x) => x > 40 ? x : x < -15 ? Math.Exp(x) - (Math.Exp(2 * x) / 2) + (Math.Exp(3 * x) / 3) : Math.Log(1 + Math.Exp(x));

    /// <summary>erf x = 2/√π · e^(−x²) · Σ 2ⁿ x^(2n+1) / (1 · 3 · … · (2n + 1)), whose terms are of one sign; ±1 from 6 on.</summary>
    public static double ErrorFunction(double x)
    {
        if (double.IsNaN(x)) return x;
        if (Math.Abs(x) >= 6) return Math.Sign(x);
        double term = x, sum = x;
        for (int n = 1; n < 200 && Math.Abs(term) > 1e-18 * Math.Abs(sum); n++) sum += term *= 2 * x * x / ((2 * n) + 1);
        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }
}
