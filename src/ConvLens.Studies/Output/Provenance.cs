using System.Reflection;
using System.Text.Json.Nodes;

namespace ConvLens.Studies.Output;

/// <summary>Where a result comes from, as every record beside it says.</summary>
/// <param name="Command">The command or study.</param>
/// <param name="Model">The network's name.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Options">What else decided the result, by option name.</param>
public sealed record Provenance(string Command, string Model, ulong Seed, IReadOnlyDictionary<string, string> Options)
{
    /// <summary>The version of ConvLens.</summary>
    public static string Version { get; } =
        typeof(Provenance).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>The record as JSON, to which a result adds its own.</summary>
    public JsonObject ToJson()
    {
        JsonObject options = [];
        foreach ((string name, string value) in Options) options[name] = value;
        return new() { ["command"] = Command, ["model"] = Model, ["seed"] = Seed, ["options"] = options, ["version"] = Version };
    }
}
