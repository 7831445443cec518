using System.Collections.Frozen;

namespace NewsPlatform.Extraction.Body;

/// <summary>
/// What class names and ids say. Names are split at separators and capitals and looked up word by word and in pairs:
/// the words that web designers of every language use, no site's own.
/// </summary>
internal static class ClassHints
{
    private const int MaxNameLength = 400;

    private static readonly System.Buffers.SearchValues<char> HexLetters = System.Buffers.SearchValues.Create("abcdefABCDEF");

    private static readonly FrozenDictionary<string, ElementHint> Words = Build();

    private static readonly FrozenDictionary<string, ElementHint>.AlternateLookup<ReadOnlySpan<char>> BySpan = Words.GetAlternateLookup<ReadOnlySpan<char>>();

    // For each pair of a first and a last letter the lengths of the words there are: most words of a page are told from all of them by that.
    private static readonly ulong[] Lengths = LengthsOf(Words.Keys);

    /// <summary>The hints in a class or id attribute.</summary>
    public static ElementHint Of(string? names)
    {
        if (string.IsNullOrEmpty(names))
        {
            return ElementHint.None;
        }

        var text = names.AsSpan(0, Math.Min(names.Length, MaxNameLength));
        // The words of a name in lower case, a hyphen between them: two in a row are a pair.
        Span<char> words = stackalloc char[2 * text.Length];
        var hint = ElementHint.None;
        int previousStart = -1, before = 0, length = 0, i = 0;
        while (i < text.Length)
        {
            if (previousStart < 0)
            {
                var name = text.Slice(i, NameLength(text[i..]));
                hint |= name is "hidden" or "-hidden" or "is-hidden" or "d-none" or "u-hidden" or "hide" ? ElementHint.Chrome : ElementHint.None;
                if (IsModifier(name))
                {
                    i += name.Length;
                    continue;
                }
            }

            if (!char.IsLetter(text[i]))
            {
                // Space ends a name, other separators only a word.
                previousStart = char.IsWhiteSpace(text[i]) ? -1 : previousStart;
                i++;
                continue;
            }

            var start = i++;
            while (i < text.Length && char.IsLetter(text[i]) && !(char.IsUpper(text[i]) && char.IsLower(text[i - 1])))
            {
                i++;
            }

            if (IsHash(text, start, i))
            {
                length = 0;
                continue;
            }

            if (previousStart < 0)
            {
                length = 0;
                previousStart = 0;
            }

            if (length > 0)
            {
                words[length++] = '-';
            }

            var word = length;
            foreach (var letter in text[start..i])
            {
                words[length++] = char.ToLowerInvariant(letter);
            }

            if (MayBeKnown(words[word..length]) && BySpan.TryGetValue(words[word..length], out var single))
            {
                hint |= single;
            }

            if (word > 0 && MayBeKnown(words[before..length]) && BySpan.TryGetValue(words[before..length], out var both))
            {
                hint |= both;
            }

            before = word;
        }

        return hint;
    }

    private static bool MayBeKnown(ReadOnlySpan<char> word) =>
        HasRow(word) && (Lengths[Row(word)] >> word.Length & 1) != 0;

    private static bool HasRow(ReadOnlySpan<char> word) => char.IsAsciiLetterLower(word[0]) && char.IsAsciiLetterLower(word[^1]) && word.Length < 64;

    private static int Row(ReadOnlySpan<char> word) => ((word[0] - 'a') * 26) + word[^1] - 'a';

    private static ulong[] LengthsOf(IEnumerable<string> words)
    {
        var lengths = new ulong[26 * 26];
        foreach (var word in words)
        {
            if (!HasRow(word))
            {
                throw new InvalidOperationException($"\"{word}\" has no row: a word begins and ends with a to z.");
            }

            lengths[Row(word)] |= 1ul << word.Length;
        }

        return lengths;
    }

    /// <summary>Names that speak of state or of the absence of something, or of what comes behind: "no-sidebar", "has-comments", "above-footer", "print:hidden" (a style's variant).</summary>
    private static bool IsModifier(ReadOnlySpan<char> name) =>
        name.Length > 3 && (name.StartsWith("no-", StringComparison.Ordinal) || name.StartsWith("has-", StringComparison.Ordinal) || name.StartsWith("with-", StringComparison.Ordinal)
            || name.StartsWith("hide-", StringComparison.Ordinal) || name.StartsWith("without-", StringComparison.Ordinal)
            || name.StartsWith("above-", StringComparison.Ordinal) || name.StartsWith("before-", StringComparison.Ordinal) || name.IndexOfAny(':', '[') > 0);

    /// <summary>Letters between digits are a number's that no one reads, a hash ("cb-8f1a5ad"), except for measures ("ad300x250").</summary>
    private static bool IsHash(ReadOnlySpan<char> text, int start, int end)
    {
        var isBehindDigit = start > 0 && char.IsAsciiDigit(text[start - 1]);
        if (!(isBehindDigit || (end < text.Length && char.IsAsciiDigit(text[end]))) || text[start..end].ContainsAnyExcept(HexLetters))
        {
            return false;
        }

        if (isBehindDigit)
        {
            return true;
        }

        var behind = end;
        while (behind < text.Length && char.IsAsciiDigit(text[behind]))
        {
            behind++;
        }

        return behind > end && behind < text.Length && char.IsLetter(text[behind]) && text[behind] != 'x';
    }

    private static int NameLength(ReadOnlySpan<char> text)
    {
        var i = 0;
        while (i < text.Length && !char.IsWhiteSpace(text[i]))
        {
            i++;
        }

        return Math.Max(1, i);
    }

