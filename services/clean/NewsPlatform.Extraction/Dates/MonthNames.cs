using System.Collections.Frozen;

namespace NewsPlatform.Extraction.Dates;

/// <summary>Month names and their abbreviations in the languages of most news pages.</summary>
internal static class MonthNames
{
    private static readonly FrozenDictionary<string, int> Months = Build();

    /// <summary>The month, 1 to 12, or 0 when the word is no month.</summary>
    public static int Find(ReadOnlySpan<char> word)
    {
        word = word.TrimEnd('.');
        return word.Length is >= 2 and <= 14 && Months.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var month) ? month : 0;
    }

    private static FrozenDictionary<string, int> Build()
    {
        string[] rows =
        [
            "january january jan januar jänner jän jaenner janvier janv enero ene janeiro gennaio gen januari januari ianuarie января январь янв styczeń stycznia sty leden ledna led januára tammikuuta tammikuu ocak oca ιανουαρίου ιαν január januára jan січня יануари يناير ינואר януари sausio",
            "february february feb februar feber février fevrier févr fév febrero fevereiro fev febbraio febb februari februarie февраля февраль фев luty lutego lut únor února úno helmikuuta helmikuu şubat şub φεβρουαρίου φεβ február februára лютого فبراير פברואר февруари vasario",
            "march march mar märz mär maerz mrz mars marzo março marco maart mrt martie марта март мар marzec marca březen března bře maaliskuuta maaliskuu mart μαρτίου μαρ március marts березня مارس מרץ kovo",
            "april april apr avril avr abril abr aprile aprilie апреля апрель апр kwiecień kwietnia kwi duben dubna dub huhtikuuta huhtikuu nisan nis απριλίου απρ április apríla квітня أبريل אפריל април balandžio",
            "may mai maj may mayo maio mag maggio mei mai мая май máj mája května květen kvě toukokuuta toukokuu mayıs μαΐου μαΪ május maja травня مايو מאי gegužės",
            "june june jun juni juin junio junho giugno giu iunie июня июнь июн czerwiec czerwca cze červen června čvn kesäkuuta kesäkuu haziran haz ιουνίου ιουν június júna червня يونيو יוני юни birželio",
            "july july jul juli juillet juil julio julho luglio lug iulie июля июль июл lipiec lipca lip červenec července čvc heinäkuuta heinäkuu temmuz tem ιουλίου ιουλ július júla липня يوليو יולי юли liepos",
            "august august aug août aout agosto ago augustus augusti августа август авг sierpień sierpnia sie srpen srpna srp elokuuta elokuu ağustos ağu αυγούστου αυγ augusztus augusta серпня أغسطس אוגוסט rugpjūčio",
            "september september sep sept septembre septiembre setembro set settembre sett septembrie сентября сентябрь сен сент wrzesień września wrz září zář syyskuuta syyskuu eylül eyl σεπτεμβρίου σεπ szeptember septembra вересня سبتمبر ספטמבר септември rugsėjo",
            "october october oct okt oktober octobre octubre outubro out ottobre ott octombrie октября октябрь окт październik października paź říjen října říj lokakuuta lokakuu ekim eki οκτωβρίου οκτ október októbra жовтня أكتوبر אוקטובר октомври spalio",
            "november november nov novembre noviembre novembro noiembrie ноября ноябрь ноя listopad listopada lis listopadu marraskuuta marraskuu kasım kas νοεμβρίου νοε novembra листопада نوفمبر נובמבר ноември lapkričio",
            "december december dec dez dezember décembre decembre déc diciembre dic dezembro dicembre decembrie декабря декабрь дек grudzień grudnia gru prosinec prosince pro joulukuuta joulukuu aralık ara δεκεμβρίου δεκ decembra des desember грудня ديسمبر דצמבר декември gruodžio",
        ];
        var months = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < rows.Length; i++)
        {
            foreach (var name in rows[i].Split(' '))
            {
                months.TryAdd(name, i + 1);
            }
        }

        return months.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
