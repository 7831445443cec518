using System.Collections.Frozen;

namespace NewsPlatform.Extraction.Body;

/// <summary>
/// What sites print around articles, in the languages of most news pages: sharing, sign-up, donation, related reading, comments.
/// A phrase counts at the start of a short line; a whole-line word counts alone.
/// </summary>
internal static class ChromePhrases
{
    private static readonly FrozenSet<string> WholeLines = new[]
    {
        // English
        "advertisement", "ad", "ads", "advertising", "sponsored", "sponsored content", "promoted", "share", "share this", "share this article", "share this story", "tweet", "pin", "email", "print",
        "comments", "comment", "leave a comment", "leave a reply", "reply", "related", "related articles", "related stories", "related posts", "related news", "related topics", "related content", "recommended",
        "recommended for you", "most popular", "most read", "most viewed", "popular", "trending", "trending now", "latest", "latest news", "more", "more news", "read more", "see also", "also read",
        "subscribe", "subscribe now", "sign up", "sign in", "log in", "login", "register", "newsletter", "newsletters", "follow us", "follow", "tags", "topics", "text size", "menu", "search", "home",
        "skip to content", "close", "loading", "loading...", "next", "previous", "back to top", "advertisement - continue reading below", "story continues below advertisement", "article continues below this ad",
        "support our journalism", "support us", "donate", "donate now", "contact us", "about us", "privacy policy", "terms of use", "terms of service", "cookie policy", "you may also like", "you might also like",
        "copy link", "link copied", "save", "listen", "watch", "view comments", "post a comment", "show comments", "more on this story", "more stories", "up next", "editor's picks", "around the web",
        "facebook", "twitter", "whatsapp", "linkedin", "telegram", "reddit", "pinterest", "instagram", "youtube", "flipboard", "copy", "scorecardresearch", "google analytics",
        // German
        "anzeige", "werbung", "teilen", "kommentare", "kommentar", "kommentieren", "drucken", "merken", "mehr zum thema", "weitere artikel", "lesen sie auch", "das könnte sie auch interessieren", "meistgelesen",
        "jetzt abonnieren", "abonnieren", "anmelden", "registrieren", "startseite", "impressum", "datenschutz", "schlagworte", "themen", "artikel teilen", "zur startseite", "nach oben", "weiterlesen", "mehr",
        // French
        "publicité", "partager", "commentaires", "réagir", "imprimer", "à lire aussi", "lire aussi", "sur le même sujet", "les plus lus", "s'abonner", "abonnez-vous", "se connecter", "accueil", "newsletter gratuite",
        "mentions légales", "articles liés", "à la une", "lire la suite",
        // Spanish, Portuguese, Italian
        "publicidad", "compartir", "comentarios", "imprimir", "te puede interesar", "lea también", "lee también", "lo más leído", "suscríbete", "iniciar sesión", "inicio", "noticias relacionadas", "más noticias",
        "publicidade", "compartilhar", "comentários", "leia também", "leia mais", "mais lidas", "assine", "pubblicità", "condividi", "commenti", "leggi anche", "stampa", "abbonati", "i più letti",
        // Dutch, Nordic, Polish, Russian
        "advertentie", "delen", "lees ook", "reacties", "annons", "annonce", "annonse", "dela", "läs mer", "läs också", "del artikel", "les også", "læs også", "reklama", "udostępnij", "czytaj także", "komentarze",
        "реклама", "поделиться", "комментарии", "читайте также",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Starts of lines that lead away from the article, when the line is short or mostly a link.</summary>
    private static readonly LineStarts LeadAway = new(
    [
        "also read", "also:", "read also", "read more", "read next", "read:", "related:", "related article", "see also", "more:", "more on", "watch:", "listen:", "don't miss", "must read", "recommended:", "up next",
        "click here", "sign up for", "sign up to", "subscribe to", "subscribe now", "follow us", "follow @", "follow our", "join our", "download our", "download the", "get our", "get the latest", "like us on",
        "support our", "share this", "share on", "tap here", "continue reading", "view comments", "please enter your", "leave a reply", "this article was originally", "text size", "photo:", "image:", "picture:",
        "lesen sie auch", "lesen sie hier", "lesen sie mehr", "mehr zum thema", "mehr dazu", "mehr lesen", "auch interessant", "das könnte sie", "hier geht es", "zum thema", "abonnieren sie", "folgen sie", "jetzt abonnieren", "newsletter:",
        "lire aussi", "à lire aussi", "lire également", "à voir aussi", "voir aussi", "abonnez-vous", "suivez-nous", "inscrivez-vous", "retrouvez", ">> lire", "→ lire",
        "lea también", "lee también", "leer más", "te puede interesar", "también te puede", "síguenos", "suscríbete", "suscríbase", "ver también", "más información",
        "leia também", "leia mais", "veja também", "siga o", "assine a", "leggi anche", "segui", "iscriviti", "lees ook", "lees meer", "läs också", "läs mer", "les også", "læs også", "czytaj też", "czytaj także", "zobacz też",
        "читайте также", "подписывайтесь", "関連記事", "相关阅读", "相关新闻", "延伸閱讀", "관련기사",
    ]);

    /// <summary>Starts of lines of share buttons, whose names run together in plain text.</summary>
    private static readonly LineStarts Sharing = new(
    [
        "share this article", "share on facebook", "share via", "artikel teilen", "auf facebook teilen", "teilen:", "partager sur", "partager cet article", "compartir en", "compartir este artículo", "compartilhar no", "compartilhe", "condividi su", "deel dit", "deel via",
        "شارك هذا", "शेयर करें", "この記事をシェア",
    ]);

    /// <summary>Headings that open a part of the page behind the article: what follows is no longer the article.</summary>
    private static readonly LineStarts TailHeadings = new(
    [
        "leave a reply", "leave a comment", "post a comment", "most popular", "most read", "related articles", "related stories", "related posts", "support our journalism", "support us", "subscribe to our",
        "subscribe now", "sign up for", "follow us", "you may also like", "you might also like", "recommended for you", "more from", "more stories", "trending", "latest news", "comments", "our journalism needs", "about the author",
        "kommentare", "kommentar schreiben", "meistgelesen", "das könnte sie auch interessieren", "mehr zum thema", "unterstützen sie", "jetzt abonnieren", "newsletter abonnieren", "folgen sie uns",
        "commentaires", "laisser un commentaire", "les plus lus", "sur le même sujet", "articles liés", "soutenez", "abonnez-vous", "suivez-nous", "faites un don", "à lire aussi",
        "comentarios", "deja un comentario", "deja una respuesta", "lo más leído", "noticias relacionadas", "te puede interesar", "apóyanos", "suscríbete", "síguenos", "haz una donación",
    ]);

    /// <summary>Whether a block is chrome by its words.</summary>
    public static bool IsChrome(string text, double linkDensity)
    {
        if (text.Length > 240)
        {
            return false;
        }

        var line = Trimmed(text);
        if (WholeLines.GetAlternateLookup<ReadOnlySpan<char>>().Contains(line))
        {
            return true;
        }

        return (linkDensity > 0.25 || line.Length < 60) && LeadAway.Open(line) && (linkDensity > 0.25 || line.EndsWith(':') || line.Length < 30);
    }

    /// <summary>Whether a line of plain text, where links cannot be seen, is chrome.</summary>
    public static bool IsPlainTextChrome(string text)
    {
        if (text.Length > 240)
        {
            return false;
        }

        var line = Trimmed(text);
        return WholeLines.GetAlternateLookup<ReadOnlySpan<char>>().Contains(line) || LeadAway.Open(line) || Sharing.Open(line);
    }

    /// <summary>Whether a short line opens what comes behind an article.</summary>
    public static bool IsTailHeading(string text) => text.Length <= 80 && TailHeadings.Open(Trimmed(text));

    private static ReadOnlySpan<char> Trimmed(string text) => text.AsSpan().Trim(" \t\u00a0:|•·>»«-–—*↓→▶.");
}
