using System.Collections.Frozen;

namespace NewsPlatform.Extraction.Dates;

/// <summary>Words beside a date that tell what it is the date of.</summary>
internal static class DateWords
{
    private static readonly string[] Modified =
    [
        "update", "modified", "last change", "aktualisiert", "geändert", "mis à jour", "mise à jour", "modifié", "màj", "actualizado", "actualización", "modificado", "atualizado", "aggiornato", "bijgewerkt",
        "uppdaterad", "oppdatert", "opdateret", "aktualizacja", "aktualizováno", "обновлено", "güncelleme", "更新",
    ];

    private static readonly string[] Published =
    [
        "publish", "posted", "created", "veröffentlicht", "erstellt", "publié", "publicado", "publicación", "pubblicato", "gepubliceerd", "publicerad", "publisert", "udgivet", "opublikowano", "publikováno",
        "опубликовано", "yayınlanma", "giriş", "发布", "發布", "公開", "入力", "stand:",
    ];

    private static readonly FrozenSet<string> Clocks = new[]
    {
        "today", "now", "clock", "todays-date", "today-date", "todaysdate", "date-today", "current-date", "currentdate", "current_date", "current-time", "header-date", "site-date", "masthead-date", "top-date", "td_data_time", "live-clock", "date-now",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a text speaks of a change.</summary>
    public static bool SaysModified(string? text) => Says(text, Modified);

    /// <summary>Whether a text speaks of publication.</summary>
    public static bool SaysPublished(string? text) => Says(text, Published);

    /// <summary>Whether a class or id names the clock of a page: the day it was served, which has nothing to do with the article.</summary>
    public static bool NamesClock(string? names)
    {
        if (string.IsNullOrEmpty(names))
        {
            return false;
        }

        foreach (var range in names.AsSpan().Split(' '))
        {
            if (Clocks.GetAlternateLookup<ReadOnlySpan<char>>().Contains(names.AsSpan(range)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Says(string? text, string[] words)
    {
        if (text is not null)
        {
            foreach (var word in words)
            {
                if (text.Contains(word, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