    private static FrozenDictionary<string, ElementHint> Build()
    {
        (ElementHint Hint, string Names)[] table =
        [
            (ElementHint.Chrome, """
                nav navbar navi navigation menu submenu topbar sidebar rail share shares sharebar sharing sharetools shareaholic addthis addtoany
                social socials sociallinks socialmedia
                newsletter newsletters subscribe subscription signup sign-up optin promo promos promobox promotion advert adverts advertisement
                advertising advertorial-label ad ads adbox adslot adunit adsbygoogle adcontainer adwrapper dfp banner cookies popup modal overlay lightbox-nav toolbar
                toolbox pagination pager paging trending popular mostread mostpopular most-read most-popular most-viewed outbrain taboola
                ligatus plista login register print printer skip sr-only visually-hidden visuallyhidden screen-reader donate donation donations
                colophon copyright app-download download-app push-notification rating ratings votes jp-sharedaddy sharedaddy
                follow follow-us followus back-to feedback whatsapp telegram tts text-to listen audio-player audioplayer
                author-bio authorbio author-box authorbox author-info author-description about-author aboutauthor bio
                next-article prev-article previous-article post-navigation post-nav nav-links read-next up-next partners
                poll quiz survey weather ticker site-header site-footer page-header utility metabar toc table-of contents-table
                """),
            (ElementHint.Footer, "footer footers footnote-nav site-info disclaimer-wrapper footer-text"),
            (ElementHint.Chrome, "reminder notification notifications already-visited cta call-to login-box loginbox support-us instagram-media tiktok-embed fb-post republish republication"),
            (ElementHint.Related, """
                related relateds related-articles relatedarticles relatedposts related-posts related-content related-links related-stories related-topics
                recommended recommendation recommendations recommend recirc recirculation readmore read-more also-read alsoread see-also more-from
                more-on more-stories more-news teaser teasers teaserlist latest-news latest-posts suggested suggestions similar similar-posts crosspromo
                yarpp jp-relatedposts mehr-zum weitere-artikel verwandte lire-aussi relacionadas relacionados leia-mais leia-tambem
                article-list articlelist news-list newslist post-list card-list story-list linkbox linklist link-list
                """),
            (ElementHint.Comments, "comment comments commentlist commentarea disqus respond comment-form commentform discussion kommentare kommentar comentarios commentaires livefyre coral viafoura openweb spotim reader-comments"),
            (ElementHint.Body, """
                article-body articlebody article-content articlecontent article-text articletext post-content postcontent post-body postbody
                entry-content entrycontent story-body storybody story-content storycontent story-text body-text bodytext body-copy bodycopy body-content content-body
                main-content news-content newscontent news-text news-body article-main richtext rich-text paywall-content td-post-content single-content
                blog-content text-content field-body text-body article-copy articlecopy artikeltext contenido cuerpo itemtext item-text
                """),
            (ElementHint.Article, "hentry post-article article story single-post"),
            (ElementHint.Byline, "byline bylines author authors autor autoren auteur auteurs autore autores writer writers reporter journalist contributor contributors vcard author-name authorname post-author entry-author article-author written-by contrib credits-author"),
            (ElementHint.Date, """
                date dates datetime timestamp published pubdate pub-date publish publishdate published-date publish-date publication-date posted postdate
                post-date entry-date article-date articledate updated modified dateline time datum fecha data-publicacao date-published last-updated
                meta-date story-date news-date released created
                """),
            (ElementHint.Standfirst, """
                standfirst subtitle sub-title subheadline sub-headline subhead deck dek lede lead leadtext lead-text intro introtext intro-text
                excerpt summary article-summary chapo sapo vorspann teaser-text-lead entradilla bajada sottotitolo catenaccio ingress manchet perex description
                article-description article-intro article-lead
                """),
            (ElementHint.Caption, "caption captions wp-caption-text figcaption credit credits photo-credit image-caption image-credit photocredit bildunterschrift photo-caption media-caption img-caption legend copyright-image image photo picture photos imagebox photobox bild foto lightbox"),
            (ElementHint.Breadcrumb, "breadcrumb breadcrumbs crumbs crumb breadcrumblist ariane brotkrumen"),
            (ElementHint.Tags, "tags taglist tag-list post-tags tagcloud tag-cloud keywords article-tags entry-tags topics topic-list categories cat-links tags-links schlagworte"),
            (ElementHint.Consent, "cookie cookie-banner cookiebanner cookie-notice consent gdpr cookieconsent"),
            (ElementHint.ConsentTool, "onetrust optanon didomi usercentrics sourcepoint cmpbox cmp-container qc-cmp cookiebot cybotcookiebot cookielaw fc-consent truste iubenda borlabscookie cmplz ot-sdk ot-pc"),
            (ElementHint.Paywall, "paywall piano regwall paywall-offer subscription-offer premium-offer subscriber-only tp-container"),
            (ElementHint.Correction, "correction corrections editors-note editor-note corrigendum clarification errata"),
            (ElementHint.LiveUpdate, "live-update liveblog-entry liveblog-post live-entry liveblog-item live-post live-blog-post liveblog-posting live-event"),
        ];
        var words = new Dictionary<string, ElementHint>(StringComparer.Ordinal);
        foreach (var (hint, names) in table)
        {
            foreach (var name in names.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            {
                words[name] = words.GetValueOrDefault(name) | hint;
            }
        }

        return words.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
