using System.CommandLine;
using ConvLens.Insight.Deconvnet;

namespace ConvLens.Cli.Options;

/// <summary><c>--mode map|peak</c>.</summary>
internal static class StartOption
{
    private const string Map = "map", Peak = "peak";

    /// <summary>The option.</summary>
    public static Option<string> Create()
    {
        Option<string> option = new("--mode") { Description = "What of a feature map is sent down: the whole map, or its strongest unit alone", DefaultValueFactory = _ => Map };
        return option.AcceptOnlyFromAmong(Map, Peak);
    }

    /// <summary>Its value.</summary>
    public static DeconvnetStart Parse(string value) => value == Peak ? DeconvnetStart.Peak : DeconvnetStart.Map;
}
