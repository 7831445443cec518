namespace NewsPlatform.Conformance;

/// <summary>
/// Cases that nobody here will make pass, with the reason: in <c>disputed.tsv</c> those whose expectation contradicts a standard or
/// another case, in <c>library.tsv</c> those that a library fails. They count as failed all the same.
/// </summary>
internal static class KnownFailures
{
    /// <summary>What is to be said of each, by its id.</summary>
    public static IReadOnlyDictionary<string, string> Read()
    {
        var cases = new Dictionary<string, string>(StringComparer.Ordinal);
        ReadTo(cases, "disputed.tsv", "counted as failed though the case is disputed");
        ReadTo(cases, "library.tsv", "failed by a library");
        return cases;
    }

    private static void ReadTo(Dictionary<string, string> cases, string file, string how)
    {
        using var stream = typeof(KnownFailures).Assembly.GetManifestResourceStream(file)!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Split('\t') is [var id, var reason])
            {
                cases[id] = $"{how}: {id}: {reason}";
            }
        }
    }
}
