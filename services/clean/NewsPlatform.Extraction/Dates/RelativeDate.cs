using System.Buffers;

namespace NewsPlatform.Extraction.Dates;

/// <summary>Reads "3 hours ago", "vor 2 Tagen", "昨天" in many languages; they mean something only beside the time of the fetch.</summary>
internal static class RelativeDate
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

    private static readonly SearchValues<string> Today = SearchValues.Create(
        ["today", "heute", "aujourd", "oggi", "hoje", "vandaag", "dzisiaj", "сегодня", "сьогодні", "bugün", "今天", "今日", "오늘", "اليوم", "امروز", "hari ini", "hôm nay", "dnes", "σήμερα", "tänään", "idag", "i dag", "astăzi", "วันนี้", "היום"],
        StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> Yesterday = SearchValues.Create(
        ["yesterday", "gestern", " hier ", "ayer", " ieri ", "ontem", "gisteren", "wczoraj", "вчера", "вчора", "dün", "昨天", "昨日", "어제", "أمس", "دیروز", "kemarin", "hôm qua", "včera", "χθες", "eilen", "igår", "i går", "เมื่อวาน", "אתמול"],
        StringComparison.OrdinalIgnoreCase);

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

        var padded = " " + DateReader.Prepare(text) + " ";
        if (padded.AsSpan().ContainsAny(Ago) && Before(padded) is { } span)
        {
            // Nobody knows the minute of "3 hours ago".
            return span < TimeSpan.FromHours(1) ? new(Cut(now - span), DatePrecision.Minute, true) : Day(now - span);
        }

        return padded.AsSpan().ContainsAny(Yesterday) ? Day(now.AddDays(-1)) : padded.AsSpan().ContainsAny(Today) ? Day(now) : YearlessDate.Read(padded.Trim(), now);
    }

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

    private static TimeSpan? UnitOf(ReadOnlySpan<char> rest)
    {
        foreach (var (unit, stems) in Units)
        {
            foreach (var stem in stems)
            {
                if (rest.StartsWith(stem, StringComparison.OrdinalIgnoreCase))
                {
                    return unit;
                }
            }
        }

        return null;
    }

    private static NewsDate Day(DateTimeOffset time) => new(new(time.Year, time.Month, time.Day, 0, 0, 0, TimeSpan.Zero), DatePrecision.Day, false);

    private static DateTimeOffset Cut(DateTimeOffset time) => new(time.Year, time.Month, time.Day, time.Hour, time.Minute, 0, time.Offset);
}
