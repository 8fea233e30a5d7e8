using ConvLens.Compute.Tensors;
using ConvLens.Data.Batches;
using ConvLens.Files;

namespace ConvLens.Data.Mnist;

/// <summary>Handwritten digits, 28×28 pixels, grey [lecun1998].</summary>
/// <param name="Train">What is trained on; 60,000 samples in the original.</param>
/// <param name="Test">What is tested on; 10,000 samples in the original.</param>
public sealed record MnistDataset(Dataset Train, Dataset Test)
{
    private const int Side = 28, Classes = 10;

    /// <summary>Reads the four files of a folder, each compressed or plain; inputs are [N, 1, 28, 28], pixels byte / 255 in [0, 1].</summary>
    /// <remarks>The content need not be the original's: any four files of digits in the same form will do.</remarks>
    /// <param name="folder">The folder that holds the files, as <see cref="MnistLocator"/> finds it.</param>
    /// <exception cref="FileNotFoundException">One of the four is missing.</exception>
    /// <exception cref="FileFormatException">A file is damaged, pictures are not 28×28, a label is above 9, or the counts disagree.</exception>
    public static MnistDataset Load(string folder) => new(
        Load(folder, "mnist-train", MnistFiles.TrainImages, MnistFiles.TrainLabels),
        Load(folder, "mnist-test", MnistFiles.TestImages, MnistFiles.TestLabels));

    private static Dataset Load(string folder, string name, MnistFile imagesFile, MnistFile labelsFile)
    {
        (string imagesPath, string labelsPath) = (Find(folder, imagesFile), Find(folder, labelsFile));
        byte[] labels = IdxFile.ReadLabels(labelsPath);
        int stray = Array.FindIndex(labels, label => label >= Classes);
        if (stray >= 0) throw new FileFormatException(labelsPath, $"labels must be 0 to {Classes - 1}", $"{labels[stray]} at item {stray}");

        IdxImages images = IdxFile.ReadImages(imagesPath);
        if ((images.Rows, images.Columns) != (Side, Side))
            throw new FileFormatException(imagesPath, $"pictures must be {Side}×{Side}", $"{images.Rows}×{images.Columns}");
        if (images.Count != labels.Length)
            throw new FileFormatException(labelsPath, $"{images.Count} pictures in {Path.GetFileName(imagesPath)} need as many labels", $"{labels.Length}");

        // With one channel the logical order is the memory's.
        Tensor inputs = new(new(images.Count, 1, Side, Side));
        Span<float> values = inputs.Span;
        for (int i = 0; i < values.Length; i++) values[i] = images.Pixels[i] / 255f;
        return new(name, inputs, [.. labels.Select(label => (int)label)],
            [.. Enumerable.Range(0, Classes).Select(digit => $"{digit}")]);
    }

    private static string Find(string folder, MnistFile file) =>
        file.FindIn(folder) ?? throw new FileNotFoundException($"{folder}: {file.Name} is needed, found neither it nor {file.PlainName}", file.Name);
}
