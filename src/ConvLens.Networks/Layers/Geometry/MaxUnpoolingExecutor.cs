using ConvLens.Compute.Layout;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;

namespace ConvLens.Networks.Layers.Geometry;

internal sealed class MaxUnpoolingExecutor(LayerSite site, Shape pooled) : LayerExecutor(site)
{
    private readonly int[] _strides = MemoryStrides.Of(site.Output), _places = new int[site.Input.Length];
    private readonly float[] _values = new float[site.Input.Length], _indices = new float[site.Input.Length];
    private readonly IndexedCopy? _unpack = LogicalOrder.From(site.Input), _pack = LogicalOrder.To(site.Input);

    public override void Forward(LayerFrame frame)
    {
        ReadOnlySpan<float> values = Logical(frame.Input, _values), indices = Logical(frame.Inputs[1], _indices);
        Span<float> output = frame.Output.Span;
        output.Clear();
        for (int i = 0; i < values.Length; i++) output[_places[i] = Place(indices[i])] = values[i];
    }

    public override void Backward(LayerFrame frame, Tensor signal, IReadOnlyList<Tensor?> inputSignals, IReadOnlyList<Tensor>? parameterGradients)
    {
        inputSignals[1]?.Span.Clear();
        if (inputSignals[0] is not { } dx) return;
        Span<float> target = _pack is null ? dx.Span : _values;
        for (int i = 0; i < _places.Length; i++) target[i] = signal.Values[_places[i]];
        _pack?.Run(Site.Scheduler, _values, dx.Span);
    }

    private ReadOnlySpan<float> Logical(Tensor tensor, float[] room)
    {
        if (_unpack is null) return tensor.Values;
        _unpack.Run(Site.Scheduler, tensor.Values, room);
        return room;
    }

    // From a row-major number of what was pooled to a place in the output's memory.
    private int Place(float index)
    {
        if (!(index >= 0 && index < pooled.Length && float.IsInteger(index)))
            throw new NetworkException($"node '{Site.Node}' got the index {index}, expected a whole number below {pooled.Length}");
        int rest = (int)index, place = 0;
        for (int axis = pooled.Rank - 1; axis >= 0; axis--)
        {
            (rest, int position) = int.DivRem(rest, pooled[axis]);
            place += position * _strides[axis];
        }

        return place;
    }
}
