using ConvLens.Compute.Products;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Convolution;

/// <summary>U = G·g·Gᵀ for all kernels of one output, in double, rounded once; written into panels of 16 outputs.</summary>
internal readonly unsafe struct WinogradWeights(ConvolutionGeometry geometry, float* g, float* u, int panelLength, int panels) : IKernel
{
    public void Run<TLanes>(int item)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        int channels = geometry.Input.C;
        float* kernels = g + ((long)item * 9 * channels);
        float* target = u + ((long)(item / PanelMatrix.PanelWidth) * panelLength) + (item % PanelMatrix.PanelWidth);
        double* half = stackalloc double[6 * 3];
        double* full = stackalloc double[6];
        for (int c = 0; c < channels; c++)
        {
            for (int j = 0; j < 3; j++) Transform(kernels[(j * channels) + c], kernels[((3 + j) * channels) + c], kernels[((6 + j) * channels) + c], half + j, 3);
            for (int i = 0; i < 6; i++)
            {
                Transform(half[i * 3], half[(i * 3) + 1], half[(i * 3) + 2], full, 1);
                for (int j = 0; j < 6; j++) target[((long)((i * 6) + j) * panels * panelLength) + ((long)c * PanelMatrix.PanelWidth)] = (float)full[j];
            }
        }
    }

    /// <summary>G·(a, b, c)ᵀ for the points 0, ±1, ±2, ∞.</summary>
    private static void Transform(double a, double b, double c, double* to, int step)
    {
        to[0] = a / 4;
        to[step] = -(a + b + c) / 6;
        to[2 * step] = -(a - b + c) / 6;
        to[3 * step] = (a / 24) + (b / 12) + (c / 6);
        to[4 * step] = (a / 24) - (b / 12) + (c / 6);
        to[5 * step] = c;
    }
}
