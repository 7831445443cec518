using System.Collections.Frozen;

namespace NewsPlatform.Crawling.Dates;

/// <summary>Words that dates are written with.</summary>
internal static class DateWords
{
    /// <summary>Names of the months by language, January first; abbreviations follow after "|".</summary>
    private static readonly string[] MonthTable =
    [
        "january|jan february|feb march|mar april|apr may june|jun july|jul august|aug september|sep|sept october|oct november|nov december|dec", // English
        "januar|jan|jän|jänner februar|feb märz|mär|mrz april|apr mai juni|jun juli|jul august|aug september|sep|sept oktober|okt november|nov dezember|dez", // German
        "janvier|janv février|févr|fév mars avril|avr mai juin juillet|juil août septembre|sept octobre|oct novembre|nov décembre|déc", // French
        "enero|ene febrero|feb marzo|mar abril|abr mayo|may junio|jun julio|jul agosto|ago septiembre|sep|set octubre|oct noviembre|nov diciembre|dic", // Spanish
        "janeiro|jan fevereiro|fev março|mar abril|abr maio|mai junho|jun julho|jul agosto|ago setembro|set outubro|out novembro|nov dezembro|dez", // Portuguese
        "gennaio|gen febbraio|feb marzo|mar aprile|apr maggio|mag giugno|giu luglio|lug agosto|ago settembre|set ottobre|ott novembre|nov dicembre|dic", // Italian
        "januari|jan februari|feb maart|mrt april|apr mei juni|jun juli|jul augustus|aug september|sep oktober|okt november|nov december|dec", // Dutch
        "stycznia|sty lutego|lut marca|mar kwietnia|kwi maja|maj czerwca|cze lipca|lip sierpnia|sie września|wrz października|paź listopada|lis grudnia|gru", // Polish
        "января|янв февраля|фев марта|мар апреля|апр мая|май июня|июн июля|июл августа|авг сентября|сен октября|окт ноября|ноя декабря|дек", // Russian
        "ιανουαρίου|ιαν φεβρουαρίου|φεβ|φεβρ μαρτίου|μάρ|μαρ|μάρτ απριλίου|απρ μαΐου|μάι|μαϊ|μαι ιουνίου|ιούν|ιον ιουλίου|ιούλ|ιολ αυγούστου|αύγ|αυγ σεπτεμβρίου|σεπ|σεπτ οκτωβρίου|οκτ νοεμβρίου|νοέ|νοε δεκεμβρίου|δεκ", // Greek
        "január|jan február|febr március|márc április|ápr május|máj június|jún július|júl augusztus|aug szeptember|szept október|okt november|nov december|dec", // Hungarian
        "januari|jan februari|feb mars april|apr maj juni|jun juli|jul augusti|aug september|sep oktober|okt november|nov december|dec", // Swedish
        "ocak|oca şubat|şub mart nisan|nis mayıs haziran|haz temmuz|tem ağustos|ağu eylül|eyl ekim|eki kasım|kas aralık|ara", // Turkish
    ];

    /// <summary>Month number by name or abbreviation, in lower case.</summary>
    public static FrozenDictionary<string, int> Months { get; } = BuildMonths();

    /// <summary>Offset in minutes by zone name, in lower case: RFC 5322 section 4.3, and names that news feeds use.</summary>
    public static FrozenDictionary<string, int> Zones { get; } = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["z"] = 0, ["ut"] = 0, ["utc"] = 0, ["gmt"] = 0, ["wet"] = 0,
        ["ast"] = -240, ["adt"] = -180, ["at"] = -240,
        ["est"] = -300, ["edt"] = -240, ["et"] = -300,
        ["cst"] = -360, ["cdt"] = -300, ["ct"] = -360,
        ["mst"] = -420, ["mdt"] = -360, ["mt"] = -420,
        ["pst"] = -480, ["pdt"] = -420, ["pt"] = -480,
        ["akst"] = -540, ["akdt"] = -480, ["hst"] = -600, ["nst"] = -210, ["ndt"] = -150,
        ["bst"] = 60, ["west"] = 60, ["cet"] = 60, ["met"] = 60, ["mez"] = 60, ["cest"] = 120, ["mesz"] = 120, ["sast"] = 120,
        ["eet"] = 120, ["eest"] = 180, ["msk"] = 180, ["msd"] = 240, ["trt"] = 180, ["gst"] = 240, ["pkt"] = 300, ["ist"] = 330, ["npt"] = 345,
        ["wib"] = 420, ["ict"] = 420, ["hkt"] = 480, ["sgt"] = 480, ["myt"] = 480, ["awst"] = 480, ["jst"] = 540, ["kst"] = 540,
        ["acst"] = 570, ["acdt"] = 630, ["aest"] = 600, ["aedt"] = 660, ["nzst"] = 720, ["nzdt"] = 780, ["brt"] = -180, ["art"] = -180, ["clt"] = -240,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>True for a word that means afternoon, false for one that means morning.</summary>
    public static bool? Meridian(string word) => word switch
    {
        "pm" or "p" or "오후" or "午後" or "下午" => true,
        "am" or "a" or "오전" or "午前" or "上午" => false,
        _ => null,
    };

    private static FrozenDictionary<string, int> BuildMonths()
    {
        var months = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var language in MonthTable)
        {
            var number = 0;
            foreach (var names in language.Split(' '))
            {
                number++;
                foreach (var name in names.Split('|'))
                {
                    months.TryAdd(name, number);
                }
            }
        }

        return months.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
