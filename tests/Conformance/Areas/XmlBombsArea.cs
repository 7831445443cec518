using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using NewsPlatform.Crawling.Feeds;
using NewsPlatform.Crawling.Sitemaps;

namespace NewsPlatform.Conformance.Areas;

/// <summary>
/// Hostile XML and JSON, read as a feed, a sitemap and a list of feeds: each ends typed within time and memory, gives no
/// text that a database cannot hold, and asks no address and reads no file that the document names.
/// </summary>
internal static partial class XmlBombsArea
{
    private const long MaxBytes = 512L * 1024 * 1024;

    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(5);
    private static readonly Uri Url = new("https://news.example/feed.xml");

    public static async Task RunAsync(CaseFolder folder, Tally tally)
    {
        foreach (var file in (string[])["xml-bombs/expect.jsonl", "xml-bombs/fuzz.jsonl"])
        {
            foreach (var one in folder.Cases(file))
            {
                await tally.JudgeAsync(one, () => Judge(folder.Bytes(one), one.Text("expect")!));
            }
        }
    }

    private static string? Judge(byte[] bytes, string expect)
    {
        using var watch = new AddressWatch(bytes);
        FeedResult? feed = null;
        SitemapResult? sitemap = null;
        var (time, memory) = Measured.Run(() =>
        {
            feed = FeedReader.Read(bytes, null, Url);
            sitemap = SitemapReader.Read(bytes, null, Url);
        });
        if (time > MaxTime || memory > MaxBytes)
        {
            return string.Create(CultureInfo.InvariantCulture, $"took {time.TotalSeconds:0.0} s and {memory >> 20} MB");
        }

        if (watch.Asked)
        {
            return "an address that the document names was asked";
        }

        var texts = Texts(feed!, sitemap!).ToList();
        if (texts.Find(Illegal) is { } illegal)
        {
            return $"gives text that cannot be stored: {Shown.Text(illegal)}";
        }

        if (texts.Exists(text => text.Contains("root:x:", StringComparison.Ordinal)))
        {
            return "gives the content of a file";
        }

        return Expected(expect, feed!);
    }

    /// <summary>What the suites say in a fixed wording: refuse, no item without an id, certain titles.</summary>
    private static string? Expected(string expect, FeedResult feed)
    {
        if (RefuseWord().IsMatch(expect))
        {
            return feed.IsFeed && feed.Document.Entries.Count > 0 ? "read with entries, expected a refusal" : null;
        }

        if (TitleWords().Match(expect) is { Success: true } titles)
        {
            return feed.IsFeed
                ? Shown.Difference("title", titles.Groups["feed"].Value, feed.Document.Title)
                  ?? Shown.Difference("item title", titles.Groups["item"].Value, feed.Document.Entries.Count > 0 ? feed.Document.Entries[0].Title : null)
                : $"not read: {feed.Fault.Reason}";
        }

        if (expect.Contains("feed still parsed", StringComparison.Ordinal))
        {
            return feed.IsFeed ? null : $"not read: {feed.Fault.Reason}";
        }

        return expect.Contains("item without id dropped", StringComparison.Ordinal) && feed.IsFeed && feed.Document.Entries.Any(entry => entry.Id is null)
            ? "an item without an id was kept"
            : null;
    }

    private static IEnumerable<string> Texts(FeedResult feed, SitemapResult sitemap)
    {
        string?[] all =
        [
            feed.Document?.Title, feed.Document?.Link, feed.Fault?.Reason,
            .. feed.Document?.Entries.SelectMany(entry => (string?[])[entry.Id, entry.Url, entry.Title, entry.Summary, .. entry.Authors, .. entry.Categories]) ?? [],
            .. sitemap.Document?.Entries.SelectMany(entry => (string?[])[entry.Url, entry.News?.Title]) ?? [],
        ];
        return all.OfType<string>();
    }

    /// <summary>NUL, other controls, and halves of surrogate pairs.</summary>
    private static bool Illegal(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if ((text[i] < ' ' && text[i] is not ('\t' or '\n' or '\r')) || text[i] is '\uFFFE' or '\uFFFF')
            {
                return true;
            }

            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return true;
            }
        }

        return false;
    }

    [GeneratedRegex(@"^refuse\b", RegexOptions.CultureInvariant)]
    private static partial Regex RefuseWord();

    [GeneratedRegex("^title (?<feed>[^,]+), item title (?<item>[^,]+),", RegexOptions.CultureInvariant)]
    private static partial Regex TitleWords();
}

/// <summary>Listens at every loopback address that a document names, to see whether it is asked.</summary>
internal sealed partial class AddressWatch : IDisposable
{
    private readonly List<TcpListener> listeners = [];

    public AddressWatch(byte[] document)
    {
        foreach (Match match in LoopbackAddress().Matches(System.Text.Encoding.Latin1.GetString(document, 0, Math.Min(document.Length, 65_536)).Replace("\0", "", StringComparison.Ordinal)))
        {
            var port = int.Parse(match.Groups["port"].Value, CultureInfo.InvariantCulture);
            if (port is > 1_024 and < 65_536)
            {
                var listener = new TcpListener(IPAddress.Loopback, port);
                try
                {
                    listener.Start();
                    listeners.Add(listener);
                }
                catch (SocketException)
                {
                    listener.Dispose(); // somebody else listens there: then this run sees nothing, the next will
                }
            }
        }
    }

    public bool Asked => listeners.Exists(listener => listener.Pending());

    public void Dispose() => listeners.ForEach(listener => listener.Dispose());

    [GeneratedRegex(@"://(127\.0\.0\.1|localhost):(?<port>\d{2,5})", RegexOptions.ExplicitCapture)]
    private static partial Regex LoopbackAddress();
}
