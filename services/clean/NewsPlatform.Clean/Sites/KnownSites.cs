using NewsPlatform.Extraction.Sites;
using NewsPlatform.Extraction.Sites.Rules;

namespace NewsPlatform.Clean.Sites;

/// <summary>What is known of the site of a page that is to be read, and what becomes of what the page teaches.</summary>
internal sealed class KnownSites(SiteProfiles profiles, SiteRulesCatalog rules, CleanOptions options)
{
    // A site that is well known changes slowly: one page in four will do.
    private const int WellKnown = SiteMemory.MaxPages / 2;

    /// <summary>Reads what is known of a page's site, for a bounded time.</summary>
    public Task PrepareAsync(Uri url, CancellationToken cancellationToken) =>
        options.LearnSites ? profiles.PrepareAsync(SiteKnowledge.SiteOf(url), cancellationToken) : Task.CompletedTask;

    /// <summary>What is known of a page's site.</summary>
    /// <param name="url">The page's address.</param>
    /// <param name="lesson">Whether the page may teach.</param>
    public SiteKnowledge Of(Uri url, SiteLesson lesson)
    {
        var held = rules.Set.Find(url);
        var profile = held?.Profile == ProfileUse.Off || !options.LearnSites ? null : profiles.Find(SiteKnowledge.SiteOf(url));
        var teaches = options.LearnSites && held?.Profile is null or ProfileUse.Learn && lesson switch
        {
            SiteLesson.Live => profile is null || profile.Pages < WellKnown || IsOneInFour(url),
            // Old pages would make new ones fade.
            SiteLesson.Past => profile is null || profile.Pages < WellKnown,
            _ => false,
        };
        return new SiteKnowledge { Profile = profile, Rules = held, Observe = teaches };
    }

    /// <summary>Takes notice of what a page taught.</summary>
    public void Note(Uri url, SitePage page) => profiles.Note(SiteKnowledge.SiteOf(url), page);

    /// <summary>The extractor's version together with that of what is known: the same reads the same from the same page.</summary>
    /// <param name="extractor">The extractor's own version.</param>
    /// <param name="site">What was known.</param>
    public static string VersionOf(string extractor, SiteKnowledge? site) =>
        extractor
        + (site?.Profile is { Repeated.Count: > 0 } profile ? FormattableString.Invariant($"+site.{profile.Version}") : "")
        + (site?.Rules is { } rules ? "+rules." + rules.Version : "");

    // By the address, so that a message that comes again is told the same.
    private static bool IsOneInFour(Uri url)
    {
        var hash = 2166136261;
        foreach (var c in url.AbsoluteUri)
        {
            hash = (hash ^ c) * 16777619;
        }

        return (hash >> 16) % 4 == 0;
    }
}
