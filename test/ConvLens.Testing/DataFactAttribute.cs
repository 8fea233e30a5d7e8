using Xunit;

namespace ConvLens.Testing;

/// <summary>A test on real data; skipped where <see cref="SharedData.Folder"/> is absent or lacks what the test needs.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DataFactAttribute : FactAttribute
{
    /// <summary>A test that needs a file or folder of the shared data.</summary>
    /// <param name="path">The file or folder, relative to <see cref="SharedData.Folder"/>.</param>
    public DataFactAttribute(string path = "")
    {
        Path = path;
        if (SharedData.Folder is null) Skip = $"{SharedData.Variable} names no folder";
        else if (!System.IO.Path.Exists(System.IO.Path.Combine(SharedData.Folder, path))) Skip = $"{SharedData.Variable} holds no {path}";
    }

    /// <summary>What the test needs, relative to <see cref="SharedData.Folder"/>.</summary>
    public string Path { get; }
}
