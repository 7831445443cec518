using NewsPlatform.Text;
using NewsPlatform.TextAnalysis.Wording;

namespace NewsPlatform.TextAnalysis.Entities;

/// <summary>Reads the use of capitals in a text: where they mark a name and where only a beginning.</summary>
internal sealed class Capitals(TextView view)
{
    private readonly bool[] _capitalised = view.Words.EachSpelling(word => IsCapitalised(view, word));

    /// <summary>Whether the token looks like part of a name: a capital, or a name like "iPhone" and "al-Assad".</summary>
    public bool IsCapitalised(int i) => view.IsWord(i) && _capitalised[view.Words.SpellingOf(i)];

    /// <summary>Whether a word of two letters or more has no small one.</summary>
    public static bool IsAllCapitals(ReadOnlySpan<char> word)
    {
        foreach (var c in word)
        {
            if (char.IsLower(c))
            {
                return false;
            }
        }

        return word.Length > 1;
    }

    /// <summary>Whether the token is the first word of a sentence or follows an opening mark.</summary>
    public bool IsStart(Sentence sentence, int i)
    {
        for (var k = i - 1; k >= sentence.FirstToken; k--)
        {
            var token = view.Tokens[k];
            if (token.Kind != TokenKind.Mark)
            {
                return false;
            }

            if (view.Text[token.Start] is '“' or '„' or '«' or '"' or '‘' or ':' or '•' or '*' or '」')
            {
                return true;
            }

            if (view.Text[token.Start] is ',' or '\'' or '’' or '&' or '/' or '-' or '(')
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether four of five longer words have a capital: a headline in title case, or all capitals.</summary>
    public bool IsTitleCase(Sentence sentence)
    {
        int capitals = 0, words = 0;
        for (var i = sentence.FirstToken; i < sentence.EndToken; i++)
        {
            if (view.IsWord(i) && view.Tokens[i].Length > 3)
            {
                words++;
                capitals += char.IsUpper(view.Text[view.Tokens[i].Start]) ? 1 : 0;
            }
        }

        return words >= 5 && capitals * 5 >= words * 4 && view.Language is not "de";
    }

    private static bool IsCapitalised(TextView view, string word)
    {
        if (!char.IsUpper(word[0]))
        {
            // iPhone, eBay, al-Assad
            return word.Length > 3 && char.IsLower(word[0]) && (char.IsUpper(word[1]) || (word.StartsWith("al-", StringComparison.Ordinal) && char.IsUpper(word[3])));
        }

        // "US-led", "Russia-backed": an adjective.
        var hyphen = word.LastIndexOf('-');
        return hyphen < 0 || hyphen + 1 >= word.Length || !char.IsLower(word[hyphen + 1]) || view.Language is not "en" || !view.Vocabulary.Use(word[(hyphen + 1)..]).IsCommon;
    }
}
