using System.Text.RegularExpressions;
using NewsPlatform.Extraction.Dates;
using NewsPlatform.Extraction.Titles;

namespace NewsPlatform.Extraction.Authors;

/// <summary>Reads names out of bylines and author fields.</summary>
internal static partial class AuthorNames
{
    private const int MaxByline = 400;
    private const int MaxNames = 20;

    // Of Chinese characters, for a person or a body.
    private const int MaxHanName = 16;

    private static readonly System.Buffers.SearchValues<char> NoLetters = System.Buffers.SearchValues.Create("|=<>\"?!！？。；{}");

    private static readonly System.Buffers.SearchValues<char> Parting = System.Buffers.SearchValues.Create("|•·;；\n");

    private static readonly string[] Starts = ["By ", "BY ", "by ", "Von ", "VON ", "Par ", "PAR ", "Por ", "POR ", "Di ", "Door ", "بقلم ", "लेखक ", "文 "];

    /// <summary>The names in a byline such as "By Ann Lee and Bo Chen, Political Editors"; empty when it holds none.</summary>
    public static List<string> Split(string byline) => Split(byline, isByline: true);

    /// <summary>The names in a byline or a field.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isByline">Whether it is printed: then words such as "von" or "di" in front are no part of a name.</param>
    public static List<string> Split(string text, bool isByline)
    {
        var names = new List<string>();
        var folded = TitleMeasure.Fold(text.AsSpan(0, Math.Min(text.Length, MaxByline)));
        if (folded.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0)
        {
            folded = folded[..Math.Max(0, folded.LastIndexOfAny([' ', '(', ',', '|'], scheme))];
        }

        // "(Image: Agency/Ann Lee)" is a credit to its end.
        if (folded.AsSpan().IndexOfAny(Parting) < 0 && OtherCredit().IsMatch(folded) && !folded.Contains(" - ", StringComparison.Ordinal))
        {
            return names;
        }

        foreach (var segment in Segments().Split(folded))
        {
            Segment(segment, isByline, names);
        }

        return names;
    }

    /// <summary>Those whom a line names for something other than writing: who took the pictures, edited, checked.</summary>
    public static List<string> OtherCredits(string line)
    {
        var names = new List<string>();
        foreach (var segment in Segments().Split(line.Length > MaxByline ? line[..MaxByline] : line))
        {
            if (OtherCredit().Match(segment) is { Success: true } credit)
            {
                names.AddRange(Split(segment[credit.Length..].Trim(' ', ':'), isByline: true));
            }
        }

        return names;
    }

    /// <summary>Whether a text opens a credit for something other than writing and ends there: the name follows.</summary>
    public static bool OpensOtherCredit(ReadOnlySpan<char> text)
    {
        var from = text.LastIndexOfAny(".|•·");
        return OtherCredit().IsMatch(text[(from + 1)..]);
    }

