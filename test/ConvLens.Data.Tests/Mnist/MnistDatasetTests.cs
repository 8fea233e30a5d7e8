using ConvLens.Compute.Tensors;
using ConvLens.Data.Batches;
using ConvLens.Data.Mnist;
using ConvLens.Files;
using ConvLens.Testing;

namespace ConvLens.Data.Tests.Mnist;

public sealed class MnistDatasetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false), InlineData(true)]
    public void Four_files_become_two_datasets_with_pixels_from_0_to_1(bool compressed)
    {
        IdxBytes.WriteQuartet(_folder.Path, train: 12, test: 3, compressed);
        MnistDataset mnist = MnistDataset.Load(_folder.Path);
        Assert.Equal(new Shape(12, 1, 28, 28), mnist.Train.Inputs.Shape);
        Assert.Equal(new Shape(3, 1, 28, 28), mnist.Test.Inputs.Shape);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1], mnist.Train.Labels);
        Assert.Equal(("mnist-train", "mnist-test"), (mnist.Train.Name, mnist.Test.Name));
        Assert.Equal("0123456789", string.Concat(mnist.Test.ClassNames));
        // The file's byte i is i mod 256: picture 1, row 2, column 3 is byte 784 + 56 + 3 = 843 = 3 · 256 + 75.
        Assert.Equal(75 / 255f, mnist.Train.Inputs[1, 0, 2, 3]);
        Assert.Equal(1f, mnist.Train.Inputs.ToLogical().Max());
    }

    [Fact]
    public void A_label_above_9_is_refused_with_its_place()
    {
        IdxBytes.WriteQuartet(_folder.Path, 12, 3, compressed: false);
        File.WriteAllBytes(_folder["t10k-labels-idx1-ubyte"], IdxBytes.Labels(0, 10, 2));
        Assert.Equal($"{_folder["t10k-labels-idx1-ubyte"]}: labels must be 0 to 9, found 10 at item 1", Refusal());
    }

    [Fact]
    public void Different_numbers_of_pictures_and_labels_are_refused()
    {
        IdxBytes.WriteQuartet(_folder.Path, 12, 3, compressed: false);
        File.WriteAllBytes(_folder["t10k-labels-idx1-ubyte"], IdxBytes.Labels(0, 1, 2, 3));
        Assert.Equal($"{_folder["t10k-labels-idx1-ubyte"]}: 3 pictures in t10k-images-idx3-ubyte need as many labels, found 4", Refusal());
    }

    [Fact]
    public void Pictures_of_another_size_are_refused()
    {
        IdxBytes.WriteQuartet(_folder.Path, 12, 3, compressed: false);
        File.WriteAllBytes(_folder["train-images-idx3-ubyte"], IdxBytes.Images(12, 28, 27, new byte[12 * 28 * 27]));
        Assert.Equal($"{_folder["train-images-idx3-ubyte"]}: pictures must be 28×28, found 28×27", Refusal());
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        IdxBytes.WriteQuartet(_folder.Path, 12, 3, compressed: true);
        File.Delete(_folder["train-labels-idx1-ubyte.gz"]);
        FileNotFoundException missing = Assert.Throws<FileNotFoundException>(() => MnistDataset.Load(_folder.Path));
        Assert.Contains("train-labels-idx1-ubyte.gz", missing.Message, StringComparison.Ordinal);
    }

    [DataFact("mnist")]
    public void The_original_has_its_published_counts_labels_and_mean()
    {
        MnistDataset mnist = MnistDataset.Load(Path.Combine(SharedData.Folder!, "mnist"));
        Assert.Equal((60_000, 10_000), (mnist.Train.Count, mnist.Test.Count));
        Assert.Equal([7, 2, 1, 0, 4, 1, 4, 9], mnist.Test.Labels[..8]);
        Assert.Equal(0.1307, MeanOf(mnist.Train), 0.0001);
    }

    private static double MeanOf(Dataset data)
    {
        double sum = 0;
        foreach (float value in data.Inputs.Values) sum += value;
        return sum / data.Inputs.Length;
    }

    private string Refusal() => Assert.Throws<FileFormatException>(() => MnistDataset.Load(_folder.Path)).Message;
}
