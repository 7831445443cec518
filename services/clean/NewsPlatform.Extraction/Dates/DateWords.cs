using System.Buffers;
using System.Collections.Frozen;
using NewsPlatform.Extraction.Body;

namespace NewsPlatform.Extraction.Dates;

/// <summary>Words beside a date that tell what it is the date of.</summary>
internal static class DateWords
{
    private static readonly string[] ModifiedWords =
    [
        "update", "modified", "last change", "last edit", "revised", "last reviewed", "aktualisiert", "geändert", "letzte änderung", "bearbeitet", "mis à jour", "mise à jour", "modifié", "màj", "actualizado", "actualización",
        "actualizada", "modificado", "atualizado", "atualização", "atualizada", "aggiornato", "aggiornamento", "bijgewerkt", "gewijzigd", "laatste update", "uppdaterad", "oppdatert", "opdateret", "päivitetty", "muokattu",
        "aktualizacja", "zaktualizowano", "aktualizováno", "aktualizované", "обновлен", "изменен", "оновлено", "обновена", "ažurirano", "frissítve", "módosítva", "actualizat", "ενημέρωση", "güncelleme", "güncellendi", "更新", "最終更新",
        "修改", "수정", "업데이트", "diperbarui", "dikemaskini", "cập nhật", "อัปเดต", "อัพเดท", "แก้ไข", "تحديث", "آخر تعديل", "به‌روزرسانی", "بروزرسانی", "עודכן", "עדכון", "अपडेट", "अद्यतन", "আপডেট", "imesasishwa",
    ];

    private static readonly string[] PublishedWords =
    [
        "publish", "posted", "created", "first aired", "issued", "veröffentlicht", "erschienen", "erstellt", "publiziert", "publié", "publication", "mis en ligne", "mise en ligne", "paru le", "publicado", "publicada", "publicación", "publicação",
        "pubblicato", "pubblicazione", "gepubliceerd", "geplaatst", "publicerad", "publisert", "udgivet", "offentliggjort", "julkaistu", "opublikowano", "dodano", "publikováno", "zveřejněno", "vydáno", "uverejnené", "опубликован", "дата публикации",
        "опубліковано", "публикувана", "objavljeno", "közzétéve", "megjelent", "publicat", "δημοσίευση", "δημοσιεύθηκε", "yayınlanma", "yayın tarihi", "yayımlan", "giriş", "发布", "發布", "发表于", "發表於", "公開", "掲載", "配信", "入力", "입력", "등록", "게재", "승인",
        "diterbitkan", "dipublikasikan", "diposting", "tarikh terbit", "đăng ngày", "đăng lúc", "xuất bản", "เผยแพร่", "นำเสนอ", "نشر", "النشر", "تاریخ انتشار", "منتشر", "פורסם", "פרסום", "प्रकाशित", "প্রকাশ", "شائع", "ilichapishwa",
    ];

    private static readonly SearchValues<string> Other = SearchValues.Create(
        ["received", "accepted", "deadline", "expires", "valid until", "gültig bis", "copyright", "©", "accessed", "retrieved", "abgerufen", "joined", "member since", "next issue", "born", "geboren", "consulté le", "eingereicht"],
        StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> Modified = SearchValues.Create(ModifiedWords, StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> Published = SearchValues.Create(PublishedWords, StringComparison.OrdinalIgnoreCase);

    // Most texts have none of them, which these tell sooner.
    private static readonly PhraseSearch AnyModified = new(ModifiedWords);

    private static readonly PhraseSearch AnyPublished = new(PublishedWords);

    private static readonly FrozenSet<string> Headings = new[]
    {
        "date", "datum", "fecha", "data", "дата", "tarih", "dato", "päivämäärä", "dátum", "ημερομηνία", "التاريخ", "تاريخ", "تاریخ", "תאריך", "दिनांक", "তারিখ", "วันที่", "tanggal", "ngày", "日期", "时间", "時間", "日時", "日付", "날짜", "작성일", "등록일",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Clocks = new[]
    {
        "today", "now", "clock", "todays-date", "today-date", "todaysdate", "date-today", "current-date", "currentdate", "current_date", "current-time", "header-date", "site-date", "masthead-date", "top-date", "td_data_time", "live-clock", "date-now",
        "block-date", "top-bar-date", "topbar-date", "header__date", "date-header-top",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a text speaks of a change.</summary>
    public static bool SaysModified(string? text) => AnyModified.IsIn(text);

    /// <summary>Whether a text speaks of publication.</summary>
    public static bool SaysPublished(string? text) => AnyPublished.IsIn(text);

    /// <summary>Whether a line is nothing but the word for "date" above one.</summary>
    public static bool IsDateHeading(string line) => Headings.Contains(line.Trim(' ', ':', '：', '\u00a0'));

    /// <summary>What the words say of a date: the word nearest to its end counts, where both kinds are met.</summary>
    /// <param name="before">The text in front of the date.</param>
    public static DateLabel LabelOf(ReadOnlySpan<char> before)
    {
        var (published, modified, other) = (AnyPublished.IsIn(before) ? Last(before, Published) : -1, AnyModified.IsIn(before) ? Last(before, Modified) : -1, Last(before, Other));
        if (other > published && other > modified)
        {
            return DateLabel.Other;
        }

        return published < 0 && modified < 0 ? DateLabel.None : published > modified ? DateLabel.Published : DateLabel.Modified;
    }

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

    private static int Last(ReadOnlySpan<char> text, SearchValues<string> words)
    {
        var last = -1;
        for (var at = 0; at < text.Length;)
        {
            var found = text[at..].IndexOfAny(words);
            if (found < 0)
            {
                break;
            }

            last = at + found;
            at = last + 1;
        }

        return last;
    }
}
