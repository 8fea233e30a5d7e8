namespace ConvLens.Data.Mnist;

/// <summary>The four files of MNIST as published [lecun1998], and where they can be had.</summary>
public static class MnistFiles
{
    /// <summary>60,000 pictures to train on.</summary>
    public static MnistFile TrainImages { get; } = new(
        "train-images-idx3-ubyte.gz", 9_912_422, "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609");

    /// <summary>Their labels.</summary>
    public static MnistFile TrainLabels { get; } = new(
        "train-labels-idx1-ubyte.gz", 28_881, "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c");

    /// <summary>10,000 pictures to test on.</summary>
    public static MnistFile TestImages { get; } = new(
        "t10k-images-idx3-ubyte.gz", 1_648_877, "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6");

    /// <summary>Their labels.</summary>
    public static MnistFile TestLabels { get; } = new(
        "t10k-labels-idx1-ubyte.gz", 4_542, "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6");

    /// <summary>All four.</summary>
    public static IReadOnlyList<MnistFile> All { get; } = [TrainImages, TrainLabels, TestImages, TestLabels];

    /// <summary>Addresses that hold the four, in the order they are tried.</summary>
    public static IReadOnlyList<Uri> Mirrors { get; } =
    [
        new("https://ossci-datasets.s3.amazonaws.com/mnist/"),
        new("https://storage.googleapis.com/cvdf-datasets/mnist/"),
    ];

    /// <summary>Whether a folder holds all four, each compressed or plain.</summary>
    public static bool AreIn(string folder) => All.All(file => file.FindIn(folder) is not null);
}
