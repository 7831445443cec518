using NewsPlatform.Extraction.Blocks;
using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Metadata;

namespace NewsPlatform.Extraction.Kinds;

/// <summary>Tells the kind of an article by its schema.org type, its section and its address.</summary>
internal static class KindReader
{
    private static readonly (string Word, ArticleKind Kind)[] Words =
    [
        ("opinion", ArticleKind.Opinion), ("opinions", ArticleKind.Opinion), ("commentisfree", ArticleKind.Opinion), ("editorial", ArticleKind.Opinion), ("editorials", ArticleKind.Opinion), ("op-ed", ArticleKind.Opinion),
        ("columnists", ArticleKind.Opinion), ("meinung", ArticleKind.Opinion), ("kommentare", ArticleKind.Opinion), ("kolumne", ArticleKind.Opinion), ("tribune", ArticleKind.Opinion), ("opinión", ArticleKind.Opinion), ("opiniao", ArticleKind.Opinion),
        ("obituaries", ArticleKind.Obituary), ("obituary", ArticleKind.Obituary), ("nachrufe", ArticleKind.Obituary), ("nécrologie", ArticleKind.Obituary),
        ("interview", ArticleKind.Interview), ("interviews", ArticleKind.Interview), ("entrevista", ArticleKind.Interview), ("intervista", ArticleKind.Interview),
        ("review", ArticleKind.Review), ("reviews", ArticleKind.Review), ("rezension", ArticleKind.Review), ("critique", ArticleKind.Review),
        ("gallery", ArticleKind.Gallery), ("galleries", ArticleKind.Gallery), ("photos", ArticleKind.Gallery), ("slideshow", ArticleKind.Gallery), ("bilder", ArticleKind.Gallery), ("bildergalerie", ArticleKind.Gallery), ("diaporama", ArticleKind.Gallery),
        ("video", ArticleKind.Video), ("videos", ArticleKind.Video), ("watch", ArticleKind.Video),
        ("sponsored", ArticleKind.Sponsored), ("advertorial", ArticleKind.Sponsored), ("partner-content", ArticleKind.Sponsored), ("brandstudio", ArticleKind.Sponsored), ("anzeige", ArticleKind.Sponsored), ("paid-content", ArticleKind.Sponsored),
        ("press-release", ArticleKind.PressRelease), ("press-releases", ArticleKind.PressRelease), ("news-releases", ArticleKind.PressRelease), ("pressemitteilung", ArticleKind.PressRelease), ("pressemitteilungen", ArticleKind.PressRelease),
        ("live", ArticleKind.LiveBlog), ("liveblog", ArticleKind.LiveBlog), ("live-blog", ArticleKind.LiveBlog), ("liveticker", ArticleKind.LiveBlog), ("newsblog", ArticleKind.LiveBlog),
    ];

    /// <summary>The kind.</summary>
    /// <param name="scan">The page, or null for plain text.</param>
    /// <param name="graph">Its schema.org objects, or null.</param>
    /// <param name="url">Its address.</param>
    /// <param name="section">Its section, or null.</param>
    /// <param name="prose">Characters of text kept: a video or gallery page has little.</param>
    /// <param name="images">Pictures in the body.</param>
    /// <param name="title">Its title.</param>
    /// <param name="blocks">Its blocks.</param>
    public static ArticleKind Read(PageScan? scan, JsonLdGraph? graph, Uri url, string? section, double prose, int images, string title, IReadOnlyList<Block> blocks)
    {
        if (graph?.Article is { } article && ByType(article) is { } typed)
        {
            return typed;
        }

        var updates = scan?.Containers.Count(static container => container.Own.Any(ElementHint.LiveUpdate) && !container.Excluded) ?? 0;
        if (updates >= 4)
        {
            return ArticleKind.LiveBlog;
        }

        foreach (var segment in url.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (ByWord(segment, prose, images) is { } kind)
            {
                return kind;
            }
        }

        if (IsReview(title))
        {
            return ArticleKind.Review;
        }

        if (title.StartsWith("interview:", StringComparison.OrdinalIgnoreCase) || title.StartsWith("Q&A:", StringComparison.OrdinalIgnoreCase) || IsDialogue(scan, blocks))
        {
            return ArticleKind.Interview;
        }

        return section is not null && ByWord(section, prose, images) is { } named
            && named is ArticleKind.Opinion or ArticleKind.Obituary or ArticleKind.Review or ArticleKind.Interview ? named : ArticleKind.Article;
    }

    /// <summary>"The Lamp Room review: ...", "Review: The Lamp Room", "The Lamp Room review – ...": how papers head reviews.</summary>
    private static bool IsReview(string title) =>
        title.StartsWith("review: ", StringComparison.OrdinalIgnoreCase) || title.Contains(" review: ", StringComparison.Ordinal) || title.Contains(" review – ", StringComparison.Ordinal)
        || title.Contains(" review — ", StringComparison.Ordinal) || title.StartsWith("Kritik: ", StringComparison.Ordinal) || title.StartsWith("Critique : ", StringComparison.Ordinal);

    /// <summary>Questions set off in bold, each answered by the paragraphs behind it.</summary>
    private static bool IsDialogue(PageScan? scan, IReadOnlyList<Block> blocks)
    {
        if (scan is null || blocks.Count < 6)
        {
            return false;
        }

        var bold = new HashSet<string>(StringComparer.Ordinal);
        foreach (var block in scan.Blocks)
        {
            if (block.Text.Length is > 8 and < 400 && block.Emphasised * 10 >= block.Text.Length * 9)
            {
                bold.Add(block.Text);
            }
        }

        int questions = 0, asked = 0;
        for (var i = 0; i + 1 < blocks.Count && bold.Count >= 3; i++)
        {
            var set = blocks[i] is Paragraph paragraph && bold.Contains(paragraph.Text) && blocks[i + 1] is Paragraph answer && !bold.Contains(answer.Text);
            asked += set ? 1 : 0;
            questions += set && blocks[i].PlainText.AsSpan().TrimEnd(" \"'”’»“").EndsWith("?") ? 1 : 0;
        }

        return questions >= 3 && questions * 2 >= asked;
    }

    private static ArticleKind? ByType(JsonLdNode article)
    {
        foreach (var (type, kind) in (ReadOnlySpan<(string, ArticleKind)>)
            [("LiveBlogPosting", ArticleKind.LiveBlog), ("OpinionNewsArticle", ArticleKind.Opinion), ("ReviewNewsArticle", ArticleKind.Review), ("CriticReview", ArticleKind.Review), ("Review", ArticleKind.Review),
             ("AdvertiserContentArticle", ArticleKind.Sponsored), ("VideoObject", ArticleKind.Video), ("ImageGallery", ArticleKind.Gallery), ("MediaGallery", ArticleKind.Gallery)])
        {
            if (article.HasType(name => name == type))
            {
                return kind;
            }
        }

        return null;
    }

    private static ArticleKind? ByWord(string word, double prose, int images)
    {
        foreach (var (known, kind) in Words)
        {
            if (word.Equals(known, StringComparison.OrdinalIgnoreCase)
                && (kind != ArticleKind.Video || prose < 1500) && (kind != ArticleKind.Gallery || images >= 3) && (kind != ArticleKind.LiveBlog || prose > 1500))
            {
                return kind;
            }
        }

        return null;
    }
}
