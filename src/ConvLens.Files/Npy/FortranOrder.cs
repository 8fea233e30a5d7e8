using ConvLens.Compute.Tensors;
using ConvLens.Files.Elements;

namespace ConvLens.Files.Npy;

/// <summary>Reads arrays whose first axis runs fastest.</summary>
internal static class FortranOrder
{
    private const int PieceLength = 1 << 14;

    public static Tensor Read(ExactReader reader, NpyHeader header)
    {
        Shape shape = header.Shape;
        float[] logical = new float[shape.Length], piece = new float[Math.Min(PieceLength, shape.Length)];
        int[] strides = StridesOf(shape), index = new int[shape.Rank];
        int target = 0;
        for (int left = shape.Length; left > 0; left -= Math.Min(piece.Length, left))
        {
            Span<float> values = piece.AsSpan(0, Math.Min(piece.Length, left));
            ElementStream.Read(reader, header.Type, header.BigEndian, values);
            foreach (float value in values)
            {
                logical[target] = value;
                target = Advance(index, shape, strides, target);
            }
        }

        return Tensor.FromLogical(shape, logical);
    }

    /// <summary>Steps to the next index, the first axis fastest, and returns its place in C order.</summary>
    private static int Advance(int[] index, Shape shape, int[] strides, int target)
    {
        for (int axis = 0; axis < index.Length; axis++)
        {
            target += strides[axis];
            if (++index[axis] < shape[axis]) break;
            target -= index[axis] * strides[axis];
            index[axis] = 0;
        }

        return target;
    }

    private static int[] StridesOf(Shape shape)
    {
        int[] strides = new int[shape.Rank];
        strides[^1] = 1;
        for (int axis = shape.Rank - 2; axis >= 0; axis--) strides[axis] = strides[axis + 1] * shape[axis + 1];
        return strides;
    }
}
