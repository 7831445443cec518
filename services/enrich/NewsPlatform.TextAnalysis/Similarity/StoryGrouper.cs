namespace NewsPlatform.TextAnalysis.Similarity;

/// <summary>
/// Groups texts by the story they tell, in the order they come: each joins the story whose mean text is most alike (cosine of tf-idf
/// weights), or begins one. Candidate stories come from an inverted index over the text's most telling terms, so the work does not
/// grow with the number of stories. Duplicates join their original's story. Memory grows with the
/// number of texts: a stream takes a new grouper for each window of time. Not safe for concurrent use.
/// </summary>
public sealed class StoryGrouper
{
    private const int TellingTerms = 24;
    private const int MaxStoriesOfTerm = 400;
    private const int MaxTermsOfStory = 200;
    private const double Threshold = 0.23;

    // Days after which a story's pull is down to a third.
    private const double DaysOfInterest = 12;

    private sealed class Story(string id)
    {
        public string Id { get; } = id;

        public Dictionary<string, double> Terms { get; set; } = new(StringComparer.Ordinal);

        public int Texts { get; set; }

        public DateTimeOffset? Last { get; set; }

        public double Norm { get; set; }
    }

    private readonly DuplicateFinder _duplicates = new();
    private readonly Dictionary<string, int> _documentsWith = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Story>> _storiesOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Story> _storyOfText = new(StringComparer.Ordinal);
    private int _documents;

    /// <summary>Groups a batch: how telling a term is, is known from the whole batch before the first text is placed.</summary>
    public static IReadOnlyList<StoryAssignment> Group(IReadOnlyList<StoryDocument> documents, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(documents);
        var grouper = new StoryGrouper();
        var terms = new List<Dictionary<string, double>>(documents.Count);
        foreach (var document in documents)
        {
            cancellationToken.ThrowIfCancellationRequested();
            terms.Add(StoryTerms.Count(document.Title, document.Text));
            grouper.Learn(terms[^1]);
        }

        var assignments = new List<StoryAssignment>(documents.Count);
        for (var i = 0; i < documents.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            assignments.Add(grouper.Place(documents[i], terms[i]));
        }

        return assignments;
    }

    /// <summary>Places the next text of a stream, with what is known so far.</summary>
    public StoryAssignment Add(StoryDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var terms = StoryTerms.Count(document.Title, document.Text);
        Learn(terms);
        return Place(document, terms);
    }

    private void Learn(Dictionary<string, double> terms)
    {
        _documents++;
        foreach (var term in terms.Keys)
        {
            _documentsWith[term] = _documentsWith.GetValueOrDefault(term) + 1;
        }
    }

    private StoryAssignment Place(StoryDocument document, Dictionary<string, double> terms)
    {
        var duplicate = _duplicates.FindOrAdd(document.Id, document.Text);
        if (duplicate is not null && _storyOfText.TryGetValue(duplicate.Id, out var known))
        {
            _storyOfText[document.Id] = known;
            return new StoryAssignment(document.Id, known.Id, duplicate.Id, duplicate.Relation);
        }

        var weights = Weigh(terms);
        var story = Nearest(weights, document.Published);
        if (story is null)
        {
            story = new Story(document.Id);
        }

        Join(story, weights, document.Published);
        _storyOfText[document.Id] = story;
        return new StoryAssignment(document.Id, story.Id, null, null);
    }

    private List<(string Term, double Weight)> Weigh(Dictionary<string, double> terms)
    {
        var weights = new List<(string Term, double Weight)>(terms.Count);
        double squares = 0;
        foreach (var (term, count) in terms)
        {
            // With few documents every term looks rare: the summands keep early weights moderate.
            var weight = count * Math.Log((_documents + 10.0) / (_documentsWith[term] + 0.5));
            weights.Add((term, weight));
            squares += weight * weight;
        }

        var norm = Math.Sqrt(squares);
        weights.Sort((a, b) => a.Weight != b.Weight ? b.Weight.CompareTo(a.Weight) : string.CompareOrdinal(a.Term, b.Term));
        if (norm > 0)
        {
            for (var i = 0; i < weights.Count; i++)
            {
                weights[i] = (weights[i].Term, weights[i].Weight / norm);
            }
        }

        return weights;
    }

    private Story? Nearest(List<(string Term, double Weight)> weights, DateTimeOffset? published)
    {
        var candidates = new HashSet<Story>();
        foreach (var (term, _) in weights.Take(TellingTerms))
        {
            if (_storiesOf.TryGetValue(term, out var stories) && stories.Count < MaxStoriesOfTerm)
            {
                candidates.UnionWith(stories);
            }
        }

        Story? best = null;
        var bestScore = Threshold;
        foreach (var story in candidates)
        {
            double dot = 0;
            foreach (var (term, weight) in weights)
            {
                if (story.Terms.TryGetValue(term, out var other))
                {
                    dot += weight * other;
                }
            }

            var score = dot / Math.Max(story.Norm, 1e-9);
            if (published is { } day && story.Last is { } last)
            {
                score *= Math.Exp(-Math.Abs((day - last).TotalDays) / DaysOfInterest);
            }

            if (score > bestScore || (score == bestScore && best is not null && string.CompareOrdinal(story.Id, best.Id) < 0))
            {
                (best, bestScore) = (story, score);
            }
        }

        return best;
    }

    private void Join(Story story, List<(string Term, double Weight)> weights, DateTimeOffset? published)
    {
        foreach (var (term, weight) in weights)
        {
            if (!story.Terms.TryGetValue(term, out var sum) && Index(term, story))
            {
                sum = 0;
            }

            story.Terms[term] = sum + weight;
        }

        story.Texts++;
        story.Last = published is { } day && (story.Last is null || day > story.Last) ? day : story.Last;
        if (story.Terms.Count > MaxTermsOfStory * 2)
        {
            Shorten(story);
        }

        double squares = 0;
        foreach (var weight in story.Terms.Values)
        {
            squares += weight * weight;
        }

        story.Norm = Math.Sqrt(squares);
    }

    private bool Index(string term, Story story)
    {
        if (!_storiesOf.TryGetValue(term, out var stories))
        {
            _storiesOf[term] = stories = new List<Story>(1);
        }

        if (stories.Count < MaxStoriesOfTerm)
        {
            stories.Add(story);
        }

        return true;
    }

    private void Shorten(Story story)
    {
        var kept = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (term, weight) in story.Terms.OrderByDescending(t => t.Value).ThenBy(t => t.Key, StringComparer.Ordinal))
        {
            if (kept.Count < MaxTermsOfStory)
            {
                kept.Add(term, weight);
            }
            else if (_storiesOf.TryGetValue(term, out var stories))
            {
                stories.Remove(story);
            }
        }

        story.Terms = kept;
    }
}
