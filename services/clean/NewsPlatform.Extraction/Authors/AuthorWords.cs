using System.Collections.Frozen;

namespace NewsPlatform.Extraction.Authors;

/// <summary>Words by which names are told from roles, organisations and other text.</summary>
internal static class AuthorWords
{
    private static readonly FrozenSet<string> Organisations = Set("""
        reuters associated ap afp dpa efe ansa bloomberg staff redaktion redaction rédaction redacción redação redazione redakcja redakce редакция redactie redaksjonen toimitus editorial editors newsroom
        news team desk agency agencies agencia agencias agence agencja agenturen press presse prensa imprensa stampa bureau correspondents magazine magazin times post tribune network service services media tv radio online
        sid apa kna epd pti ians ani xinhua tass ria interfax antara yonhap kyodo jiji lusa belga anp ritzau ntb tt stt ctk pap dpa-afx online-redaktion associates institute institut university universität foundation
        stiftung inc ltd llc gmbh ag group zeitung nachrichten anzeiger kurier rundschau tageblatt journal herald gazette chronicle daily diario periódico jornal giornale corriere gazzetta krant dagblad blog club
        collective corporation company committee council ministry association verband verein society center centre e.v nytimes aap upi ap/reuters wire wires report reports today insider channel community board squad crew
        新华社 新華社 人民网 中新社 中央社 通讯社 通信社 編集部 编辑部 編輯部 日报 新闻 新聞 网 뉴스 연합뉴스 وكالة وكالات صحيفة خبرگزاری एजेंसी टीम डेस्क
        """);

