using System.Diagnostics.CodeAnalysis;

namespace ConvLens.Files.Pickle;

/// <summary>A dictionary as a list of what was set, so that keys need no equality; later entries win.</summary>
internal sealed class PickleDictionary
{
    public List<(object? Key, object? Value)> Entries { get; } = [];

    public bool TryGet(string key, [NotNullWhen(true)] out object? value)
    {
        value = Entries.FindLast(entry => entry.Key is string text && text == key).Value;
        return value is not null;
    }
}
