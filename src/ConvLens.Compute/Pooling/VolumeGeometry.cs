using ConvLens.Compute.Tensors;

namespace ConvLens.Compute.Pooling;

/// <summary>Windows over one to three spatial axes: [N, C, L], [N, C, H, W] or [N, C, D, H, W]. Every window has a tap inside.</summary>
public sealed class VolumeGeometry
{
    /// <summary>The geometry of an input and an output whose spatial axes are as described.</summary>
    /// <exception cref="ArgumentException">There are more than three axes.</exception>
    public VolumeGeometry(Shape input, Shape output, IReadOnlyList<VolumeAxis> axes)
    {
        if (axes.Count is < 1 or > 3 || input.Rank != axes.Count + 2 || output.Rank != input.Rank) throw new ArgumentException($"{input.Rank} axes cannot have {axes.Count} spatial ones", nameof(axes));
        (Input, Output) = (input, output);
        VolumeAxis[] missing = [.. Enumerable.Repeat(VolumeAxis.None, 3 - axes.Count)];
        Axes = [.. missing, .. axes];
        int[] from = MemoryStrides.Of(input), to = MemoryStrides.Of(output);
        (InputPlane, OutputPlane) = (from[..2], to[..2]);
        InputStrides = [.. missing.Select(_ => 0), .. from[2..]];
        OutputStrides = [.. missing.Select(_ => 0), .. to[2..]];
    }

    /// <summary>The input's shape.</summary>
    public Shape Input { get; }

    /// <summary>The output's shape.</summary>
    public Shape Output { get; }

    /// <summary>Three spatial axes; those that are not there come first.</summary>
    internal VolumeAxis[] Axes { get; }

    /// <summary>Floats from sample to sample and from channel to channel.</summary>
    internal int[] InputPlane { get; }

    internal int[] OutputPlane { get; }

    /// <summary>Floats from neighbour to neighbour along each spatial axis.</summary>
    internal int[] InputStrides { get; }

    internal int[] OutputStrides { get; }

    /// <summary>Samples times channels: planes do not see each other.</summary>
    internal int Planes => Input.N * Input.C;
}
