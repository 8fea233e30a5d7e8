using ConvLens.Networks.Layers.Shaping;

namespace ConvLens.Files.Onnx.Import.Operators;

/// <summary>Layers of pictures on lines: [N, C, L] is [N, C, 1, L] for as long as they last.</summary>
internal static class Lines
{
    /// <summary>What a layer makes of maps; lines become pictures before it and lines again behind it.</summary>
    public static Value OnPictures(this OperatorContext context, Value maps, Func<Value, Value> layer) =>
        maps.Rank == 3 ? context.ToLines(layer(context.ToPictures(maps))) : layer(maps);

    public static Value ToPictures(this OperatorContext context, Value lines) => context.AddPart("picture", new Reshape([0, 0, 1, -1]), lines);

    public static Value ToLines(this OperatorContext context, Value pictures, string part = "line") => context.AddPart(part, new Reshape([0, 0, -1]), pictures);
}
