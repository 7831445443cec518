namespace NewsPlatform.Conformance;

/// <summary>
/// Cases whose expectation contradicts a standard or another case, with the reason. They count as failed all the same;
/// the list only tells a reader why nobody will make them pass.
/// </summary>
internal static class DisputedCases
{
    public static IReadOnlyDictionary<string, string> Read()
    {
        using var stream = typeof(DisputedCases).Assembly.GetManifestResourceStream("disputed.tsv")!;
        using var reader = new StreamReader(stream);
        var cases = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            if (line.Split('\t') is [var id, var reason])
            {
                cases[id] = reason;
            }
        }

        return cases;
    }
}
