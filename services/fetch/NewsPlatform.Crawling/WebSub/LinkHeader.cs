namespace NewsPlatform.Crawling.WebSub;

/// <summary>One link of a Link header (RFC 8288).</summary>
/// <param name="Target">Between the angle brackets, as written.</param>
/// <param name="Relations">Its relation types, parted by blanks.</param>
internal readonly record struct LinkHeader(string Target, string Relations)
{
    /// <summary>Links of one document that are looked at.</summary>
    public const int MaxLinks = 50;

    /// <summary>Whether it is of a relation type; these are compared without regard to case (RFC 8288 section 2.1).</summary>
    public bool Is(string relation) => Relations.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Contains(relation, StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads a header field's value, tolerant of what is no link; links of another context (anchor) are left out.</summary>
    public static IEnumerable<LinkHeader> Read(string value)
    {
        var at = 0;
        for (var links = 0; links < MaxLinks; links++)
        {
            var open = value.IndexOf('<', at);
            var close = open < 0 ? -1 : value.IndexOf('>', open);
            if (close < 0)
            {
                yield break;
            }

            at = close + 1;
            var (relations, anchored) = Parameters(value, ref at);
            if (!anchored)
            {
                yield return new LinkHeader(value[(open + 1)..close].Trim(), relations);
            }
        }
    }

    private static (string Relations, bool Anchored) Parameters(string value, ref int at)
    {
        string? relations = null;
        var anchored = false;
        while (true)
        {
            SkipBlanks(value, ref at);
            if (at >= value.Length || value[at] != ';')
            {
                // A comma, the end, or something that is none of this: the next link begins at the next angle bracket.
                return (relations ?? "", anchored);
            }

            at++;
            SkipBlanks(value, ref at);
            var start = at;
            while (at < value.Length && value[at] is not ('=' or ';' or ',' or ' ' or '\t'))
            {
                at++;
            }

            var name = value[start..at];
            SkipBlanks(value, ref at);
            var text = "";
            if (at < value.Length && value[at] == '=')
            {
                at++;
                SkipBlanks(value, ref at);
                text = Text(value, ref at);
            }

            if (name.Equals("rel", StringComparison.OrdinalIgnoreCase))
            {
                // Only the first counts (RFC 8288 section 3.3).
                relations ??= text;
            }

            anchored |= name.Equals("anchor", StringComparison.OrdinalIgnoreCase);
        }
    }

    private static string Text(string value, ref int at)
    {
        var start = at;
        if (at >= value.Length || value[at] != '"')
        {
            while (at < value.Length && value[at] is not (';' or ','))
            {
                at++;
            }

            return value[start..at].Trim();
        }

        var text = new System.Text.StringBuilder();
        for (at++; at < value.Length && value[at] != '"'; at++)
        {
            if (value[at] == '\\' && at + 1 < value.Length)
            {
                at++;
            }

            text.Append(value[at]);
        }

        at = Math.Min(at + 1, value.Length);
        return text.ToString();
    }

    private static void SkipBlanks(string value, ref int at)
    {
        while (at < value.Length && value[at] is (' ' or '\t'))
        {
            at++;
        }
    }
}
