using System.Buffers;
using System.Text.RegularExpressions;

namespace NewsPlatform.Extraction.Dates;

/// <summary>Reads "3 hours ago", "vor 2 Tagen", "昨天" in many languages; they mean something only beside the time of the fetch.</summary>
internal static partial class RelativeDate
{
    private const int MaxLength = 60;

    // Beginnings of words, so that their endings need no list.
    private static readonly (TimeSpan Unit, string[] Stems)[] Units =
    [
        (TimeSpan.FromMinutes(1), ["min", "мин", "хв", "dakika", "dk", "λεπτ", "دقيق", "دقائق", "دقیق", "मिनट", "মিনিট", "นาที", "分", "분", "menit", "phút", "perc", "דק"]),
        (TimeSpan.FromHours(1),
            ["hour", "hr", "std", "stunde", "heure", "hora", "ore", "ora", "uur", "uren", "tim", "tunti", "godz", "час", "годин", "saat", "ώρ", "ساع", "घंट", "ঘণ্টা", "ชั่วโมง", "小时", "小時", "時間", "시간", "jam", "giờ", "óra", "órá", "שע", "hod", "sat", "h "]),
        (TimeSpan.FromDays(1),
            ["day", "tag", "jour", "día", "dia", "giorn", "dag", "päiv", "dni", "dzień", "dn", "день", "дня", "дней", "дні", "днів", "gün", "μέρ", "ημέρ", "يوم", "أيام", "ايام", "روز", "दिन", "দিন", "วัน", "天", "日", "일", "hari", "ngày", "nap", "zile", "יום", "ימים"]),
        (TimeSpan.FromDays(7),
            ["week", "woche", "semaine", "semana", "settiman", "weken", "veck", "uke", "uge", "viik", "tydz", "tygod", "недел", "тижн", "hafta", "εβδομ", "أسبوع", "أسابيع", "هفته", "सप्ताह", "সপ্তাহ", "สัปดาห์", "周", "週", "주", "minggu", "tuần", "hét", "hete", "săptăm", "שבוע", "týd"]),
    ];

    private static readonly SearchValues<string> Ago = SearchValues.Create(
        [
            " ago", "vor ", "il y a ", "hace ", "há ", " atrás", " fa ", "geleden", "siden", "sedan", "sitten", "temu", "назад", "тому", "önce", "πριν", "منذ", "قبل", "پیش", "पहले", "আগে", "ที่แล้ว", "前", "전", "lalu", "trước", "ezelőtt", "acum ",
            "לפני", "před ", "pred ", "prije", "преди", "пре ",
        ],
        StringComparison.OrdinalIgnoreCase);

    // How many days ago, the words that mean it; the most days first, for their words have those of fewer in them.
    private static readonly (int Days, string[] Words)[] Named =
    [
        (2,
            ["day before yesterday", "vorgestern", "avant-hier", "anteayer", "antes de ayer", "anteontem", "l'altro ieri", "l’altro ieri", "eergisteren", "przedwczoraj", "позавчера", "позавчора", "předevčírem", "predvčerom", "prekjučer", "förrgår", "forgårs",
            "toissapäivänä", "προχθές", "evvelsi gün", "kemarin dulu", "hôm kia", "前天", "一昨日", "おととい", "그저께", "그제", "שלשום", "أول أمس", "پریروز", "परसों"]),
        (1,
            ["yesterday", "gestern", "hier", "ayer", "ieri", "ontem", "gisteren", "wczoraj", "вчера", "вчора", "dün", "昨天", "昨日", "어제", "أمس", "دیروز", "kemarin", "hôm qua", "včera", "χθες", "eilen", "igår", "i går", "เมื่อวาน", "אתמול"]),
        (0,
            ["today", "heute", "aujourd'hui", "aujourd’hui", "oggi", "hoje", "vandaag", "dzisiaj", "сегодня", "сьогодні", "bugün", "今天", "今日", "오늘", "اليوم", "امروز", "hari ini", "hôm nay", "dnes", "σήμερα", "tänään", "idag", "i dag", "astăzi", "วันนี้", "היום"]),
    ];

    // Most lines have none of them.
    private static readonly SearchValues<string> AnyNamed = SearchValues.Create([.. Named.SelectMany(static named => named.Words)], StringComparison.OrdinalIgnoreCase);

    // A line may tell several things: "4 min read · 2 days ago".
    private static readonly char[] Dividers = ['·', '|', '•', '—', '–'];

    private static readonly string[] One = [" an ", " a ", " one ", " einer ", " einem ", " une ", " un ", " un'", " una ", " uma ", " um ", " een ", " en ", " et ", " ett ", " jednu ", " o "];

