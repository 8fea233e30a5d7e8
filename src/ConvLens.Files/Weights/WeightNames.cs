namespace ConvLens.Files.Weights;

/// <summary>Which name of a file stands for which parameter.</summary>
/// <param name="InFile">Parameter to name in the file, for the parameters that are there.</param>
internal sealed record WeightNames(IReadOnlyDictionary<string, string> InFile)
{
    /// <summary>As names stand, else behind one prefix, else that without parts called <paramref name="wrapper"/> or with the first DenseNets' names: the first that finds most.</summary>
    public static WeightNames Best(IReadOnlyCollection<string> wanted, IEnumerable<string> names, string wrapper, int maxParts)
    {
        HashSet<string> set = new(wanted, StringComparer.Ordinal);
        string[] all = [.. names];
        WeightNames exact = Under("", set, all, name => name);
        if (exact.InFile.Count == set.Count) return exact;
        string Unwrapped(string name) => string.Join('.', name.Split('.').Where(part => part != wrapper));
        string Renamed(string name) => OfFirstDenseNets(Unwrapped(name));
        WeightNames[] found =
        [
            exact,
            Under(Prefix(set, all, maxParts), set, all, name => name),
            Under(Prefix(set, all.Select(Unwrapped), maxParts), set, all, Unwrapped),
            Under(Prefix(set, all.Select(Renamed), maxParts), set, all, Renamed),
        ];
        return found.MaxBy(candidate => candidate.InFile.Count)!;
    }

    /// <summary>Names of modules had dots once: what was denselayer3.norm.1 is denselayer3.norm1 now.</summary>
    private static string OfFirstDenseNets(string name)
    {
        string[] parts = name.Split('.');
        int old = Array.FindIndex(parts, part => part.StartsWith("denselayer", StringComparison.Ordinal)) + 1;
        if (old > 0 && old + 2 < parts.Length && parts[old] is ("norm" or "conv")) parts = [.. parts[..old], parts[old] + parts[old + 1], .. parts[(old + 2)..]];
        return string.Join('.', parts);
    }

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
