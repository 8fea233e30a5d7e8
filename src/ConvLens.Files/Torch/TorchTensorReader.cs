using ConvLens.Compute.Tensors;
using ConvLens.Files.Elements;

namespace ConvLens.Files.Torch;

/// <summary>Reads the numbers of described tensors. One that lies in logical order goes from the file to where it stays; other views are gathered.</summary>
internal sealed class TorchTensorReader(ITorchStorages storages, MemoryAllowance allowance, string path)
{
    public Tensor Read(string name, TorchTensor tensor)
    {
        string what = $"tensor {Excerpt.Of(name)}";
        Shape shape = DeclaredShape.Of(path, what, tensor.Extents);
        Int128 end = (tensor.Offset + tensor.Span) * tensor.Type.Size;
        if (end > tensor.Storage.Bytes) throw new FileFormatException(path, $"{what} ends at byte {end} of its storage", $"{tensor.Storage.Bytes} bytes");
        allowance.Take(shape.Length * (long)sizeof(float), what);

        ExactReader reader = storages.Open(tensor.Storage);
        reader.Skip(tensor.Offset * tensor.Type.Size, what);
        if (tensor.LiesInOrder([.. Enumerable.Range(0, tensor.Extents.Length)])) return LogicalTensor.Read(reader, shape, tensor.Type, storages.BigEndian);
        return shape.Rank == 4 && tensor.LiesInOrder(0, 2, 3, 1) ? ReadChannelsLast(reader, tensor, shape) : Gather(reader, tensor, shape, what);
    }

    private Tensor ReadChannelsLast(ExactReader reader, TorchTensor tensor, Shape shape)
    {
        Tensor result = new(shape);
        ElementStream.Read(reader, tensor.Type, storages.BigEndian, result.Span);
        return result;
    }

    private Tensor Gather(ExactReader reader, TorchTensor tensor, Shape shape, string what)
    {
        long span = (long)tensor.Span;
        if (span > DeclaredShape.MaxLength) throw new FileFormatException(path, $"{what} may lie over at most {DeclaredShape.MaxLength} numbers", $"{span}");
        allowance.Take((span + shape.Length) * sizeof(float), what);
        float[] stored = new float[span], logical = new float[shape.Length];
        ElementStream.Read(reader, tensor.Type, storages.BigEndian, stored);

        int[] index = new int[shape.Rank];
        long from = 0;
        foreach (ref float value in logical.AsSpan())
        {
            value = stored[from];
            for (int axis = shape.Rank - 1; axis >= 0; axis--)
            {
                from += tensor.Strides[axis];
                if (++index[axis] < shape[axis]) break;
                from -= index[axis] * tensor.Strides[axis];
                index[axis] = 0;
            }
        }

        return Tensor.FromLogical(shape, logical);
    }
}
