using System.Buffers;
using System.Collections.Frozen;

namespace NewsPlatform.Extraction.Body;

/// <summary>
/// What publishers say in their own voice between and behind articles: who owns the text, asks for money, offers of letters, consent,
/// who the author is. Whole sentences, so that class names cannot give them away; in the languages of most news pages.
/// </summary>
internal static class FurniturePhrases
{
    // Longer blocks say something else besides.
    private const int MaxLength = 420;
    private const int MaxRightsLength = 220;
    private const int MaxLabelLength = 60;

    /// <summary>Titles of boxes beside the article: what stands in the box is no part of it.</summary>
    private static readonly FrozenSet<string> Labels = new[]
    {
        // English
        "support our journalism", "support independent journalism", "support our work", "support us", "donate", "make a donation", "most popular", "most read", "most viewed", "trending", "trending now", "more on this story",
        "related articles", "related stories", "related posts", "related", "you may also like", "recommended", "comments", "leave a comment", "leave a reply", "reader comments", "newsletter", "sign up for our newsletter",
        "also read", "read also", "read next", "subscribe to our newsletter", "filed under", "about the author", "more from", "share this article",
        "you might also like", "you may like", "recommended for you", "recommended reading", "recommended stories", "recommended videos", "related content", "related coverage", "related news", "what to read next",
        // German
        "unterstützen sie unabhängigen journalismus", "unterstützen sie uns", "meistgelesen", "mehr zum thema", "das könnte sie auch interessieren", "kommentare", "kommentar schreiben", "lesen sie auch", "newsletter abonnieren", "artikel teilen", "weitere artikel", "auch interessant", "das könnte dich auch interessieren", "mehr zu diesem thema",
        // French
        "soutenez une presse indépendante", "soutenez-nous", "les plus lus", "sur le même sujet", "à lire aussi", "lire aussi", "commentaires", "laisser un commentaire", "partager cet article", "faire un don", "vous aimerez aussi", "à lire également",
        // Spanish
        "apoye el periodismo independiente", "apoya el periodismo", "lo más leído", "más sobre este tema", "noticias relacionadas", "te puede interesar", "lea también", "lee también", "comentarios", "deje su comentario", "deja un comentario", "compartir este artículo",
        // Portuguese
        "apoie o jornalismo independente", "mais lidas", "mais sobre o assunto", "leia também", "leia mais", "veja também", "você pode gostar", "você também pode gostar", "comentários", "deixe um comentário", "compartilhe esta reportagem",
        // Italian, Dutch
        "sostieni il giornalismo", "i più letti", "leggi anche", "commenti", "lascia un commento", "potrebbe interessarti", "steun onze journalistiek", "meest gelezen", "lees ook", "reacties",
        // Arabic, Hindi, Japanese
        "ادعموا الصحافة المستقلة", "الأكثر قراءة", "مواضيع ذات صلة", "التعليقات", "أضف تعليقا", "اقرأ أيضا", "شارك هذا المقال",
        "स्वतंत्र पत्रकारिता का साथ दें", "सबसे ज़्यादा पढ़े गए", "इसी विषय पर", "टिप्पणियाँ", "टिप्पणी लिखें", "यह भी पढ़ें", "यह लेख साझा करें",
        "独立した報道を支えてください", "人気記事ランキング", "関連記事", "コメント", "コメントを書く", "あわせて読みたい", "この記事をシェア",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>How consent dialogues begin, most of them with the words that their makers propose.</summary>
    private static readonly FrozenSet<string> ConsentTitles = new[]
    {
        "we value your privacy", "we care about your privacy", "we respect your privacy", "your privacy is important to us", "your privacy matters", "about your privacy", "this site uses cookies", "we use cookies",
        "wir schätzen ihre privatsphäre", "ihre privatsphäre ist uns wichtig", "ihre privatsphäre liegt uns am herzen", "wir respektieren ihre privatsphäre", "datenschutz und nutzungserlebnis",
        "votre vie privée est notre priorité", "le respect de votre vie privée est notre priorité", "nous respectons votre vie privée", "votre vie privée nous importe",
        "valoramos tu privacidad", "valoramos su privacidad", "tu privacidad es importante para nosotros", "tu privacidad nos importa", "a sua privacidade é importante para nós", "valorizamos a sua privacidade", "respeitamos a sua privacidade",
        "la tua privacy è importante per noi", "rispettiamo la tua privacy", "il rispetto della tua privacy è la nostra priorità", "abbiamo a cuore la tua privacy", "wij respecteren uw privacy", "we hechten waarde aan uw privacy", "uw privacy is belangrijk voor ons",
        "cenimy twoją prywatność", "szanujemy twoją prywatność", "dbamy o twoją prywatność", "vi värnar om din integritet", "vi respekterar din integritet", "vi värdesätter din integritet", "vi verdsetter personvernet ditt", "vi værner om dit privatliv", "arvostamme yksityisyyttäsi",
        "vážíme si vašeho soukromí", "respectăm confidențialitatea dvs.", "fontos számunkra az ön adatainak védelme", "ценим вашата поверителност", "мы ценим вашу конфиденциальность", "gizliliğinize önem veriyoruz", "σεβόμαστε την ιδιωτικότητά σας", "nous utilisons des cookies", "wir verwenden cookies", "utilizamos cookies",
        "プライバシーを尊重します", "我们重视您的隐私",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly string[] RightsPhrases =
    [
        "all rights reserved", "alle rechte vorbehalten", "tous droits réservés", "todos los derechos reservados", "todos os direitos reservados", "tutti i diritti riservati", "alle rechten voorbehouden",
        "все права защищены", "wszelkie prawa zastrzeżone", "جميع الحقوق محفوظة", "सर्वाधिकार सुरक्षित", "無断転載を禁じ", "無断転載・複製", "版权所有", "版權所有", "무단 전재",
    ];

    /// <summary>Offers of letters by mail.</summary>
    private static readonly string[] LetterPhrases =
    [
        "in your inbox", "to your inbox", "this newsletter may contain", "unsubscribe from the newsletter", "unsubscribe at any time", "unsubscribe anytime", "sign up for our newsletter", "sign up to our newsletter", "subscribe to our newsletter",
        "in ihrem postfach", "in ihr postfach", "direkt ins postfach", "abmeldung jederzeit", "unseren newsletter", "dans votre boîte", "désinscription", "inscrivez-vous à notre newsletter", "abonnez-vous à notre newsletter",
        "en su correo", "en tu correo", "darse de baja", "nuestro boletín", "no seu e-mail", "no seu email", "cancele quando quiser", "nossa newsletter", "nella tua casella", "nostra newsletter", "in je inbox", "onze nieuwsbrief",
        "في بريدك الإلكتروني", "إلغاء الاشتراك", "आपके इनबॉक्स में", "सदस्यता रद्द करें", "メールでお届け", "メールマガジン",
    ];

    /// <summary>Prompts to follow the house elsewhere.</summary>
    private static readonly string[] FollowPhrases =
    [
        "our whatsapp channel", "our telegram channel", "our channel on telegram", "our channel on whatsapp", "join our whatsapp", "join our telegram", "subscribe now to our", "listen on apple podcasts", "on spotify, apple podcasts", "on apple podcasts, spotify", "on apple podcasts and spotify",
        "unserem whatsapp-kanal", "unseren whatsapp-kanal", "unserem telegram-kanal", "unseren telegram-kanal", "notre chaîne whatsapp", "notre chaîne telegram", "nuestro canal de whatsapp", "nuestro canal de telegram", "tenemos canal de telegram", "tenemos canal de whatsapp",
        "nosso canal no whatsapp", "nosso canal do whatsapp", "nosso canal no telegram", "nostro canale whatsapp", "nostro canale telegram", "ons whatsapp-kanaal", "nasz kanał na whatsapp", "наш telegram", "наш канал в telegram", "наш телеграм-канал", "whatsapp kanalımız",
    ];

    /// <summary>Asks for money.</summary>
    private static readonly string[] DonationPhrases =
    [
        "consider a contribution", "consider making a contribution", "consider making a donation", "please consider donating", "please donate", "support our journalism", "support independent journalism", "your donation helps us", "become a supporter",
        "i would like to donate",
        "helfen uns weiter", "jetzt spenden", "unterstützen sie unsere arbeit", "unterstützen sie unseren journalismus", "mit ihrer spende", "faites un don", "soutenez-nous", "soutenez notre", "haga una aportación", "haz una donación", "done ahora", "apoye nuestro",
        "su aportación nos permite", "faça uma contribuição", "faça uma doação", "apoie o nosso", "apoie nosso", "sostieni il nostro", "dona ora", "steun ons", "doneer nu", "فتبرع", "تبرع الآن", "योगदान दें", "दान करें", "ご寄付をお願い",
    ];

    private static readonly string[] CookieWords = ["cookie", "クッキー", "कुकीज़", "ملفات تعريف الارتباط", "куки", "ciasteczk"];

    private static readonly SearchValues<string> Rights = SearchValues.Create(RightsPhrases, StringComparison.OrdinalIgnoreCase);

    /// <summary>Asks for money in words that reports use, too.</summary>
    private static readonly string[] PleaPhrases = ["please support us", "your ongoing support", "donations from readers"];

    private static readonly SearchValues<string> Pleas = SearchValues.Create(PleaPhrases, StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<char> QuotationMarks = SearchValues.Create("\"“”„«»");

    private static readonly SearchValues<string> Asks = SearchValues.Create([.. LetterPhrases, .. FollowPhrases, .. DonationPhrases], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> Cookies = SearchValues.Create(CookieWords, StringComparison.OrdinalIgnoreCase);

    // Most blocks have none of all these: one look tells.
    private static readonly PhraseSearch Any = new([.. RightsPhrases, .. LetterPhrases, .. FollowPhrases, .. DonationPhrases, .. PleaPhrases, .. CookieWords, "©", "copyright", "(c)"]);

    private static readonly SearchValues<string> Partners = SearchValues.Create(["partner", "partenaires", "socios", "parceiros", "consent", "einwilligung", "advertis", "personalis", "personaliz", "شركاؤنا", "साझेदार", "提携企業", "広告"], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> Us = SearchValues.Create(["we ", "our ", "this site", "this website", "by using", "wir ", "unsere", "diese website", "avec nos", "nous ", "nosotros", "nuestro", "utilizamos", "usamos", "nós ", "este site", "noi ", "utilizziamo", "wij ", "نستخدم", "हम ", "当サイト"], StringComparison.OrdinalIgnoreCase);

    /// <summary>How a short note about the author goes on behind the name.</summary>
    private static readonly SearchValues<string> Biographies = SearchValues.Create(
    [
        " has reported for ", " has written for ", " is a reporter ", " is a staff writer", " is a senior reporter", " is a freelance ", " is a correspondent ", "got a tip?", " schreibt seit ", " schreibt für ", " collabore à ", " collabore au ",
        " escribe en ", " escribe para ", " escreve para ", " scrive per ", " schrijft voor ", " تكتب في ", " يكتب في ", " के लिए लिख ", "で取材を担当",
    ], StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a block is the title of a box of furniture; a number or a mark behind it does not matter.</summary>
    public static bool IsLabel(string text)
    {
        if (text.Length > MaxLabelLength)
        {
            return false;
        }

        var line = text.AsSpan().Trim(" \t\u00a0:|•·>»«-–—*!…()[]0123456789٠١٢٣٤٥٦٧٨٩");
        return Labels.GetAlternateLookup<ReadOnlySpan<char>>().Contains(line);
    }

    /// <summary>Whether a line offers more to read ("More great stories", "More health news"): the title of a box where links follow.</summary>
    public static bool OffersMore(string text)
    {
        var line = text.AsSpan().Trim(" \t\u00a0:|•·>»«-–—*!…");
        return line.Length <= MaxLabelLength && line.StartsWith("more ", StringComparison.OrdinalIgnoreCase)
            && (Ends(line, " stories") || Ends(line, " articles") || Ends(line, " news") || Ends(line, " coverage") || Ends(line, " headlines") || Ends(line, " posts"));

        static bool Ends(ReadOnlySpan<char> line, string word) => line.EndsWith(word, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether a block is the title of a consent dialogue.</summary>
    public static bool IsConsentTitle(string text) =>
        text.Length <= MaxLabelLength && ConsentTitles.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text.AsSpan().Trim(" \t\u00a0:.!"));

    /// <summary>Whether a block begins with the title of a box: where a page parts lines only by breaks, title and text are one block.</summary>
    public static bool BeginsWithLabel(string text, int emphasised)
    {
        if (text.Length > MaxLength || emphasised < 6 || emphasised > MaxLabelLength || emphasised > text.Length)
        {
            return false;
        }

        return IsLabel(text[..Math.Min(text.Length, emphasised)]);
    }

    /// <summary>Whether a block is the publisher speaking in its own cause.</summary>
    public static bool IsFurniture(string text) =>
        text.Length <= MaxLength && Any.IsIn(text) && (IsRights(text) || Has(text, Asks) || IsPlea(text) || IsConsent(text));

    /// <summary>Whether a block says who owns the page.</summary>
    public static bool IsRights(string text) =>
        text.Length <= MaxRightsLength
        && (text.StartsWith('©') || text.StartsWith("copyright ", StringComparison.OrdinalIgnoreCase) || text.StartsWith("(c) ", StringComparison.OrdinalIgnoreCase) || Has(text, Rights)
            || (text.Length <= 80 && text.Contains('©', StringComparison.Ordinal)));

    /// <summary>Whether a last block tells of the author rather than the story.</summary>
    public static bool IsBiography(string text) => text.Length <= 300 && Has(text, Biographies);

    private static bool IsConsent(string text) => Has(text, Cookies) && Has(text, Partners) && IsOfUs(text);

    // Nobody is quoted.
    private static bool IsPlea(string text) => Has(text, Pleas) && IsOfUs(text) && !text.AsSpan().ContainsAny(QuotationMarks);

    private static bool IsOfUs(string text) => Has(text.AsSpan(0, Math.Min(text.Length, 50)), Us);

    private static bool Has(ReadOnlySpan<char> text, SearchValues<string> phrases) => text.ContainsAny(phrases);
}
