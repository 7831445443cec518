using System.Globalization;
using System.Text;

namespace NewsPlatform.Crawling.Robots;

/// <summary>Reads robots.txt line by line. Spellings that site owners get wrong most often are understood.</summary>
internal static class RobotsParser
{
    private const int MaxSitemaps = 1_000;

    // Longer values are cut, as the longest address that matters is 2,048 characters; three octets escape one.
    private const int MaxValueLength = 8_192;

    private const int MaxUsage = 20;
    private const int MaxUsageLength = 500;

    private static readonly TimeSpan MaxDelay = TimeSpan.FromDays(1);

    private enum LineKind
    {
        Other,
        Agent,
        Allow,
        Disallow,
        Delay,
        Sitemap,
        Usage,
    }

    public static RobotsFile Parse(ReadOnlySpan<byte> bytes)
    {
        // A byte order mark, or the part of one that survived somebody's repair.
        foreach (var mark in "\uFEFF"u8)
        {
            bytes = bytes.Length > 0 && bytes[0] == mark ? bytes[1..] : bytes;
        }

        var cut = bytes.Length > RobotsFile.MaxBytes;
        bytes = cut ? bytes[..RobotsFile.MaxBytes] : bytes;
        var groups = new List<RobotsGroup>();
        var sitemaps = new List<string>();
        RobotsGroup? group = null;
        var ruleSeen = false;
        var line = 0;
        while (!bytes.IsEmpty)
        {
            line++;
            var end = bytes.IndexOfAny((byte)'\r', (byte)'\n');
            if (end < 0 && cut)
            {
                break;
            }

            var raw = end < 0 ? bytes : bytes[..end];
            var step = end < 0 ? bytes.Length : end + (bytes[end..].StartsWith("\r\n"u8) ? 2 : 1);
            bytes = bytes[step..];
            var kind = Split(raw, out var value);
            switch (kind)
            {
                case LineKind.Agent:
                    if (group is null || ruleSeen)
                    {
                        group = new RobotsGroup();
                        groups.Add(group);
                        ruleSeen = false;
                    }

                    var token = value is "*" || (value.Length > 1 && value[0] == '*' && char.IsWhiteSpace(value[1])) ? "*" : ProductToken(value);
                    if (token.Length > 0)
                    {
                        group.Agents.Add(token);
                    }

                    break;
                case LineKind.Allow or LineKind.Disallow when group is not null:
                    ruleSeen = true;
                    AddRule(group, kind == LineKind.Allow, value, line);
                    break;
                case LineKind.Delay when group is not null:
                    AddDelay(group, value);
                    break;
                case LineKind.Sitemap when value.Length > 0 && sitemaps.Count < MaxSitemaps:
                    sitemaps.Add(value);
                    break;
                case LineKind.Usage when group is not null && group.Usage.Count < MaxUsage:
                    group.Usage.Add(Encoding.UTF8.GetString(raw.Length > MaxUsageLength ? raw[..MaxUsageLength] : raw).Trim());
                    break;
                default:
                    break;
            }
        }

        return new RobotsFile(groups, sitemaps);
    }

    /// <summary>The leading letters, "_" and "-" (RFC 9309 section 2.2.1) in lower case; "*" stays.</summary>
    public static string ProductToken(string agent)
    {
        agent = agent.Trim();
        if (agent is "*")
        {
            return agent;
        }

        var length = 0;
        while (length < agent.Length && (char.IsAsciiLetter(agent[length]) || agent[length] is '_' or '-'))
        {
            length++;
        }

        return agent[..length].ToLowerInvariant();
    }

    /// <summary>A crawler's own token: what stands before a version. Not shortened, so that "bot2" is never taken for "bot".</summary>
    public static string OwnToken(string agent)
    {
        agent = agent.Trim();
        var end = agent.IndexOf('/', StringComparison.Ordinal);
        return (end < 0 ? agent : agent[..end]).ToLowerInvariant();
    }

    private static void AddRule(RobotsGroup group, bool allow, string value, int line)
    {
        // An empty pattern matches nothing (RFC 9309 section 2.2.2). A pattern without the leading slash is a common
        // slip; "*" may also come first.
        if (value.Length == 0)
        {
            return;
        }

        var pattern = RobotsPattern.NormalisePattern(value[0] is '/' or '*' ? value : "/" + value);
        var text = (allow ? "Allow: " : "Disallow: ") + value;
        group.Rules.Add(new RobotsRule(allow, pattern, text, line));

        // Who allows a folder's index page means the folder's own address too, as all known crawlers take it.
        var name = pattern.LastIndexOf('/') + 1;
        if (allow && pattern[name..] is "index.html" or "index.htm")
        {
            group.Rules.Add(new RobotsRule(allow, pattern[..name] + "$", text, line));
        }
    }

    private static void AddDelay(RobotsGroup group, string value)
    {
        if (!double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) || double.IsNaN(seconds))
        {
            return;
        }

        var delay = seconds >= MaxDelay.TotalSeconds ? MaxDelay : TimeSpan.FromSeconds(seconds);
        foreach (var agent in group.Agents)
        {
            group.Delays.TryAdd(agent, delay);
        }
    }

    private static LineKind Split(ReadOnlySpan<byte> raw, out string value)
    {
        value = "";
        var comment = raw.IndexOf((byte)'#');
        raw = Trim(comment < 0 ? raw : raw[..comment]);
        var separator = raw.IndexOf((byte)':');
        if (separator < 0)
        {
            // "Disallow /private": a missing colon is understood when the line is two words.
            separator = raw.IndexOfAny((byte)' ', (byte)'\t');
            if (separator < 0 || Trim(raw[separator..]).IndexOfAny((byte)' ', (byte)'\t') >= 0)
            {
                return LineKind.Other;
            }
        }

        var name = Trim(raw[..separator]);
        if (name.Length > 16)
        {
            return LineKind.Other;
        }

        var kind = Encoding.Latin1.GetString(name).ToLowerInvariant() switch
        {
            "user-agent" or "useragent" or "user agent" => LineKind.Agent,
            "allow" => LineKind.Allow,
            "disallow" or "dissallow" or "dissalow" or "disalow" or "diasllow" or "disallaw" => LineKind.Disallow,
            "crawl-delay" or "crawldelay" or "crawl delay" => LineKind.Delay,
            "sitemap" or "site-map" => LineKind.Sitemap,
            "content-signal" or "content-usage" => LineKind.Usage,
            _ => LineKind.Other,
        };
        if (kind != LineKind.Other)
        {
            var text = Trim(raw[(separator + 1)..]);
            value = Encoding.UTF8.GetString(text.Length > MaxValueLength ? text[..MaxValueLength] : text);
        }

        return kind;
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text) => text.Trim(" \t\v\f\0"u8);
}
