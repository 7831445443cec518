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

    private static readonly string[] Clocks = ["today", "todays", "current-date", "currentdate", "current_date", "clock", "data_time", "datenow", "date-now", "header-date", "masthead"];

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

        foreach (var word in Clocks)
        {
            if (names.Contains(word, StringComparison.OrdinalIgnoreCase))
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