    /// <summary>The date, or null when the text is not about a time before now. A day without its year is the last such one.</summary>
    /// <param name="text">A short text; a longer one is a sentence.</param>
    /// <param name="now">When the page was fetched.</param>
    public static NewsDate? Read(string text, DateTimeOffset now)
    {
        if (text.Length is 0 or > MaxLength)
        {
            return null;
        }

        var line = DateReader.Prepare(text);
        foreach (var part in line.Split(Dividers, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var padded = $" {part} ";
            if (padded.AsSpan().ContainsAny(Ago) && Before(padded) is { } span)
            {
                // Nobody knows the minute of "3 hours ago".
                return span < TimeSpan.FromHours(1) ? new(Cut(now - span), DatePrecision.Minute, true) : Day(now - span);
            }

            if (DaysBack(part) is { } days)
            {
                return Day(now.AddDays(-days));
            }
        }

        return YearlessDate.Read(line.Trim(), now);
    }

    /// <summary>
    /// How many days ago a line says that something was: only one that says nothing else but the time of day, or that it was published or
    /// changed then. "USA Today", "Subscribe today" and "What we learned yesterday" speak of something else.
    /// </summary>
    private static int? DaysBack(string line)
    {
        if (!line.AsSpan().ContainsAny(AnyNamed))
        {
            return null;
        }

        foreach (var (days, words) in Named)
        {
            foreach (var word in words)
            {
                var at = line.IndexOf(word, StringComparison.OrdinalIgnoreCase);
                if (at < 0 || !IsWord(line, at, word.Length))
                {
                    continue;
                }

                var isAlone = !HasLetters(line.AsSpan(0, at)) && !HasLetters(line.AsSpan(at + word.Length));
                return isAlone || TimeOfDay().IsMatch(line) || DateWords.SaysPublished(line) || DateWords.SaysModified(line) ? days : null;
            }
        }

        return null;
    }

    // Whether no longer word has these letters in it. Where a script has no blanks every word would be a part of one.
    private static bool IsWord(string line, int at, int length) =>
        IsIdeographic(line[at]) || (!(at > 0 && char.IsLetter(line[at - 1])) && !(at + length < line.Length && char.IsLetter(line[at + length])));

    private static bool IsIdeographic(char letter) => letter is >= '\u0E00' and <= '\u0EFF' or >= '\u3040' and <= '\u9FFF' or >= '\uAC00' and <= '\uD7A3';

    private static bool HasLetters(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (char.IsLetter(c))
            {
                return true;
            }
        }

        return false;
    }

    [GeneratedRegex(@"[0-9]{1,2}\s?(?:[:.][0-9]{2}|h\b|uhr|時|时|點|点|시|[ap]\.?m\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TimeOfDay();

    private static TimeSpan? Before(string padded)
    {
        int count = 0, start = 0;
        while (start < padded.Length && !char.IsAsciiDigit(padded[start]))
        {
            start++;
        }

        var end = start;
        while (end < padded.Length && char.IsAsciiDigit(padded[end]) && end - start < 3)
        {
            count = (count * 10) + (padded[end++] - '0');
        }

        if (end == start)
        {
            foreach (var one in One)
            {
                if (padded.IndexOf(one, StringComparison.OrdinalIgnoreCase) is var at and >= 0 && UnitOf(padded.AsSpan(at + one.Length)) is { } single)
                {
                    return single;
                }
            }
        }

        if (count == 0 || end >= padded.Length || char.IsAsciiDigit(padded[end]) || padded[end] is ':' or '.' or '/')
        {
            return null;
        }

        return UnitOf(padded.AsSpan(end).TrimStart(" +")) * count;
    }

    // Of the beginnings that fit the longest: "minggu" is a week, and no minute.
    private static TimeSpan? UnitOf(ReadOnlySpan<char> rest)
    {
        (TimeSpan? found, var length) = (null, 0);
        foreach (var (unit, stems) in Units)
        {
            foreach (var stem in stems)
            {
                if (stem.Length > length && rest.StartsWith(stem, StringComparison.OrdinalIgnoreCase))
                {
                    (found, length) = (unit, stem.Length);
                }
            }
        }

        return found;
    }

    private static NewsDate Day(DateTimeOffset time) => new(new(time.Year, time.Month, time.Day, 0, 0, 0, TimeSpan.Zero), DatePrecision.Day, false);

    private static DateTimeOffset Cut(DateTimeOffset time) => new(time.Year, time.Month, time.Day, time.Hour, time.Minute, 0, time.Offset);
}
