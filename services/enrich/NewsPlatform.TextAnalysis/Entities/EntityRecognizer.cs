using NewsPlatform.Text;
using NewsPlatform.TextAnalysis.Wording;

namespace NewsPlatform.TextAnalysis.Entities;

/// <summary>Recognises names: sequences of capitals in scripts that have them, the gazetteer's places in those that have not.</summary>
internal static class EntityRecognizer
{
    public static readonly AnnotatorRun Run = new("entities.rules", "1");

    /// <summary>The entities of a text, the most salient first.</summary>
    public static List<RecognisedEntity> Recognise(TextView view, string? title, int maxEntities, CancellationToken cancellationToken)
    {
        var places = new PlaceResolver(view);
        List<Candidate> names;
        if (HasCapitals(view.Language))
        {
            var words = new NameWords(view);
            names = new CandidateFinder(view, words).Find();
            cancellationToken.ThrowIfCancellationRequested();
            new NameClassifier(view, words, places).Classify(names);
        }
        else
        {
            names = PlaceFinder.Find(view, places);
        }

        cancellationToken.ThrowIfCancellationRequested();
        var groups = new NameGrouper(view).Run(names);
        return Weigh(view, groups, title, maxEntities);
    }

    private static bool HasCapitals(string language) => language is not ("ar" or "fa" or "ur" or "he" or "hi" or "mr" or "bn" or "gu" or "pa" or "ta" or "te" or "si" or "th" or "zh" or "ja"
        or "ko" or "ka" or "am" or "ti");

    private static List<RecognisedEntity> Weigh(TextView view, List<NameGrouper.Group> groups, string? title, int maxEntities)
    {
        var weighed = new List<(NameGrouper.Group Group, double Weight)>(groups.Count);
        double most = 0;
        foreach (var group in groups)
        {
            if (group.Mentions.Count == 0)
            {
                continue;
            }

            // Early, often and in the headline: what a text is about.
            var position = 1 - (double)view.Tokens[group.Mentions[0].From].Start / Math.Max(1, view.Text.Length);
            var weight = Math.Log2(1 + group.Mentions.Count) + position + (InTitle(group, title) ? 2 : 0);
            weighed.Add((group, weight));
            most = Math.Max(most, weight);
        }

        weighed.Sort((a, b) => b.Weight != a.Weight ? b.Weight.CompareTo(a.Weight) : a.Group.Mentions[0].From.CompareTo(b.Group.Mentions[0].From));
        var entities = new List<RecognisedEntity>(Math.Min(weighed.Count, maxEntities));
        foreach (var (group, weight) in weighed.Take(maxEntities))
        {
            entities.Add(Entity(view, group, weight / most));
        }

        return entities;
    }

    private static bool InTitle(NameGrouper.Group group, string? title) =>
        title is not null && group.Mentions.Take(20).Any(m => title.Contains(m.Text, StringComparison.Ordinal));

    private static RecognisedEntity Entity(TextView view, NameGrouper.Group group, double salience)
    {
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        if (group.Place is { } place)
        {
            AddId(ids, "wikidata", place.Wikidata);
            AddId(ids, "geonames", place.Geonames);
            AddId(ids, "iso3166", place.Kind == 'C' ? place.Country : "");
        }
        else if (group.Type == EntityType.Person && Gazetteer.Shared.Person(group.Name) is { } person)
        {
            ids.Add("wikidata", person);
        }

        var mentions = new List<TextSpan>(group.Mentions.Count);
        foreach (var mention in group.Mentions)
        {
            mentions.Add(new TextSpan(view.Tokens[mention.From].Start, view.Tokens[mention.End - 1].End));
        }

        var entity = new Entity
        {
            Type = group.Type,
            Name = group.Name,
            Ids = ids,
            Latitude = group.Place?.Latitude,
            Longitude = group.Place?.Longitude,
            Score = Math.Round(group.Score, 3),
            Salience = Math.Round(salience, 3),
            Mentions = mentions.ConvertAll(m => new Mention(view.CodePoint(m.Start), view.CodePoint(m.End), view.Slice(m), Nominal: false)),
        };
        return new RecognisedEntity(entity, mentions);
    }

    private static void AddId(Dictionary<string, string> ids, string scheme, string id)
    {
        if (id.Length > 0)
        {
            ids.Add(scheme, id);
        }
    }
}
