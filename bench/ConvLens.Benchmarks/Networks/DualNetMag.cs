using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;

namespace ConvLens.Benchmarks.Networks;

/// <summary>DualNet-MAG [liu2019]: downlink magnitudes through a narrow code, rebuilt beside the uplink's by two residual blocks; normalization by image column.</summary>
internal static class DualNetMag
{
    /// <summary>The network: inputs <c>down</c> and <c>up</c> [N, 1, size, size], output the rebuilt downlink in (0, 1). With size 32 and code 384 it has 791,985 parameters.</summary>
    /// <param name="size">Rows and columns of a picture.</param>
    /// <param name="code">Numbers that the downlink is squeezed into.</param>
    public static Network Create(int size, int code)
    {
        NetworkBuilder builder = new NetworkBuilder($"dualnet_mag_{size}").AddInput("down", [1, 1, size, size]).AddInput("up", [1, 1, size, size]);
        AddNormalized(builder, "encoder", 1, "down").Add("encoder_leaky", new LeakyRelu(0.3f)).Add("encoder_flat", new Flatten())
            .Add("code", new Dense(code)).Add("decoder", new Dense(size * size))
            .Add("up_flat", new Flatten(), "up")
            .Add("joined", new Concatenation(), "decoder", "up_flat").Add("maps", new Unflatten(2, size, size));
        AddResidual(builder, "block1", "maps");
        AddResidual(builder, "block2", "block1");
        return builder.AddConvolution("out", 1, 3, padding: 1).Add("sigmoid", new Sigmoid()).Build();
    }

    private static void AddResidual(NetworkBuilder builder, string name, string from)
    {
        AddNormalized(builder, $"{name}_1", 8, from).Add($"{name}_1_leaky", new LeakyRelu(0.3f));
        AddNormalized(builder, $"{name}_2", 16).Add($"{name}_2_leaky", new LeakyRelu(0.3f));
        AddNormalized(builder, $"{name}_3", 2).Add($"{name}_sum", new Addition(), from, $"{name}_3_norm").Add(name, new LeakyRelu(0.3f));
    }

    private static NetworkBuilder AddNormalized(NetworkBuilder builder, string name, int outputs, string? from = null) =>
        builder.AddConvolution(name, outputs, 3, padding: 1, from: from).Add($"{name}_norm", new BatchNormalization { Axis = NormalizationAxis.Column });
}
