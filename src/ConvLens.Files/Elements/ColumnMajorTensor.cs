using ConvLens.Compute.Tensors;

namespace ConvLens.Files.Elements;

/// <summary>Takes the numbers of an array whose first axis runs fastest, piece by piece, and puts them in logical order.</summary>
internal sealed class ColumnMajorTensor
{
    private readonly Tensor _tensor;
    private readonly float[]? _logical;
    private readonly int[] _strides, _index;
    private int _target;

    public ColumnMajorTensor(Shape shape)
    {
        _tensor = new(shape);
        // Only rank 4 lies otherwise in memory than in logical order.
        _logical = shape.Rank == 4 ? new float[shape.Length] : null;
        (_strides, _index) = (new int[shape.Rank], new int[shape.Rank]);
        for (int axis = shape.Rank - 1, stride = 1; axis >= 0; stride *= shape[axis--]) _strides[axis] = stride;
    }

    /// <summary>Adds the next numbers.</summary>
    public void Add(ReadOnlySpan<float> values)
    {
        Span<float> logical = _logical ?? _tensor.Span;
        Shape shape = _tensor.Shape;
        foreach (float value in values)
        {
            logical[_target] = value;
            for (int axis = 0; axis < _index.Length; axis++)
            {
                _target += _strides[axis];
                if (++_index[axis] < shape[axis]) break;
                _target -= _index[axis] * _strides[axis];
                _index[axis] = 0;
            }
        }
    }

    /// <summary>The tensor, once all numbers are there.</summary>
    public Tensor Finish()
    {
        if (_logical is not null) ChannelsLast.Pack(_tensor.Shape, _logical, _tensor.Span);
        return _tensor;
    }
}