    // Those that stand alone below a headline; many of the words above are of other things there.
    private static readonly FrozenSet<string> Agencies = new[]
    {
        "reuters", "ap", "associated press", "the associated press", "afp", "agence france-presse", "dpa", "dpa-afx", "sid", "kna", "epd", "apa", "keystone-sda", "sda", "ats", "anp", "belga", "ritzau", "ntb", "stt", "efe", "europa press", "ansa", "adnkronos", "lusa",
        "pap", "ctk", "čtk", "mti", "tanjug", "hina", "interfax", "tass", "тасс", "риа новости", "интерфакс", "ukrinform", "anadolu", "dha", "iha", "pti", "ians", "ani", "bernama", "antara", "jiji", "jiji press", "kyodo", "kyodo news", "xinhua", "yonhap", "bloomberg", "upi", "cna",
        "télam", "notimex", "agencia brasil", "agência brasil", "agencias", "agenturen", "新华社", "新華社", "中新社", "中央社", "時事通信", "共同通信", "연합뉴스",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Roles = Set("""
        staff editor editors writer writers reporter reporters correspondent correspondents contributor contributors columnist columnists analyst producer fellow journalist journalists author authors senior chief
        political executive managing deputy associate assistant contributing freelance freelancer special editor-in-chief director founder co-founder ceo president professor lecturer strategist specialist researcher
        intern blogger critic presenter anchor host guest founding publisher photographer redakteur redakteurin reporterin korrespondent korrespondentin chefredakteur chefredakteurin autorin journalistin
        volontär volontärin journaliste rédacteur rédactrice correspondant correspondante reportero reportera redactor redactora corresponsal periodista colaborador colaboradora jornalista repórter editora
        colunista giornalista redattore redattrice inviato inviata redacteur verslaggever correspondente redaktør journalisti toimittaja dziennikarz dziennikarka redaktor redaktorka корреспондент обозреватель редактор
        журналист muhabir muhabiri yazar yazarı wartawan jurnalis phd md mph rd msw cpt esq jr.
        consultant manager reviewer expert former engineer developer designer coach advisor partner officer head owner dietitian nutritionist physician nachrichtenagentur agenturmeldung
        contributions
        记者 記者 编辑 編輯 主编 기자 특파원 कार्यकारी संवाददाता مراسل
        """);

    private static readonly FrozenSet<string> Particles = Set("de del della di da das do dos du des van von vom der den dem zu zum la le les el al bin ibn ben ten ter af av y e st. mac mc o' d' ud ul abu bint");

    private static readonly FrozenSet<string> Functions = Set("""
        the and or of in to for with on at by from is are was how why what when who this that your our my more about news read share all new best top photo image images video credit getty
        und oder mit für aus bei wie was warum wer mehr zur zum et ou avec pour dans sur comment pourquoi qui los las con para cómo qué il per con come gli een het met voor privacy policy terms cookies
        subscribe newsletter sign login menu home prev next previous back print edit recommended related popular latest contact minutes minute min comments politics business sports sport culture opinion world tech technology science health lifestyle entertainment travel food money
        politik wirtschaft kultur leben wissen panorama économie politique société cultura economía deportes mundo tecnología salud esportes economia
        """);

    private static readonly FrozenSet<string> Times = Set("""
        on at am um le el em il op den dne dnia published updated posted vom monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun montag dienstag mittwoch donnerstag
        freitag samstag sonntag mo di mi do fr sa so lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo lunedì martedì mercoledì giovedì venerdì sabato domenica
        segunda-feira terça-feira quarta-feira quinta-feira sexta-feira maandag dinsdag woensdag donderdag vrijdag zaterdag zondag понедельник вторник среда четверг пятница суббота воскресенье hace il vor for siden
        """);

    // Scripts without blanks: what the names of newspapers, agencies and other bodies end in.
    private static readonly string[] OrganisationEnds =
    [
        "网", "網", "报", "報", "社", "集团", "集團", "电视台", "電視台", "电台", "频道", "頻道", "编辑部", "編輯部", "編集部", "出版社", "公司", "协会", "協會", "協会", "委员会", "委員會", "委員会", "中心", "学院", "學院", "大学", "大學", "周刊", "週刊", "杂志", "雜誌",
        "期刊", "新闻", "新聞", "观察", "通信", "放送", "テレビ", "ニュース", "研究所", "政府", "部门", "局", "신문", "일보", "뉴스", "방송", "편집부", "연합", "통신", "닷컴",
    ];

    /// <summary>Whether a name without blanks ends as that of an organisation.</summary>
    public static bool EndsAsOrganisation(string name)
    {
        foreach (var end in OrganisationEnds)
        {
            if (name.Length > end.Length + 1 && name.EndsWith(end, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a word belongs to an organisation's name.</summary>
    public static bool IsOrganisation(ReadOnlySpan<char> word) => Has(Organisations, word);

    /// <summary>Whether a text is a news agency's name and nothing else.</summary>
    public static bool IsAgency(string text) => text.Length is > 1 and < 30 && Agencies.Contains(text) && (text.Length > 3 || IsInitials(text));

    // "Aa" is a letter in two sizes and "Sid" a man; an agency of so few letters writes them large, but for this one.
    private static bool IsInitials(string text) => text == "dpa" || !text.Any(char.IsAsciiLetter) || text.All(char.IsAsciiLetterUpper);

    /// <summary>Whether a word is a role at a newspaper or an academic title behind a name.</summary>
    public static bool IsRole(ReadOnlySpan<char> word) => Has(Roles, word.TrimEnd(".,"));

    /// <summary>Whether a word in lower case can stand inside a name.</summary>
    public static bool IsParticle(ReadOnlySpan<char> word) => Has(Particles, word);

    /// <summary>Whether a word stands in headings and sentences, not in names.</summary>
    public static bool IsFunction(ReadOnlySpan<char> word) => Has(Functions, word);

    /// <summary>Whether a word leads to a date.</summary>
    public static bool IsTime(ReadOnlySpan<char> word) => Has(Times, word);

    private static bool Has(FrozenSet<string> words, ReadOnlySpan<char> word) => word.Length is > 0 and < 30 && words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);

    private static FrozenSet<string> Set(string words) => words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
