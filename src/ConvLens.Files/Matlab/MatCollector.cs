using ConvLens.Compute.Tensors;

namespace ConvLens.Files.Matlab;

/// <summary>Gathers what a file holds, with limits on how much and how deep.</summary>
internal sealed class MatCollector(string path)
{
    /// <summary>How deep structs and cells may be nested.</summary>
    public const int MaxDepth = 16;

    private const int MaxCount = 100_000;
    private readonly List<MatArray> _arrays = [];
    private readonly List<(string Name, string Class)> _others = [];

    public string Path => path;

    public MatContent Content => new(_arrays, _others);

    public void Add(string name, string type, Tensor real, Tensor? imaginary)
    {
        RequireRoom();
        _arrays.Add(new(name, type, real, imaginary));
    }

    public void AddOther(string name, string type)
    {
        RequireRoom();
        _others.Add((name, type));
    }

    /// <summary>Refuses structs and cells that are nested too deep.</summary>
    public void RequireDepth(int depth)
    {
        if (depth > MaxDepth) throw new FileFormatException(path, $"structs and cells may be nested {MaxDepth} deep", "more");
    }

    private void RequireRoom()
    {
        if (_arrays.Count + _others.Count >= MaxCount) throw new FileFormatException(path, $"a file may hold at most {MaxCount} arrays", "more");
    }
}
