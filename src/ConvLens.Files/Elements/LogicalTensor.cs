using ConvLens.Compute.Tensors;

namespace ConvLens.Files.Elements;

/// <summary>Between a tensor and the same numbers in a file, row-major in logical order (N, C, H, W).</summary>
/// <remarks>Rank 4 passes through a buffer of one sample, so that a large array is never held twice.</remarks>
internal static class LogicalTensor
{
    public static Tensor Read(ExactReader reader, Shape shape, ElementType type, bool bigEndian)
    {
        Tensor tensor = new(shape);
        if (shape.Rank != 4 || shape.C == 1 || shape.H * shape.W == 1)
        {
            ElementStream.Read(reader, type, bigEndian, tensor.Span);
            return tensor;
        }

        Shape one = shape.WithN(1);
        float[] sample = new float[one.Length];
        for (int n = 0; n < shape.N; n++)
        {
            ElementStream.Read(reader, type, bigEndian, sample);
            ChannelsLast.Pack(one, sample, tensor.Span.Slice(n * one.Length, one.Length));
        }

        return tensor;
    }

    public static void Write(Stream stream, Tensor tensor)
    {
        if (tensor.Shape.Rank != 4)
        {
            ElementStream.Write(stream, tensor.Values);
            return;
        }

        Shape one = tensor.Shape.WithN(1);
        float[] sample = new float[one.Length];
        for (int n = 0; n < tensor.Shape.N; n++)
        {
            ChannelsLast.Unpack(one, tensor.Values.Slice(n * one.Length, one.Length), sample);
            ElementStream.Write<float>(stream, sample);
        }
    }
}
