using System.Text;

namespace NewsPlatform.TestKit.Web;

/// <summary>Writes the text of a made-up article from <see cref="ArticleGrammar"/>; the number is the only randomness.</summary>
internal static class ArticleText
{
    private const int MaxDepth = 8;

    public static (string Title, string Author, IReadOnlyList<string> Paragraphs) Write(int number)
    {
        // A seeded Random gives the same numbers on every machine and framework version.
        var random = new Random(unchecked((number * 7919) + 17));

        // An article stays with its people and its place; everything else is drawn anew for each sentence.
        var cast = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var symbol in ArticleGrammar.Fixed)
        {
            cast[symbol] = Expand($"{{{ArticleGrammar.Kind(symbol)}}}", random, cast, 0);
        }

        var title = Capitalize(Expand("{title}", random, cast, 0));
        var author = Expand("{first} {last}", random, cast, 0);
        var paragraphs = new string[random.Next(6, 13)];
        for (var i = 0; i < paragraphs.Length; i++)
        {
            paragraphs[i] = Paragraph(i == 0 ? "{lead}" : "{sentence}", random, cast);
        }

        return (title, author, paragraphs);
    }

    private static string Paragraph(string first, Random random, Dictionary<string, string> cast)
    {
        var text = new StringBuilder(Capitalize(Expand(first, random, cast, 0)));
        for (var more = random.Next(1, 4); more > 0; more--)
        {
            text.Append(' ').Append(Capitalize(Expand("{sentence}", random, cast, 0)));
        }

        return text.ToString();
    }

    private static string Expand(string template, Random random, Dictionary<string, string> cast, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new InvalidOperationException($"The grammar does not end: {template}");
        }

        var text = new StringBuilder();
        for (var at = 0; at < template.Length;)
        {
            var open = template.IndexOf('{', at);
            if (open < 0)
            {
                text.Append(template, at, template.Length - at);
                break;
            }

            var close = template.IndexOf('}', open);
            var symbol = template[(open + 1)..close];
            text.Append(template, at, open - at);
            text.Append(cast.TryGetValue(symbol, out var known) ? known : Expand(Draw(symbol, random), random, cast, depth + 1));
            at = close + 1;
        }

        return text.ToString();
    }

    private static string Draw(string symbol, Random random)
    {
        if (string.Equals(symbol, "number", StringComparison.Ordinal))
        {
            return random.Next(12, 980).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        var choices = ArticleGrammar.Rules[symbol];
        return choices[random.Next(choices.Length)];
    }

    private static string Capitalize(string sentence)
    {
        var letter = sentence.AsSpan().IndexOfAnyInRange('a', 'z');
        return letter is 0 or 1 && !sentence.AsSpan(0, letter).ContainsAnyInRange('A', 'Z')
            ? string.Concat(sentence.AsSpan(0, letter), char.ToUpperInvariant(sentence[letter]).ToString(), sentence.AsSpan(letter + 1))
            : sentence;
    }
}
