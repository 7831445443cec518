using System.Text;

namespace NewsPlatform.Fuzz;

/// <summary>Makes new inputs of old ones: pieces cut out, doubled, swapped, spliced from others, and odd characters strewn in.</summary>
internal sealed class Mutator(Random random, IReadOnlyList<string> seeds)
{
    private const int MaxSplice = 4000;

    private static readonly string[] Odd =
    [
        "\0", "\uD800", "\uDFFF", "\uFEFF", "\u202E", "\u0130", "<", ">", "</", "<!--", "-->", "<![CDATA[", "]]>", "\"", "'", "=", "&", "&#0;", "&#x110000;", "<script>", "</script>", "<style>", "<svg>", "</svg>", "<template>", "</template>",
        "<template shadowrootmode=open>", "<table>", "<td>", "<p>", "<br>", "<select>", "<plaintext>", "<math>", "{", "}", "[", "]", ",", ":", "\\u0000", "\\ud800", "null", "9999999999999999999", "1e999", "-0", "2024-02-30", "99:99", "today", "24/12",
        "©", "一九", "۱۴۰۳", "２０２４", "พ.ศ.", "\r\n", "\t", new string('<', 200), new string('[', 500), new string(' ', 2000), string.Concat(Enumerable.Repeat("<b>", 300)), string.Concat(Enumerable.Repeat("<div class=article>", 100)),
    ];

    // What came of a seed goes on as a seed now and then, so that mutations add up.
    private readonly List<string> pool = [.. seeds];

    /// <summary>The next input.</summary>
    /// <param name="maxLength">Its greatest length.</param>
    public string Next(int maxLength)
    {
        var text = new StringBuilder(Any(maxLength));
        for (var left = 1 << random.Next(6); left > 0; left--)
        {
            Mutate(text);
        }

        var input = text.ToString(0, Math.Min(text.Length, maxLength));
        if (random.Next(20) == 0)
        {
            if (pool.Count < seeds.Count + 500)
            {
                pool.Add(input);
            }
            else
            {
                pool[seeds.Count + random.Next(500)] = input;
            }
        }

        return input;
    }

    private string Any(int maxLength)
    {
        var seed = pool[random.Next(pool.Count)];
        var length = Math.Min(seed.Length, 1 + random.Next(maxLength));
        return seed.Substring(random.Next(seed.Length - length + 1), length);
    }

    private void Mutate(StringBuilder text)
    {
        var at = random.Next(text.Length + 1);
        var length = Math.Min(text.Length - at, random.Next(1, 1 << random.Next(1, 11)));
        switch (random.Next(6))
        {
            case 0:
                text.Remove(at, length);
                break;
            case 1:
                text.Insert(random.Next(text.Length + 1), text.ToString(at, length));
                break;
            case 2:
                text.Insert(at, Any(MaxSplice));
                break;
            case 3 when length > 0:
                text[at] = (char)random.Next(random.Next(4) == 0 ? 0x10000 : 0x80);
                break;
            default:
                text.Insert(at, Odd[random.Next(Odd.Length)]);
                break;
        }
    }
}
