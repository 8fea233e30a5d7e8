using ConvLens.Compute.Tensors;
using ConvLens.Figures.Attribution;
using ConvLens.Imaging.Sheets;
using ConvLens.Imaging.Tones;
using ConvLens.Insight.Attribution;
using ConvLens.Networks.Backward;

namespace ConvLens.Figures.Tests.Attribution;

public class InputGradientFigureTests
{
    [Fact]
    public void Signals_stand_under_their_pictures_each_in_its_own_range()
    {
        SheetFigure figure = InputGradientFigure.Draw([("seven", Of([0, -3])), ("one", Of([0.25f, 0]))], "g", "title");
        Tile[] upper = [.. figure.Sheet.Rows[0].Tiles], lower = [.. figure.Sheet.Rows[1].Tiles];
        Assert.Equal(["seven", "one"], upper.Select(tile => tile.Caption));
        Assert.Equal([("fc3:7", "±3"), ("fc3:7", "±0.25")], lower.Select(tile => (tile.Caption, tile.Note!)));
        Assert.Equal((ColorMap.Diverging.At(0.5), ColorMap.Diverging.At(0)), (lower[0].Image[0, 0], lower[0].Image[1, 0]));
        Assert.Equal((ColorMap.Diverging.At(1), ColorMap.Diverging.At(0.5)), (lower[1].Image[0, 0], lower[1].Image[1, 0]));
        Assert.Equal([new(0, 1), new(-3, 3), new(-0.25f, 0.25f)], figure.Ranges.Values);
        Assert.Equal([0, -3, 0.25f, 0], figure.Values!.ToLogical());
    }

    [Fact]
    public void Different_methods_are_named_on_their_tiles()
    {
        SheetFigure figure = InputGradientFigure.Draw([("seven", Of([1, 1])), ("seven", Of([1, 2]) with { Method = "guided" })], "g", "title");
        Assert.Equal(["gradient, fc3:7", "guided, fc3:7"], figure.Sheet.Rows[1].Tiles.Select(tile => tile.Caption));
    }

    [Fact]
    public void Only_the_plain_gradient_is_said_to_be_the_effect_of_a_pixel()
    {
        static string Said(string method)
        {
            SheetFigure figure = InputGradientFigure.Draw([("seven", Of([1, 1]) with { Method = method })], "g", "title");
            return figure.Caption + figure.Sheet.Footnotes[0];
        }

        Assert.Contains("a brighter pixel raises the score", Said(RuleMap.Gradient.Name), StringComparison.Ordinal);
        Assert.DoesNotContain("brighter", Said(RuleMap.Deconvnet.Name), StringComparison.Ordinal);
    }

    [Fact]
    public void More_than_eight_go_on_below() =>
        Assert.Equal([8, 8, 2, 2], InputGradientFigure.Draw([.. Enumerable.Repeat(("a", Of([1, 2])), 10)], "g", "t").Sheet.Rows.Select(row => row.Tiles.Count));

    [Fact]
    public void None_or_signals_of_different_shapes_are_refused()
    {
        Assert.Throws<ArgumentException>(() => InputGradientFigure.Draw([], "g", "t"));
        ArgumentException error = Assert.Throws<ArgumentException>(() => InputGradientFigure.Draw([("a", Of([1, 2])), ("b", Of([1, 2]) with { Signal = new([1, 1, 2, 2]) })], "g", "t"));
        Assert.Contains("found 1×1×1×2 and 1×1×2×2", error.Message, StringComparison.Ordinal);
    }

    private static InputGradient Of(float[] signal) => new("gradient", "fc3:7", 4.5, Tensor.FromLogical([1, 1, 1, 2], [0.5f, 1]), Tensor.FromLogical([1, 1, 1, 2], signal));
}
