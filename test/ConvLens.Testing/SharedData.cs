namespace ConvLens.Testing;

/// <summary>Real data that is too large, or not ours, to stand in the repository.</summary>
public static class SharedData
{
    /// <summary>The environment variable that names the folder.</summary>
    public const string Variable = "CONVLENS_DATA";

    /// <summary>The folder, or null where the variable is not set or names none.</summary>
    public static string? Folder { get; } = Environment.GetEnvironmentVariable(Variable) is string folder && Directory.Exists(folder) ? folder : null;
}