    /// <summary>Whether a line begins as a byline does.</summary>
    public static bool StartsByline(string text)
    {
        foreach (var start in Starts)
        {
            if (text.StartsWith(start, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return text.StartsWith("Autor:", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The text behind the words that open a byline in one of many languages ("Escrito por", "作者："), or null when none does.</summary>
    public static string? AfterOpening(string text)
    {
        var match = Prefix().Match(text);
        return match.Success && match.Length > 0 && match.Length < text.Length ? text[match.Length..] : null;
    }

    /// <summary>Whether a text is nothing but words that open a byline: the name stands below.</summary>
    public static bool IsOpening(string text) => text.Length is > 1 and < 24 && Prefix().Match(text + " ·") is { Success: true } match && match.Length >= text.Trim().Length;

    /// <summary>Whether a text can be a name.</summary>
    public static bool IsName(string name)
    {
        if (name.Length is < 2 or > 70 || name.Contains("://", StringComparison.Ordinal) || name.Contains('@', StringComparison.Ordinal)
            || name.AsSpan().IndexOfAny(NoLetters) >= 0 || HasNumber(name) || !char.IsLetter(name[0]))
        {
            return false;
        }

        // Sentences of scripts without blanks are no names, and what speaks of an update is none.
        if ((name.Length > MaxHanName && !name.AsSpan().ContainsAnyExceptInRange('\u4E00', '\u9FFF')) || DateWords.SaysModified(name))
        {
            return false;
        }

        var words = TitleMeasure.Words(name);
        var first = name[0];
        return (words <= 6 || first >= '\u3040') && !(char.IsLower(first) && words > 2 && !Particle().IsMatch(name)) && !NotName().IsMatch(name);
    }

    /// <summary>Whether a text looks like a person's name and like nothing else: two to five capitalised words, or two to four characters of Chinese.</summary>
    public static bool IsPersonLike(string name)
    {
        if (!IsName(name) || name.Contains('_', StringComparison.Ordinal) || TypeOf(name) == AuthorType.Organisation)
        {
            return false;
        }

        if (name[0] >= '\u2E80')
        {
            return name.Length is >= 2 and <= 8;
        }

        int words = 0, capitals = 0;
        foreach (var range in name.AsSpan().Split(' '))
        {
            var word = name.AsSpan(range);
            if (word.Length == 0)
            {
                continue;
            }

            words++;
            if (char.IsUpper(word[0]) || char.GetUnicodeCategory(word[0]) == System.Globalization.UnicodeCategory.OtherLetter)
            {
                capitals++;
            }
            else if (!AuthorWords.IsParticle(word))
            {
                return false;
            }

            if (AuthorWords.IsFunction(word) || AuthorWords.IsRole(word))
            {
                return false;
            }
        }

        // "Laura May Randell" is a name, "Updated May" is none; without capitals, longer lines are sentences as often.
        var last = name.AsSpan(name.LastIndexOf(' ') + 1);
        return words >= 2 && words <= (char.IsUpper(name[0]) ? 5 : 3) && capitals >= 2 && MonthNames.Find(last) == 0;
    }

    /// <summary>A person, or an organisation by the words or the form of its name.</summary>
    public static AuthorType TypeOf(string name)
    {
        var letters = 0;
        var capitals = 0;
        foreach (var c in name)
        {
            letters += char.IsLetter(c) ? 1 : 0;
            capitals += char.IsUpper(c) ? 1 : 0;
        }

        // "LN", "TPN", "wien.ORF.at".
        if (letters == name.Length && letters is >= 2 and <= 5 && capitals == letters)
        {
            return AuthorType.Organisation;
        }

        if (!name.Contains(' ', StringComparison.Ordinal) && name.LastIndexOf('.') is var dot and > 1 && name.Length - dot is >= 3 and <= 5)
        {
            return AuthorType.Organisation;
        }

        if (name[0] >= '\u2E80' && AuthorWords.EndsAsOrganisation(name))
        {
            return AuthorType.Organisation;
        }

        foreach (var range in name.AsSpan().SplitAny(' ', '/', '.', '-'))
        {
            if (AuthorWords.IsOrganisation(name.AsSpan(range)))
            {
                return AuthorType.Organisation;
            }
        }

        return AuthorType.Person;
    }

    // "Rapid7" is a name, "Room 7" is not.
    private static bool HasNumber(string name)
    {
        for (var i = 1; i < name.Length; i++)
        {
            if (char.IsDigit(name[i]) && !char.IsLetterOrDigit(name[i - 1]))
            {
                return true;
            }
        }

        return false;
    }

    private static void Segment(string segment, bool isByline, List<string> names)
    {
        segment = segment.Trim();
        if (segment.Length < 2 || OtherCredit().IsMatch(segment))
        {
            return;
        }

        for (var i = 0; i < 3; i++)
        {
            var match = (isByline ? Prefix() : FieldPrefix()).Match(segment);
            if (!match.Success || match.Length == 0)
            {
                break;
            }

            segment = segment[match.Length..];
        }

        segment = CutAddress(segment);
        segment = Brackets().Replace(segment, "");
        segment = Tail().Replace(segment, "");
        segment = CutDate(segment);
        var person = names.Exists(static name => TypeOf(name) == AuthorType.Person);
        var start = 0;
        var described = false;
        foreach (Match separator in Separators().Matches(segment))
        {
            // "Ann Lee, Privacy and Digital Security Expert": behind a name the word for "and" goes on with what is no name.
            var part = segment[start..separator.Index];
            var behind = person;
            if (!described)
            {
                Part(part, isByline, names, ref person);
            }

            var joins = separator.ValueSpan.Trim() is { Length: > 0 } word && (char.IsLetter(word[0]) || word[0] == '&');
            described = isByline && behind && joins && !described && IsPlain(part.Trim());
            start = separator.Index + separator.Length;
        }

        if (!described)
        {
            Part(segment[start..], isByline, names, ref person);
        }
    }

    /// <summary>Whether a text is a word or several that name neither a person nor a house nor a role.</summary>
    private static bool IsPlain(string text) =>
        IsName(text) && !IsPersonLike(text) && TypeOf(text) == AuthorType.Person && !Array.Exists(text.Split(' '), static word => AuthorWords.IsRole(word));

    private static void Part(string part, bool isByline, List<string> names, ref bool person)
    {
        // "in News", "for the world desk"
        part = part.TrimStart();
        if (names.Count > 0 && part.Length > 0 && char.IsLower(part[0]) && part.IndexOf(' ', StringComparison.Ordinal) is var blank and > 0 && AuthorWords.IsFunction(part.AsSpan(0, blank)))
        {
            return;
        }

        part = part.Trim(' ', ',', '.', ':', '：', '|', '-', '–', '—', '(', ')', '/', '•', '·', '*', '"', '„', '“', '”', '‘', '»', '«', '>', '›');
        if (part.Length < 2 || OtherCredit().IsMatch(part))
        {
            return;
        }

        var match = (isByline ? Prefix() : FieldPrefix()).Match(part);
        part = CutRole(match.Success ? part[match.Length..] : part, isByline);
        if (!IsName(part) || names.Count >= MaxNames || names.Contains(part, StringComparer.OrdinalIgnoreCase))
        {
            return;
        }

        var type = TypeOf(part);
        if (person ? type == AuthorType.Organisation || (isByline && !IsPersonLike(part)) : isByline && names.Count > 0 && type == AuthorType.Person && !IsPersonLike(part))
        {
            // "Ann Lee, Associated Press": whom she works for; "Ann Lee | Marketing", "TPN, in News, Portugal": what it is filed under.
            return;
        }

        person |= type == AuthorType.Person;
        names.Add(part);
    }

    /// <summary>Takes a role off a name: "Ann Lee Political Editor", "Staff Writer Ann Lee", "Ann Lee in Kyiv", "Ann Lee for The Paper".</summary>
    private static string CutRole(string part, bool isByline)
    {
        var place = Place().Match(part);
        if (place.Success && part.AsSpan(0, place.Index).Contains(' ') && TypeOf(part[..place.Index]) == AuthorType.Person)
        {
            part = part[..place.Index];
        }

        var words = part.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var from = 0;
        while (from < words.Length && AuthorWords.IsRole(words[from]))
        {
            from++;
        }

        if (from == words.Length)
        {
            return "";
        }

        if (from > 0 && char.IsLower(words[from][0]))
        {
            // "Contributors to the projects".
            return part;
        }

        var to = from + 1;
        while (to < words.Length && !AuthorWords.IsRole(words[to]))
        {
            to++;
        }

        // "Community Editor", "TMZ Staff": the name of a desk, not of a person with a role.
        if (to < words.Length && to - from < 2)
        {
            return isByline && from > 0 ? "" : part;
        }

        return from == 0 && to == words.Length ? part : string.Join(' ', words[from..to]);
    }

    private static string CutAddress(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);

        // A handle behind the name: cut at the word that is one.
        return at < 0 ? text : text[..Math.Max(0, text.LastIndexOfAny([' ', '(', ','], at))];
    }

    /// <summary>Cuts at the first digit, and before it the names of the day and the month and the words that lead to them.</summary>
    private static string CutDate(string text)
    {
        var digit = -1;
        for (var i = 0; i < text.Length && digit < 0; i++)
        {
            digit = char.IsDigit(text[i]) && (i == 0 || !char.IsLetterOrDigit(text[i - 1]) || text[i - 1] >= '\u2E80') ? i : -1;
        }

        if (digit < 0)
        {
            return text;
        }

        text = text[..digit].TrimEnd(' ', ',', '.', '-', '(', '#');
        while (text.LastIndexOf(' ') is var space && text.AsSpan(space + 1).Trim(" ,.") is { Length: > 0 } word && (MonthNames.Find(word) > 0 || AuthorWords.IsTime(word)))
        {
            text = space < 0 ? "" : text[..space].TrimEnd(' ', ',', '.', '-');
        }

        return text;
    }

    // "By Ann Lee, DVM. Reviewed by Bo Chen, DVM": another sentence is another credit.
    [GeneratedRegex(@"\s*[|•·●⋅∙；;\n]\s*|\s[-–—/]\s|(?<=\p{L})/(?=\p{L})|\.\s+(?=\p{Lu}[\p{L}\- ]{3,20} by )", RegexOptions.ExplicitCapture)]
    private static partial Regex Segments();

    [GeneratedRegex(@"^\s*(((written|authored|posted|published|reported|reporting|story|article|words|text|analysis|opinion|review|column|interview|report|created|submitted|compiled|contributed|exclusive|guest post)\s+)?by|(geschrieben |verfasst |erstellt |veröffentlicht |publiziert |ein beitrag |ein artikel |eine analyse |ein kommentar |ein gastbeitrag |gastbeitrag |kommentar |text )?von|vom|(rédigé |publié |écrit |posté |propos recueillis |ajouté )?par|(escrito |redactado |elaborado |publicado |texto |escrita )?por|(scritto |pubblicato )?da|a cura di|di|(geschreven )?door|(skrevet |skriven |tekst )?a[vf]|przez|napisał(a)?|od|(ditulis )?oleh|bởi|scris de|írta|kirjoittanut|yazan|haber|автор(ы|ка|и)?|подготовил(а)?|текст|γράφει( ο| η)?|του|της|מאת|بقلم|كتب(ت)?|الكاتب|نویسنده|نوشته|लेखक|द्वारा|โดย|tác giả|penulis|reporter|autorin/autor|autor[/:*]in|autor(in|a|es|ka|zy)?|auteure?s?|autore|authors?|teksti?|texte?|texto|testo|redaktion|redakcja|редакция|by:)\s*(?<![\p{L}\p{M}](?=[\p{L}\p{M}]))[:：]?\s*(?=\S)|^\s*(作者|記者|记者|撰文|文字|采写|執筆|著者|筆者|取材・文|(文|글)(?=[\s:：/／=＝])|취재|本报记者|本報記者|通讯员|기자)\s*[:：/／=＝]?\s*", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Prefix();

    // A field holds names: "Di Wu" is one.
    [GeneratedRegex(@"^\s*(((written|authored|posted|published|story|article|words|text)\s+)?by\s*:?\s+|(authors?|autor(in|a|es)?|auteurs?|text|texte|von|par|por)\s*[:：]\s*|(von|par|por)\s+(?=\p{Lu})|(作者|記者|记者|文(?=[\s:：])|撰文|本报记者|بقلم|लेखक)\s*[:：]?\s*)", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex FieldPrefix();

    // Whoever took the picture, edited, translated or checked is named, but did not write.
    [GeneratedRegex(@"^\W{0,3}((photo(s|graphs?|graphed|graphy)?|pictures?|images?|illustrations?|art|videos?|graphics?|edited|editing|translat(ed|ion)|produced|(medically |clinically |expert )?reviewed|fact[- ]check(ed|ing)|narrated|design(ed)?|music|camera|styled|styling|modell?ed|hair|make-?up|nails|tested|additional reporting)\s*(by\b|:)|fotos?\b|bild(er)?\s*:|grafik|illustration|übersetz|traduit|traduction|traducido|traducción|tradução|traduzione|traduzido|vertaald|foto's|fotografía|fotografie|crédit|сфото|фото|перевод|редактор|kamera|zdjęcia|译|翻译|譯|摄影|攝影|写真|撮影|사진|编辑|編輯|责编|责任编辑|責任編輯|校对|来源|來源|source\b|quelle\b|fuente\b|fonte\b|источник)", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex OtherCredit();

    // Anything behind a verb of time is no name.
    [GeneratedRegex(@"\s*(\b(published|veröffentlicht|publié|publicado|publicada|pubblicato|gepubliceerd|aktualisiert|mis à jour|actualizado|atualizado|aggiornato|updated|posted|follow|on behalf of|as told to|für die|für das|last updated|read time|min read|opublikowano|опубликовано|zuletzt|stand|symbolbild|foto)\b|译[:：]|翻译|نشر في|प्रकाशित|公開|发布|更新|来源|來源|发自|發自|出自|责任编辑|責任編輯|责编|(?<=\p{L}\s)编辑|\bon (mon|tues|wednes|thurs|fri|satur|sun)day\b).*$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Tail();

    [GeneratedRegex(@"\s*[,、，&＆]\s*((and|und|et|y|e|og|och|en)\s+(?=\p{Lu}))?|\s+(and|und|et|y|e|og|och|en|ja|i|a|și|si|ve|dan|và|και|и|та|і|with|mit|avec|con)\s+(?=\p{Lu}|\p{Lo}|[a-z]{2,4} \p{Lu})|\s{2,}", RegexOptions.ExplicitCapture)]
    private static partial Regex Separators();

    [GeneratedRegex(@"\s*[(\[（【][^)\]）】]{0,80}([)\]）】]|$)", RegexOptions.ExplicitCapture)]
    private static partial Regex Brackets();

    [GeneratedRegex(@"\s+(in|aus|à|en|a|from|for|für|pour|para|of|at|with|using|bei)\s+(the |die |das |der |la |le )?\p{Lu}.*$", RegexOptions.ExplicitCapture)]
    private static partial Regex Place();

    [GeneratedRegex(@"^(de|van|von|der|den|la|le|di|da|dos|el|al|bin|ten|ter|zu|af|av|d')\b", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Particle();

    [GeneratedRegex(@"^(about|more|view|see|read|all|vom|par|por|door|przez|contact|share|follow|subscribe|comments?|advertisement|home|menu|author|authors|autor|by|von|email|e-mail|twitter|facebook|instagram|linkedin|guest|unknown|anonymous|null|none|undefined|super ?user|professor|lecturer|بقلم|كتب|लेखक|updated?|published|publiziert|publié|posted|written|geschrieben|verfasst|uhr|image|photos?|fotos?|video|advertorial|in partnership|reading time|listen|ascolta|escuch[ae]|ouça|ouvir|écouter|anhören|source|quelle|no author|kein autor|sin autor|sans auteur|first posted|last (modified|updated?)|datum|themen|follow|bio|biography|spotlight|jump to|table of)\b|^(时间|時間|手机|分享|发布|發布|字号|打印|收藏|举报|点击|評論|评论|阅读|閱讀|关注|粉丝|返回|查看|更多|相关|精彩推荐|参考文献|參考文獻)|查看更多|^(n/a|nachrichten|noticias|first|([a-z]+ )?[a-z]*admin|sponsored|administrator|webmaster|root|user|editor|test|reply|today|yesterday|january|february|march|april|may|june|july|august|september|october|november|december|(mon|tues|wednes|thurs|fri|satur|sun)day)$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex NotName();
}
