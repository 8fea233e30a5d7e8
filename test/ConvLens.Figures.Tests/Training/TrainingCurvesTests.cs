using System.Xml.Linq;
using ConvLens.Figures.Training;
using ConvLens.Training;

namespace ConvLens.Figures.Tests.Training;

public class TrainingCurvesTests
{
    private static readonly EpochRecord[] Epochs = [new(1, 0.75, 0.5, 0.5, 0.625), new(2, 0.1 + 0.2, 0.875, 0.25, 1)];

    [Fact]
    public void The_csv_has_every_number_in_full()
    {
        Assert.Equal("epoch,train_loss,test_loss\n1,0.75,0.5\n2,0.30000000000000004,0.25\n", TrainingCurves.Loss(Epochs).Csv);
        Assert.Equal("epoch,train_accuracy,test_accuracy\n1,0.5,0.625\n2,0.875,1\n", TrainingCurves.Accuracy(Epochs).Csv);
    }

    [Fact]
    public void Names_and_captions_say_what_it_is_and_how_it_ended()
    {
        Assert.Equal(("loss", "accuracy"), (TrainingCurves.Loss(Epochs).Name, TrainingCurves.Accuracy(Epochs).Name));
        Assert.EndsWith("After epoch 2: 0.3 (training), 0.25 (test).", TrainingCurves.Loss(Epochs).Caption, StringComparison.Ordinal);
        Assert.EndsWith("After epoch 2: 87.50 % (training), 100.00 % (test).", TrainingCurves.Accuracy(Epochs).Caption, StringComparison.Ordinal);
    }

    [Fact]
    public void Both_lines_fall_where_their_numbers_fall()
    {
        XElement[] lines = [.. XDocument.Parse(TrainingCurves.Loss(Epochs).Svg).Descendants().Where(element => (string?)element.Attribute("class") == "chart-line")];
        double[] training = Heights(lines[0]), test = Heights(lines[1]);

        // Equal steps of the value are equal distances, and down is less.
        Assert.Equal((0.75 - 0.5) / (0.75 - 0.3), (test[0] - training[0]) / (training[1] - training[0]), 2);
        Assert.Equal((0.75 - 0.25) / (0.75 - 0.3), (test[1] - training[0]) / (training[1] - training[0]), 2);
    }

    [Fact]
    public void A_run_without_epochs_or_with_a_loss_that_is_no_number_is_still_a_chart()
    {
        Assert.Equal("epoch,train_loss,test_loss\n", TrainingCurves.Loss([]).Csv);
        Assert.Equal("svg", XDocument.Parse(TrainingCurves.Loss([]).ToSvg()).Root!.Name.LocalName);
        Assert.Contains("NaN", TrainingCurves.Loss([new(1, double.NaN, 0, double.NaN, 0)]).Caption, StringComparison.Ordinal);
    }

    private static double[] Heights(XElement line) =>
        [.. ((string)line.Attribute("d")!).Split(['M', 'L'], StringSplitOptions.RemoveEmptyEntries).Select(point => double.Parse(point.Split(' ')[1]))];
}
