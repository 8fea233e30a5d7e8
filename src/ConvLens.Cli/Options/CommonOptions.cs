using System.CommandLine;

namespace ConvLens.Cli.Options;

/// <summary>Options that mean the same for every command.</summary>
internal static class CommonOptions
{
    /// <summary><c>--out DIR</c>.</summary>
    public static Option<string> Out(string command)
    {
        Option<string> option = new("--out") { HelpName = "DIR", Description = "Folder for the results", DefaultValueFactory = _ => Path.Combine("convlens-out", command) };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && File.Exists(result.Tokens[0].Value)) result.AddError($"Option '--out' must name a folder, found the file {result.Tokens[0].Value}");
        });
        return NotEmpty(option);
    }

    /// <summary><c>--seed N</c>.</summary>
    public static Option<ulong> Seed() => new("--seed") { HelpName = "N", Description = "Decides everything random; the same seed gives the same bytes", DefaultValueFactory = _ => 0 };

    /// <summary><c>--threads N</c>.</summary>
    public static Option<int> Threads()
    {
        Option<int> option = new("--threads") { HelpName = "N", Description = "Threads to work with; results do not depend on it [default: one a processor]" };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && int.TryParse(result.Tokens[0].Value, out int threads) && threads is < 1 or > 1024)
                result.AddError($"Option '--threads' must be 1 to 1024, found {result.Tokens[0].Value}");
        });
        return option;
    }

    /// <summary><c>--data DIR</c>.</summary>
    public static Option<string?> Data() =>
        NotEmpty(new Option<string?>("--data") { HelpName = "DIR", Description = "Folder of the data set, or its parent [default: CONVLENS_DATA, then the user's cache]" });

    /// <summary><c>--save-arrays</c>.</summary>
    public static Option<bool> SaveArrays() => new("--save-arrays") { Description = "Also write the numbers behind the figures as .npy" };

    /// <summary><c>--json</c>.</summary>
    public static Option<bool> Json() => new("--json") { Description = "One JSON document on standard output instead of words" };

    /// <summary><c>--resume</c>.</summary>
    public static Option<bool> Resume() => new("--resume") { Description = "Go on from the checkpoint in the result folder, if there is one" };

    /// <summary>An integer option with a range.</summary>
    public static Option<int> Number(string name, int standard, int least, string description)
    {
        Option<int> option = new(name) { HelpName = "N", Description = description, DefaultValueFactory = _ => standard };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && int.TryParse(result.Tokens[0].Value, out int value) && value < least)
                result.AddError($"Option '{name}' must be at least {least}, found {value}");
        });
        return option;
    }

    private static TOption NotEmpty<TOption>(TOption option)
        where TOption : Option
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: "" }]) result.AddError($"Option '{option.Name}' must name a folder, found an empty name");
        });
        return option;
    }
}
