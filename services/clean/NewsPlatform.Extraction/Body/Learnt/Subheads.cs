namespace NewsPlatform.Extraction.Body.Learnt;

/// <summary>
/// An article's subheads look alike and are all of it or none: what the model left out of them, one for its words and one for the short
/// text below it, comes back where most of their kind stayed.
/// </summary>
internal static class Subheads
{
    private const int LeastKept = 2;

    /// <summary>The kept blocks with the headings among them that go with other headings.</summary>
    /// <param name="scan">The page.</param>
    /// <param name="rules">Indexes of the blocks that the rules chose, ascending.</param>
    /// <param name="kept">Indexes of those that are kept, ascending.</param>
    public static List<int> Complete(PageScan scan, IReadOnlyList<int> rules, List<int> kept)
    {
        Dictionary<(string Tag, string Names), (int Kept, int All)>? kinds = null;
        var stayed = new HashSet<int>(kept);
        foreach (var i in rules)
        {
            var container = scan.Containers[scan.Blocks[i].Container];
            if (BlockWeights.IsHeading(container.Tag))
            {
                var (some, all) = (kinds ??= []).GetValueOrDefault((container.Tag, container.Names));
                kinds[(container.Tag, container.Names)] = (some + (stayed.Contains(i) ? 1 : 0), all + 1);
            }
        }

        if (kinds is null)
        {
            return kept;
        }

        var added = false;
        for (var k = 0; k + 1 < rules.Count; k++)
        {
            var container = scan.Containers[scan.Blocks[rules[k]].Container];
            if (BlockWeights.IsHeading(container.Tag) && !stayed.Contains(rules[k]) && stayed.Contains(rules[k + 1]) && rules[k] > kept[0]
                && kinds[(container.Tag, container.Names)] is var (some, all) && some >= LeastKept && some * 2 >= all)
            {
                kept.Add(rules[k]);
                added = true;
            }
        }

        if (added)
        {
            kept.Sort();
        }

        return kept;
    }
}
