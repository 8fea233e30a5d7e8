namespace ConvLens.Cli.Net;

/// <summary>The folder in which the user's downloads are kept.</summary>
internal static class UserCache
{
    /// <summary>Its path; null where the system knows no place for it.</summary>
    public static string? Folder =>
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } local ? Path.Combine(local, "convlens") : null;
}
