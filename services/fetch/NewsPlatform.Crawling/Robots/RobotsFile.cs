using System.Globalization;

namespace NewsPlatform.Crawling.Robots;

/// <summary>
/// A parsed robots.txt (RFC 9309). Immutable. Parsing never fails: what is not a rule is skipped, as the standard asks.
/// </summary>
public sealed class RobotsFile
{
    /// <summary>Bytes read of a file; the rest is ignored. RFC 9309 section 2.5 asks for at least 500 kibibytes.</summary>
    public const int MaxBytes = 500 * 1_024;

    private const string Everyone = "*";

    private readonly IReadOnlyList<RobotsGroup> groups;

    internal RobotsFile(IReadOnlyList<RobotsGroup> groups, IReadOnlyList<string> sitemaps)
    {
        this.groups = groups;
        Sitemaps = sitemaps;
    }

    /// <summary>The file of a site that asks for nothing.</summary>
    public static RobotsFile AllowAll { get; } = new([], []);

    /// <summary>The file of a site that wants no robot, or could not be asked.</summary>
    public static RobotsFile DisallowAll { get; } = new([new RobotsGroup { Agents = { Everyone }, Rules = { RobotsRule.Everything } }], []);

    /// <summary>Values of the Sitemap lines in file order, as written; at most 1,000.</summary>
    public IReadOnlyList<string> Sitemaps { get; }

    /// <summary>Reads a file. Looks at the first <see cref="MaxBytes"/> bytes; a line cut off there is dropped.</summary>
    public static RobotsFile Parse(ReadOnlySpan<byte> bytes) => RobotsParser.Parse(bytes);

    /// <summary>
    /// Decides for one page: the longest matching rule wins, and Allow wins over Disallow of the same length
    /// (RFC 9309 section 2.2.2). /robots.txt itself is always allowed.
    /// </summary>
    /// <param name="productToken">The crawler's product token ("NewsPlatform"); a version after it is ignored.</param>
    /// <param name="pathAndQuery">Path and query of the address, percent-encoded or not, starting with "/".</param>
    public RobotsDecision Decide(string productToken, string pathAndQuery)
    {
        var path = RobotsPattern.NormalisePath(pathAndQuery);
        if (string.Equals(path, "/robots.txt", StringComparison.Ordinal))
        {
            return new RobotsDecision(Allowed: true, Rule: null, Line: null);
        }

        RobotsRule? best = null;
        foreach (var group in GroupsFor(productToken))
        {
            foreach (var rule in group.Rules)
            {
                var longer = best is null || rule.Pattern.Length > best.Pattern.Length
                    || (rule.Pattern.Length == best.Pattern.Length && rule.Allow && !best.Allow);
                if (longer && RobotsPattern.Matches(rule.Pattern, path))
                {
                    best = rule;
                }
            }
        }

        return best is null
            ? new RobotsDecision(Allowed: true, Rule: null, Line: null)
            : new RobotsDecision(best.Allow, best.Text, best.Line == 0 ? null : best.Line);
    }

    /// <summary>
    /// The pause between requests that the file asks of this crawler, or null. Not part of RFC 9309 but widespread.
    /// Bounded to one day; the caller decides what is reasonable.
    /// </summary>
    /// <param name="productToken">The crawler's product token.</param>
    public TimeSpan? CrawlDelay(string productToken)
    {
        var token = RobotsParser.OwnToken(productToken);
        return DelayOf(token) ?? (Names(token) ? null : DelayOf(Everyone));
    }

    /// <summary>
    /// What the file says of use by machines to this crawler: its Content-Signal and Content-Usage lines (the IETF's draft of AI
    /// preferences and its forerunner) as written, at most 20 a group. They decide nothing here; they are kept with the page.
    /// </summary>
    /// <param name="productToken">The crawler's product token.</param>
    public IReadOnlyList<string> UsageFor(string productToken) => [.. GroupsFor(productToken).SelectMany(group => group.Usage).Take(20)];

    private TimeSpan? DelayOf(string token)
    {
        foreach (var group in groups)
        {
            if (group.Delays.TryGetValue(token, out var delay))
            {
                return delay;
            }
        }

        return null;
    }

    private bool Names(string token)
    {
        foreach (var group in groups)
        {
            if (group.Agents.Contains(token))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>All groups that name the token, taken together; else those for everyone (RFC 9309 section 2.2.1).</summary>
    private IEnumerable<RobotsGroup> GroupsFor(string productToken)
    {
        var token = RobotsParser.OwnToken(productToken);
        var wanted = Names(token) ? token : Everyone;
        foreach (var group in groups)
        {
            if (group.Agents.Contains(wanted))
            {
                yield return group;
            }
        }
    }

    /// <summary>For people: how many groups and rules.</summary>
    public override string ToString()
    {
        var rules = 0;
        foreach (var group in groups)
        {
            rules += group.Rules.Count;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{groups.Count} groups, {rules} rules, {Sitemaps.Count} sitemaps");
    }
}
