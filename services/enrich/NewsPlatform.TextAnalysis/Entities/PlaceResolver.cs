using NewsPlatform.TextAnalysis.Wording;

namespace NewsPlatform.TextAnalysis.Entities;

/// <summary>Chooses among places of one name: countries and capitals first, then size, helped by the countries that the text names.</summary>
internal sealed class PlaceResolver
{
    private readonly HashSet<string> _countries = new(StringComparer.Ordinal);
    private readonly Gazetteer _gazetteer = Gazetteer.Shared;

    private readonly bool _german;

    public PlaceResolver(TextView view)
    {
        _german = view.Language is "de";
        var asked = new bool[view.Words.Count];
        for (var i = 0; i < view.Tokens.Count; i++)
        {
            ref var known = ref asked[view.Words.SpellingOf(i)];
            if (known)
            {
                continue;
            }

            known = true;
            if (view.IsWord(i) && char.IsUpper(view.Text[view.Tokens[i].Start]) && _gazetteer.Places(view.Word(i)) is { } places)
            {
                foreach (var place in places)
                {
                    if (place.Kind == 'C')
                    {
                        _countries.Add(place.Country);
                    }
                }
            }
        }
    }

    /// <summary>The likeliest place of a name; null when the gazetteer knows none.</summary>
    public Place? Resolve(ReadOnlySpan<char> name)
    {
        var places = _gazetteer.Places(name);
        if (places is null && _german && name.Length > 4 && name[^1] == 's')
        {
            // German puts a plain "s" where English has an apostrophe: "Österreichs".
            places = _gazetteer.Places(name[..^1]);
        }

        if (places is null)
        {
            return null;
        }

        Place? best = null;
        var bestScore = double.MinValue;
        foreach (var place in places)
        {
            var score = Math.Log10(place.Population + 1) + place.Kind switch { 'C' => 9, 'K' => 2, 'A' => 5.5, _ => 0 };
            if (place.Kind != 'C' && _countries.Contains(place.Country))
            {
                score += 1.5;
            }

            if (score > bestScore)
            {
                (best, bestScore) = (place, score);
            }
        }

        return best;
    }

    /// <summary>Whether nobody needs to be told where it is.</summary>
    public static bool IsWellKnown(Place place) => place.Kind is 'C' or 'K' || place.Population > 500_000;
}
