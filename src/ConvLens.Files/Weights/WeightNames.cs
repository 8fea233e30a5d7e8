using System.Text.RegularExpressions;

namespace ConvLens.Files.Weights;

/// <summary>Which name of a file stands for which parameter.</summary>
/// <param name="InFile">Parameter to name in the file, for the parameters that are there.</param>
internal sealed partial record WeightNames(IReadOnlyDictionary<string, string> InFile)
{
    /// <summary>As names stand, else behind one prefix, else that without parts called <paramref name="wrapper"/> or with the first DenseNets' names: the first that finds most.</summary>
    public static WeightNames Best(IReadOnlyCollection<string> wanted, IEnumerable<string> names, string wrapper, int maxParts)
    {
        HashSet<string> set = new(wanted, StringComparer.Ordinal);
        string[] all = [.. names];
        WeightNames exact = Under("", set, all, name => name);
        if (exact.InFile.Count == set.Count) return exact;
        string Unwrapped(string name) => string.Join('.', name.Split('.').Where(part => part != wrapper));
        string Renamed(string name) => OldDenseNet().Replace(Unwrapped(name), "$1$2");
        WeightNames[] found =
        [
            exact,
            Under(Prefix(set, all, maxParts), set, all, name => name),
            Under(Prefix(set, all.Select(Unwrapped), maxParts), set, all, Unwrapped),
            Under(Prefix(set, all.Select(Renamed), maxParts), set, all, Renamed),
        ];
        return found.MaxBy(candidate => candidate.InFile.Count)!;
    }

    // Names of modules had dots once: denselayer3.norm.1 is norm1 of denselayer3 now.
    [GeneratedRegex(@"(?<=denselayer[0-9]+\.)(norm|conv)\.([12])(?=\.)", RegexOptions.CultureInvariant)]
    private static partial Regex OldDenseNet();

    private static WeightNames Under(string prefix, HashSet<string> wanted, string[] names, Func<string, string> rename)
    {
        Dictionary<string, string> inFile = new(StringComparer.Ordinal);
        foreach (string name in names)
            if (rename(name) is var renamed && renamed.StartsWith(prefix, StringComparison.Ordinal) && wanted.Contains(renamed[prefix.Length..])) inFile.TryAdd(renamed[prefix.Length..], name);
        return new(inFile);
    }

    /// <summary>The prefix, up to and with a dot, behind which most names are wanted ones; the shortest of equals.</summary>
    private static string Prefix(HashSet<string> wanted, IEnumerable<string> names, int maxParts)
    {
        Dictionary<string, int> votes = new(StringComparer.Ordinal) { [""] = 0 };
        foreach (string name in names)
            for (int part = 0, start = 0; part < maxParts && start >= 0; part++)
            {
                if (wanted.Contains(name[start..])) votes[name[..start]] = votes.GetValueOrDefault(name[..start]) + 1;
                start = name.IndexOf('.', start) is var dot and >= 0 ? dot + 1 : -1;
            }

        return votes.OrderByDescending(vote => vote.Value).ThenBy(vote => vote.Key.Length).ThenBy(vote => vote.Key, StringComparer.Ordinal).First().Key;
    }
}
