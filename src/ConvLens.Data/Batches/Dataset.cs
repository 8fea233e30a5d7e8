using ConvLens.Compute.Tensors;

namespace ConvLens.Data.Batches;

/// <summary>Labelled samples held in memory; nothing of it changes.</summary>
public sealed class Dataset
{
    /// <summary>A dataset over inputs, which are frozen, and their labels.</summary>
    /// <param name="name">What reports call it, as in <c>mnist-test</c>.</param>
    /// <param name="inputs">The samples, [N, C, H, W].</param>
    /// <param name="labels">The class of each sample, an index into <paramref name="classNames"/>.</param>
    /// <param name="classNames">The classes.</param>
    /// <exception cref="ArgumentException">The inputs are not of rank 4, a sample lacks its label, or a label its class.</exception>
    public Dataset(string name, Tensor inputs, int[] labels, string[] classNames)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(classNames);
        if (inputs.Shape.Rank != 4) throw new ArgumentException($"a dataset's inputs are [N, C, H, W], found {inputs.Shape}", nameof(inputs));
        if (labels.Length != inputs.Shape.N)
            throw new ArgumentException($"{inputs.Shape.N} samples need as many labels, found {labels.Length}", nameof(labels));
        int stray = Array.FindIndex(labels, label => label < 0 || label >= classNames.Length);
        if (stray >= 0)
            throw new ArgumentException($"labels are 0 to {classNames.Length - 1}, found {labels[stray]} at sample {stray}", nameof(labels));
        (Name, Inputs, Labels, ClassNames) = (name, inputs.Freeze(), labels, classNames);
    }

    /// <summary>What reports call the dataset.</summary>
    public string Name { get; }

    /// <summary>The samples, [N, C, H, W], frozen.</summary>
    public Tensor Inputs { get; }

    /// <summary>The class of each sample, an index into <see cref="ClassNames"/>; not to be written.</summary>
    public int[] Labels { get; }

    /// <summary>The classes; not to be written.</summary>
    public string[] ClassNames { get; }

    /// <summary>Number of samples.</summary>
    public int Count => Labels.Length;

    /// <summary>Copies chosen samples and their labels, in the order of the indices; an index may come twice.</summary>
    /// <param name="indices">The samples, each 0 … <see cref="Count"/> − 1.</param>
    /// <param name="into">Receives the samples: the inputs' shape with N = the number of indices.</param>
    /// <param name="labels">Receives the labels: as many as indices.</param>
    /// <exception cref="ArgumentException">A target has another size, or an index is out of range.</exception>
    public void CopyBatch(ReadOnlySpan<int> indices, Tensor into, Span<int> labels)
    {
        ArgumentNullException.ThrowIfNull(into);
        if (into.Shape.N != indices.Length || into.Length != (long)indices.Length * (Inputs.Length / Count) || into.Shape.Rank != 4 || into.Shape.C != Inputs.Shape.C || into.Shape.H != Inputs.Shape.H)
            throw new ArgumentException($"the batch needs a tensor of {Inputs.Shape.WithN(indices.Length)}, found {into.Shape}", nameof(into));
        if (labels.Length != indices.Length)
            throw new ArgumentException($"{indices.Length} samples need as many labels, found {labels.Length}", nameof(labels));

        int size = Inputs.Length / Count;
        for (int i = 0; i < indices.Length; i++)
        {
            int index = indices[i];
            if ((uint)index >= (uint)Count) throw new ArgumentException($"samples are 0 to {Count - 1}, found {index}", nameof(indices));
            Inputs.Values.Slice(index * size, size).CopyTo(into.Span.Slice(i * size, size));
            labels[i] = Labels[index];
        }
    }

    /// <summary>The first samples as a dataset of the same name.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1 or above <see cref="Count"/>.</exception>
    public Dataset Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count);
        return count == Count ? this : new(Name, Inputs.Slice(0, count), Labels[..count], ClassNames);
    }
}
