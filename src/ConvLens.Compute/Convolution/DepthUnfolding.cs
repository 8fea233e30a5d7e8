using ConvLens.Compute.Layout;
using ConvLens.Compute.Tensors;

namespace ConvLens.Compute.Convolution;

/// <summary>Turns a volume [N, C, D, H, W] into pictures whose channels are those of all the slices that one output slice sees, so that a volume's convolution becomes a picture's.</summary>
/// <remarks>Picture n · P + p has channels c · K + k, which is slice p · stride + k · dilation − before of channel c, or zeros outside.</remarks>
public sealed class DepthUnfolding
{
    /// <summary>The unfolding of a volume.</summary>
    /// <param name="volume">[N, C, D, H, W].</param>
    /// <param name="places">Output slices P.</param>
    /// <param name="kernel">Slices K that one output slice sees.</param>
    /// <param name="stride">Slices from one place to the next.</param>
    /// <param name="dilation">Slices from one tap to the next.</param>
    /// <param name="before">Slices of zeros before the first.</param>
    public DepthUnfolding(Shape volume, int places, int kernel, int stride, int dilation, int before)
    {
        Pictures = PicturesOf(volume, places, kernel);
        int[] from = MemoryStrides.Of(volume), to = MemoryStrides.Of(Pictures);
        int[] sources = new int[places * kernel], targets = new int[places * kernel];
        for (int place = 0; place < places; place++)
            for (int tap = 0; tap < kernel; tap++)
            {
                int slice = (place * stride) + (tap * dilation) - before;
                (sources[(place * kernel) + tap], targets[(place * kernel) + tap]) = (slice >= 0 && slice < volume[2] ? slice * from[2] : -1, (place * to[0]) + (tap * to[1]));
            }

        CopyAxis[] axes =
        [
            CopyAxis.Even(volume[0], from[0], places * to[0]), new(sources, targets), CopyAxis.Even(volume[1], from[1], kernel * to[1]),
            CopyAxis.Even(volume[3], from[3], to[2]), CopyAxis.Even(volume[4], from[4], to[3]),
        ];
        Copy = new(axes, volume.Length, Pictures.Length);
    }

    /// <summary>The pictures' shape, [N · P, C · K, H, W].</summary>
    public Shape Pictures { get; }

    /// <summary>From the volume to the pictures; its adjoint folds them up again, adding where slices meet.</summary>
    public IndexedCopy Copy { get; }

    /// <summary>The shape of the pictures of a volume.</summary>
    public static Shape PicturesOf(Shape volume, int places, int kernel) => [checked(volume[0] * places), checked(volume[1] * kernel), volume[3], volume[4]];
}
