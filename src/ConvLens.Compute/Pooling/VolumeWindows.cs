using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Pooling;

/// <summary>Walks over all windows; a plane is one item, so what its windows write may overlap.</summary>
internal readonly struct VolumeWindows<TVisitor>(VolumeGeometry geometry, TVisitor visitor) : IKernel
    where TVisitor : struct, IVolumeVisitor
{
    private readonly TVisitor _visitor = visitor;

    public void Run<TLanes>(int item)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        (int n, int c) = int.DivRem(item, geometry.Input.C);
        int plane = (n * geometry.InputPlane[0]) + (c * geometry.InputPlane[1]), target = (n * geometry.OutputPlane[0]) + (c * geometry.OutputPlane[1]);
        VolumeAxis[] axes = geometry.Axes;
        int[] from = geometry.InputStrides, to = geometry.OutputStrides;
        (int D, int H, int W) steps = (axes[0].Dilation * from[0], axes[1].Dilation * from[1], axes[2].Dilation * from[2]);
        for (int d = 0; d < axes[0].Windows; d++)
        {
            (int First, int Inside, int Padded) depth = axes[0].At(d);
            for (int h = 0; h < axes[1].Windows; h++)
            {
                (int First, int Inside, int Padded) row = axes[1].At(h);
                for (int w = 0; w < axes[2].Windows; w++)
                {
                    (int First, int Inside, int Padded) column = axes[2].At(w);
                    int origin = plane + (depth.First * from[0]) + (row.First * from[1]) + (column.First * from[2]);
                    VolumeWindow window = new(origin, (depth.Inside, row.Inside, column.Inside), steps, depth.Padded * row.Padded * column.Padded);
                    _visitor.Visit(window, target + (d * to[0]) + (h * to[1]) + (w * to[2]));
                }
            }
        }
    }
}
