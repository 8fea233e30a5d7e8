using System.CommandLine;
using ConvLens.Data.Pictures;

namespace ConvLens.Cli.Options;

/// <summary><c>--preprocess imagenet|caffe|unit|none|WORDS</c>.</summary>
internal static class PreprocessOption
{
    /// <summary>The option.</summary>
    public static Option<string?> Create()
    {
        Option<string?> option = new("--preprocess")
        {
            HelpName = "HOW",
            Description = "How a picture becomes numbers: imagenet (torchvision's), caffe (BGR, 0 to 255 minus means), unit (0 to 1), none (0 to 255), or words like \"mean=0.5 std=0.5 scale=1/255 bgr crop=0.875\" "
                + "[default: imagenet for torchvision's networks, otherwise unit]",
        };
        option.CompletionSources.Add(_ => Preprocessing.Names.Select(name => new System.CommandLine.Completions.CompletionItem(name)));
        option.Validators.Add(result =>
        {
            try
            {
                if (result.Tokens.Count > 0) Preprocessing.Parse(result.Tokens[0].Value);
            }
            catch (FormatException error)
            {
                result.AddError($"Option '--preprocess': {error.Message}");
            }
        });
        return option;
    }
}
