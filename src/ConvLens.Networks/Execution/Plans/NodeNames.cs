namespace ConvLens.Networks.Execution.Plans;

/// <summary>The names a pass was asked for, kept to see without taking memory whether the next one asks for the same.</summary>
internal readonly struct NodeNames(IReadOnlyCollection<string>? names)
{
    private readonly string[]? _names = names is null ? null : [.. names];

    /// <summary>Whether the same names are asked for, in the same order.</summary>
    public bool Are(IReadOnlyCollection<string>? names)
    {
        if (_names is null || names is null) return _names is null && names is null;
        if (names.Count != _names.Length) return false;
        if (names is not IReadOnlyList<string> list) return names.SequenceEqual(_names, StringComparer.Ordinal);
        for (int i = 0; i < _names.Length; i++)
            if (!string.Equals(_names[i], list[i], StringComparison.Ordinal)) return false;
        return true;
    }
}
