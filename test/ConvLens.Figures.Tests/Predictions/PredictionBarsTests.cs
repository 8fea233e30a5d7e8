using System.Xml.Linq;
using ConvLens.Compute.Tensors;
using ConvLens.Figures.Predictions;

namespace ConvLens.Figures.Tests.Predictions;

public class PredictionBarsTests
{
    private static readonly Tensor Picture = new([1, 1, 2, 2]);

    [Fact]
    public void Every_class_has_a_bar_in_order_and_the_true_one_is_marked()
    {
        ChartFigure figure = PredictionBars.Draw(new(3, Picture, 0, [0.25, 0.5, 0.25]), ["a", "b \"x\"", "c"], "p");
        string[] texts = [.. XDocument.Parse(figure.ToSvg()).Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value)];
        Assert.Equal(["a (true)", "b \"x\"", "c"], texts.Where(text => text[0] is 'a' or 'b' or 'c'));
        Assert.Contains("No. 3: b \"x\" (50.0\u00A0%), is a", texts);
        Assert.Equal("class,probability\n\"a\",0.25\n\"b \"\"x\"\"\",0.5\n\"c\",0.25\n", figure.Csv);
        Assert.Empty(figure.Ranges);
    }

    [Fact]
    public void Of_many_classes_the_most_probable_are_drawn_and_the_true_one_in_any_case()
    {
        double[] probabilities = [.. Enumerable.Range(1, 100).Select(i => i / 5050.0)];
        string[] names = [.. Enumerable.Range(0, 100).Select(i => $"name-{i}")];
        ChartFigure figure = PredictionBars.Draw(new(0, Picture, 0, probabilities), names, "p");
        string[] bars = [.. XDocument.Parse(figure.ToSvg()).Descendants().Select(element => element.Value).Where(text => text.StartsWith("name-", StringComparison.Ordinal) && text.Length < 16)];
        Assert.Equal([.. Enumerable.Range(0, 12).Select(i => $"name-{99 - i}"), "name-0 (true)"], bars);
        Assert.Contains("Of 100 classes", figure.Caption, StringComparison.Ordinal);
        Assert.Equal(102, figure.Csv!.Split('\n').Length);
    }
}
