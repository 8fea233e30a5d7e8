namespace ConvLens.Files.Pickle;

/// <summary>The values a pickle works on, the marks among them, and what it has remembered.</summary>
internal sealed class PickleStack(string path)
{
    private readonly List<object?> _values = [];
    private readonly Stack<int> _marks = new();
    private readonly Dictionary<long, object?> _memo = [];

    /// <summary>The value on top; never one below the last mark.</summary>
    public object? Top
    {
        get => Has(1) ? _values[^1] : throw Empty();
        set => _values[Has(1) ? _values.Count - 1 : throw Empty()] = value;
    }

    public long Remembered => _memo.Count;

    public void Push(object? value) => _values.Add(value);

    public void Mark() => _marks.Push(_values.Count);

    public object? Pop() => Pop(1)[0];

    /// <summary>The topmost values, the lowest first.</summary>
    public object?[] Pop(int count) => Has(count) ? Cut(_values.Count - count) : throw Empty();

    /// <summary>Everything above the last mark, which goes too.</summary>
    public object?[] PopMark() => _marks.TryPop(out int mark) ? Cut(mark) : throw Empty();

    /// <summary>Drops the mark if nothing stands on it, and the topmost value otherwise.</summary>
    public void Drop()
    {
        if (_marks.Count > 0 && _marks.Peek() == _values.Count) _marks.Pop();
        else Pop();
    }

    public void Remember(long key) => _memo[key] = Top;

    public object? Recall(long key) => _memo.TryGetValue(key, out object? value) ? value : throw new FileFormatException(path, "a pickle recalls what it has remembered", $"entry {key}");

    private bool Has(int count) => _values.Count - count >= (_marks.Count > 0 ? _marks.Peek() : 0);

    private object?[] Cut(int start)
    {
        object?[] values = new object?[_values.Count - start];
        _values.CopyTo(start, values, 0, values.Length);
        _values.RemoveRange(start, values.Length);
        return values;
    }

    private FileFormatException Empty() => new(path, "a pickle's operation needs its operands", "too few of them");
}
