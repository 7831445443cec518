using NewsPlatform.Text;
using NewsPlatform.TextAnalysis.Wording;

namespace NewsPlatform.TextAnalysis.Entities;

/// <summary>
/// Finds well-known places in scripts without capitals, where a name looks like any other word: countries and large cities only,
/// the longest name first.
/// </summary>
internal static class PlaceFinder
{
    private const int MaxTokens = 10;

    public static List<Candidate> Find(TextView view, PlaceResolver places)
    {
        var found = new List<Candidate>();
        var mayBegin = view.Words.EachSpelling(Gazetteer.Shared.MayBegin);
        for (var i = 0; i < view.Tokens.Count; i++)
        {
            if (!view.IsWord(i) || !mayBegin[view.Words.SpellingOf(i)])
            {
                continue;
            }

            // One character is a word of its own too often ("Qin", "Fu").
            var unspaced = Scripts.IsUnspaced(Scripts.Of(view.Text[view.Tokens[i].Start]));
            var least = unspaced ? 2 : 1;
            for (var length = Math.Min(MaxTokens, view.Tokens.Count - i); length >= least; length--)
            {
                if (view.SentenceOf(i + length - 1) != view.SentenceOf(i))
                {
                    continue;
                }

                var name = view.Phrase(i, i + length);
                if (name.Length > 2 - (unspaced ? 1 : 0) && places.Resolve(name) is { } place && PlaceResolver.IsWellKnown(place))
                {
                    found.Add(new Candidate(i, i + length, name.ToString()) { Type = EntityType.Place, Score = 0.8, Place = place });
                    i += length - 1;
                    break;
                }
            }
        }

        return found;
    }
}
