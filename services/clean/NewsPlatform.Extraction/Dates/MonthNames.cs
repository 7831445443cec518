using System.Collections.Frozen;

namespace NewsPlatform.Extraction.Dates;

/// <summary>Month names and their abbreviations in the languages of most news pages, with those of the Persian and the Islamic calendar.</summary>
internal static class MonthNames
{
    private static readonly FrozenDictionary<string, (YearKind Calendar, int Month)> Months = Build();

    /// <summary>The Gregorian month, 1 to 12, or 0 when the word is none.</summary>
    public static int Find(ReadOnlySpan<char> word) => Find(word, out var calendar) is var month && calendar == YearKind.Gregorian ? month : 0;

    /// <summary>The month, 1 to 12, with its calendar, or 0 when the word is no month.</summary>
    public static int Find(ReadOnlySpan<char> word, out YearKind calendar)
    {
        word = word.Trim(" .,");
        calendar = YearKind.Gregorian;
        if (word.Length is < 2 or > 18 || !Months.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var found))
        {
            return 0;
        }

        calendar = found.Calendar;
        return found.Month;
    }

    private static FrozenDictionary<string, (YearKind Calendar, int Month)> Build()
    {
        string[] rows =
        [
            "january january jan januar jänner jän jaenner janvier janv enero ene janeiro gennaio gen januari januari ianuarie января январь янв styczeń stycznia sty leden ledna led januára tammikuuta tammikuu ocak oca ιανουαρίου ιαν január januára jan січня січень يناير ינואר בינואר януари sausio sausis јануар јануара januara siječnja siječanj janvārī janvāris jaanuar janúar gener xaneiro janar იანვარი հունվարի yanvar қаңтар студзеня जनवरी जानेवारी জানুয়ারি ஜனவரி జనవరి জানুয়ারী જાન્યુઆરી ജനുവരി ಜನವರಿ جنوری ژانویه جانفي كانون-الثاني มกราคม มค urtarrilaren urtarrila",
            "february february feb februar feber février fevrier févr fév febrero fevereiro fev febbraio febb februari februarie февраля февраль фев luty lutego lut únor února úno helmikuuta helmikuu şubat şub φεβρουαρίου φεβ február februára лютого лютий فبراير פברואר בפברואר февруари vasario vasaris фебруар фебруара februara veljače veljača februārī februāris veebruar febrúar febrer febreiro shkurt თებერვალი փետրվարի fevral ақпан лютага फरवरी फ़रवरी फेब्रुवारी ফেব্রুয়ারি பிப்ரவரி ఫిబ్రవరి ફેબ્રુઆરી ഫെബ്രുവരി ಫೆಬ್ರವರಿ فروری فوریه فيفري شباط กุมภาพันธ์ กพ otsailaren otsaila pebrero ফেব্রুয়ারী",
            "march march mar märz mär maerz mrz mars marzo março marco maart mrt martie марта март мар marzec marca březen března bře maaliskuuta maaliskuu mart μαρτίου μαρ március marts березня березень مارس מרץ במרץ kovo kovas ožujka ožujak marec martā marec märts març марта mart მარტი մարտի наурыз сакавіка मार्च মার্চ மார்ச் మార్చి માર્ચ മാർച്ച് ಮಾರ್ಚ್ مارچ آذار มีนาคม มีค martxoaren martxoa machi maret mac marso марта",
            "april april apr avril avr abril abr aprile aprilie апреля апрель апр kwiecień kwietnia kwi duben dubna dub huhtikuuta huhtikuu nisan nis απριλίου απρ április apríla квітня квітень أبريل ابريل אפריל באפריל април balandžio balandis априла aprila travnja travanj aprīlī aprīlis aprill apríl prill აპრილი ապրիլի aprel сәуір красавіка अप्रैल एप्रिल এপ্রিল ஏப்ரல் ఏప్రిల్ એપ્રિલ ഏപ്രിൽ ಏಪ್ರಿಲ್ اپریل آوریل أفريل نيسان เมษายน เมย apirilaren apirila aprili",
            "may mai maj may mayo maio mag maggio mei mai мая май máj mája května květen kvě toukokuuta toukokuu mayıs μαΐου μαΪ μάιος μαιου május maja травня травень مايو ماي מאי במאי gegužės gegužė мај maja svibnja svibanj maijā maijs maí maig მაისი մայիսի мамыр मई मे মে மே మే મે മേയ് ಮೇ مئی مه أيار พฤษภาคม พค maiatzaren maiatza",
            "june june jun juni juin junio junho giugno giu iunie июня июнь июн czerwiec czerwca cze červen června čvn kesäkuuta kesäkuu haziran haz ιουνίου ιουν június júna червня червень يونيو יוני ביוני birželio birželis јун јуна juna lipnja lipanj jūnijā jūnijs juuni júní juny xuño qershor ივნისი հունիսի iyun маусым чэрвеня юни जून জুন ஜூன் జూన్ જૂન ജൂൺ ಜೂನ್ جون ژوئن جوان حزيران มิถุนายน มิย ekainaren ekaina hunyo junij junija",
            "july july jul juli juillet juil julio julho luglio lug iulie июля июль июл lipiec lipca lip červenec července čvc heinäkuuta heinäkuu temmuz tem ιουλίου ιουλ július júla липня липень يوليو يوليوز יולי ביולי liepos liepa јул јула jula srpnja srpanj jūlijā jūlijs juuli júlí juliol xullo korrik ივლისი հուլիսի iyul шілде ліпеня юли जुलाई जुलै জুলাই ஜூலை జులై జూలై જુલાઈ ജൂലൈ ಜುಲೈ جولائی ژوئیه جويلية تموز กรกฎาคม กค uztailaren uztaila hulyo julai julij julija",
            "august august aug août aout agosto ago augustus augusti августа август авг sierpień sierpnia sie srpen srpna srp elokuuta elokuu ağustos ağu αυγούστου αυγ augusztus augusta серпня серпень أغسطس اغسطس غشت אוגוסט באוגוסט rugpjūčio rugpjūtis avgust avgusta kolovoza kolovoz augustā augusts ágúst agost gusht აგვისტო օգոստոսի avqust тамыз жніўня अगस्त ऑगस्ट আগস্ট ஆகஸ்ட் ఆగస్టు ઓગસ્ટ ഓഗസ്റ്റ് ಆಗಸ್ಟ್ اگست اوت أوت آب สิงหาคม สค abuztuaren abuztua agustus ogos agosti",
            "september september sep sept septembre septiembre setiembre setembro set settembre sett septembrie сентября сентябрь сен сент wrzesień września wrz září zář syyskuuta syyskuu eylül eyl σεπτεμβρίου σεπ szeptember septembra вересня вересень سبتمبر ספטמבר בספטמבר септември септембра септембар septembar rugsėjo rugsėjis rujna rujan septembrī septembris setembre shtator სექტემბერი սեպտեմբերի sentyabr қыркүйек верасня सितंबर सितम्बर सप्टेंबर সেপ্টেম্বর செப்டம்பர் సెప్టెంబర్ સપ્ટેમ્બર സെപ്റ്റംബർ ಸೆಪ್ಟೆಂಬರ್ ستمبر سپتامبر شتنبر أيلول กันยายน กย irailaren iraila setyembre septemba",
            "october october oct okt oktober octobre octubre outubro out ottobre ott octombrie октября октябрь окт październik października paź říjen října říj lokakuuta lokakuu ekim eki οκτωβρίου οκτ október októbra жовтня жовтень أكتوبر اكتوبر אוקטובר באוקטובר октомври октобра октобар oktobar spalio spalis oktobrī oktobris oktoober outubro tetor ოქტომბერი հոկտեմբերի oktyabr қазан кастрычніка अक्टूबर अक्तूबर ऑक्टोबर অক্টোবর அக்டோபர் అక్టోబర్ ઓક્ટોબર ഒക്ടോബർ ಅಕ್ಟೋಬರ್ اکتوبر اکتبر تشرين-الأول ตุลาคม ตค urriaren urria oktubre oktoba",
            "november november nov novembre noviembre novembro noiembrie ноября ноябрь ноя listopad listopada lis listopadu marraskuuta marraskuu kasım kas νοεμβρίου νοε novembra листопада листопад نوفمبر נובמבר בנובמבר ноември новембра новембар novembar lapkričio lapkritis studenoga studeni novembrī novembris nóvember nëntor ნოემბერი նոյեմբերի noyabr қараша лістапада नवंबर नवम्बर नोव्हेंबर নভেম্বর நவம்பர் నవంబర్ નવેમ્બર നവംബർ ನವೆಂಬರ್ نومبر نوامبر نونبر تشرين-الثاني พฤศจิกายน พย azaroaren azaroa nobyembre novemba",
            "december december dec dez dezember décembre decembre déc diciembre dic dezembro dicembre decembrie декабря декабрь дек grudzień grudnia gru prosinec prosince pro joulukuuta joulukuu aralık ara δεκεμβρίου δεκ decembra des desember грудня грудень ديسمبر דצמבר בדצמבר декември децембра децембар decembar gruodžio gruodis prosinca decembrī decembris detsember desembre decembro dhjetor დეკემბერი դեկտեմբերի dekabr желтоқсан снежня दिसंबर दिसम्बर डिसेंबर ডিসেম্বর டிசம்பர் డిసెంబర్ ડિસેમ્બર ഡിസംബർ ಡಿಸೆಂಬರ್ دسمبر دسامبر دجنبر كانون-الأول ธันวาคม ธค abenduaren abendua disyembre desemba disember",
        ];
        string[] persian = ["فروردین فروردين", "اردیبهشت ارديبهشت", "خرداد", "تیر تير", "مرداد امرداد", "شهریور شهريور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"];
        string[] islamic =
        [
            "محرم", "صفر", "ربيع-الأول ربیع-الاول", "ربيع-الآخر ربيع-الثاني ربیع-الثانی", "جمادى-الأولى جمادي-الأولى", "جمادى-الآخرة جمادى-الثانية جمادي-الآخرة", "رجب", "شعبان", "رمضان", "شوال", "ذو-القعدة ذي-القعدة ذوالقعدة",
            "ذو-الحجة ذي-الحجة ذوالحجة",
        ];
        var months = new Dictionary<string, (YearKind, int)>(StringComparer.OrdinalIgnoreCase);
        Add(rows, YearKind.Gregorian);
        Add(persian, YearKind.Persian);
        Add(islamic, YearKind.Islamic);
        return months.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

        void Add(string[] names, YearKind calendar)
        {
            for (var i = 0; i < names.Length; i++)
            {
                foreach (var name in names[i].Split(' '))
                {
                    // Names of two words are met with a blank.
                    months.TryAdd(name.Replace('-', ' '), (calendar, i + 1));
                }
            }
        }
    }
}
