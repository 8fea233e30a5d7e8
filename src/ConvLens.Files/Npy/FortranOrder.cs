using ConvLens.Compute.Tensors;
using ConvLens.Files.Elements;

namespace ConvLens.Files.Npy;

/// <summary>Reads arrays whose first axis runs fastest.</summary>
internal static class FortranOrder
{
    private const int PieceLength = 1 << 14;

    public static Tensor Read(ExactReader reader, NpyHeader header)
    {
        ColumnMajorTensor tensor = new(header.Shape);
        float[] piece = new float[Math.Min(PieceLength, header.Shape.Length)];
        for (int left = header.Shape.Length; left > 0; left -= Math.Min(piece.Length, left))
        {
            Span<float> values = piece.AsSpan(0, Math.Min(piece.Length, left));
            ElementStream.Read(reader, header.Type, header.BigEndian, values);
            tensor.Add(values);
        }

        return tensor.Finish();
    }
}
