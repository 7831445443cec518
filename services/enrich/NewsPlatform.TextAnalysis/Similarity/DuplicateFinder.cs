using NewsPlatform.Text;

namespace NewsPlatform.TextAnalysis.Similarity;

/// <summary>
/// Finds texts that repeat earlier ones, in the order they come. Each text is sketched by the shingles whose hash is a multiple of
/// four (Broder 1997): the share that two sketches have in common estimates containment, so a shortened copy is found as well as an
/// edited one. Candidates come from an inverted index; shingles that many texts share are boilerplate and do not count.
/// Not safe for concurrent use.
/// </summary>
/// <param name="maxTexts">Texts kept; the oldest are forgotten first.</param>
public sealed class DuplicateFinder(int maxTexts = 200_000)
{
    // A quarter of the shingles: about 150 of a 600-word article.
    private const ulong SampleMask = 3;
    private const int MaxSketch = 2000;
    private const int MinSketch = 5;
    private const int BoilerplateTexts = 48;

    // Six per cent of changed words leave 0.83 of the three-word shingles.
    private const double NearContainment = 0.55;

    // A short text inside a long one is a citation, not a copy.
    private const double MinSizeRatio = 0.25;

    private sealed record Sketched(string Id, ulong[] Sketch);

    private readonly Dictionary<ulong, List<Sketched>> _byShingle = [];
    private readonly Dictionary<ulong, string> _byContent = [];
    private readonly Queue<(ulong Content, Sketched? Sketched)> _order = new();

    /// <summary>Looks for an earlier text that <paramref name="text"/> repeats and remembers the text if there is none.</summary>
    /// <param name="id">The text's id; different texts have different ones.</param>
    /// <param name="text">Plain text.</param>
    public DuplicateMatch? FindOrAdd(string id, string text)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(text);
        var (content, words, sketch) = Sketch(text);
        if (words > 0 && _byContent.TryGetValue(content, out var same))
        {
            return new DuplicateMatch(same, DuplicateRelation.Exact, 1);
        }

        if (words >= TextSignature.MinWords && sketch.Length >= MinSketch && Nearest(sketch) is { } near)
        {
            return near;
        }

        Remember(id, content, words, sketch);
        return null;
    }

    private static (ulong Content, int Words, ulong[] Sketch) Sketch(string text)
    {
        var sketch = new SortedSet<ulong>();
        var content = 0UL;
        var reader = new ShingleReader(text);
        while (reader.TryRead(out var shingle))
        {
            content = ShingleReader.Mix(content + shingle);
            if ((shingle & SampleMask) == 0 && sketch.Count < MaxSketch)
            {
                sketch.Add(shingle);
            }
        }

        // Below three words there is no shingle to compare.
        return (content, reader.Words < 3 ? 0 : reader.Words, [.. sketch]);
    }

    private DuplicateMatch? Nearest(ulong[] sketch)
    {
        var common = new Dictionary<Sketched, int>();
        var telling = 0;
        foreach (var shingle in sketch)
        {
            if (!_byShingle.TryGetValue(shingle, out var texts))
            {
                telling++;
                continue;
            }

            if (texts.Count >= BoilerplateTexts)
            {
                continue;
            }

            telling++;
            foreach (var text in texts)
            {
                common[text] = common.GetValueOrDefault(text) + 1;
            }
        }

        Sketched? best = null;
        double bestScore = 0;
        foreach (var (text, shared) in common)
        {
            var (smaller, larger) = (Math.Min(telling, text.Sketch.Length), Math.Max(telling, text.Sketch.Length));
            var score = Math.Min(1, (double)shared / smaller);
            if (shared >= MinSketch && score >= NearContainment && smaller >= larger * MinSizeRatio && score > bestScore)
            {
                (best, bestScore) = (text, score);
            }
        }

        return best is null ? null : new DuplicateMatch(best.Id, DuplicateRelation.Near, bestScore);
    }

    private void Remember(string id, ulong content, int words, ulong[] sketch)
    {
        if (words > 0)
        {
            _byContent[content] = id;
        }

        var sketched = words >= TextSignature.MinWords && sketch.Length >= MinSketch ? new Sketched(id, sketch) : null;
        if (sketched is not null)
        {
            foreach (var shingle in sketch)
            {
                if (!_byShingle.TryGetValue(shingle, out var texts))
                {
                    _byShingle[shingle] = texts = new List<Sketched>(1);
                }

                if (texts.Count < BoilerplateTexts)
                {
                    texts.Add(sketched);
                }
            }
        }

        _order.Enqueue((content, sketched));
        if (_order.Count > maxTexts)
        {
            Forget(_order.Dequeue());
        }
    }

    private void Forget((ulong Content, Sketched? Sketched) oldest)
    {
        _byContent.Remove(oldest.Content);
        foreach (var shingle in oldest.Sketched?.Sketch ?? [])
        {
            if (_byShingle.TryGetValue(shingle, out var texts) && texts.Remove(oldest.Sketched!) && texts.Count == 0)
            {
                _byShingle.Remove(shingle);
            }
        }
    }
}
