using System.Text.RegularExpressions;
using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Dates;

namespace NewsPlatform.Extraction.Authors;

/// <summary>
/// Finds the reporters whom Chinese articles name inside their text: in brackets at its beginning or end, behind the word for a reporter,
/// before the place reported from. Names stand between blanks there, and an editor is no author.
/// </summary>
internal static partial class ChineseBylines
{
    // Characters at the beginning of an opening paragraph and at the end of a closing one.
    private const int Opening = 120;
    private const int Closing = 90;
    private const int MaxNames = 8;

    // The hundred commonest surnames, nine people of ten.
    private const string Surnames =
        "王李张劉刘陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林高罗羅郑鄭梁谢謝宋唐许許韩韓邓鄧冯馮曹彭曾肖蕭萧田董潘袁蔡蒋蔣余于杜叶葉程魏苏蘇吕呂丁任卢盧姚沈锺钟鍾姜崔谭譚陆陸范汪廖石金韦韋贾賈夏付傅方邹鄒熊白孟秦邱江尹薛闫閻阎段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴覃武戴莫孔向汤湯温溫康施文牛樊葛邢安齐齊易乔喬伍庞龐颜顏倪庄莊聂聶章鲁魯岳翟殷詹申欧歐耿关關兰蘭焦俞左柳甘祝包宁寧尚符舒阮柯纪紀梅童凌毕畢单單季裴霍涂成苗谷盛曲翁冉骆駱蓝藍路游辛靳管柴蒙鲍鮑华華喻祁蒲房滕屈饶饒解牟艾尤阳陽时時穆农農司卓古吉缪繆简簡车車项項连連芦蘆麦麥褚娄婁窦竇戚岑景党宫宮费費卜冷晏席卫衛米柏宗瞿桂全佟应應臧闵閔苟邬鄔边邊卞姬师師和仇栾欒隋商刁沙荣榮巫寇桑郎甄丛叢仲虞敖巩鞏明佘池查麻苑迟遲邝鄺封官";

    /// <summary>Whether an article is Chinese, by what its page says or, where that is another language's template, by its first line.</summary>
    public static bool MayHave(PageScan scan, ArticlePlace place)
    {
        if (string.IsNullOrEmpty(scan.Language) || scan.Language.StartsWith("zh", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        var first = place.First < scan.Blocks.Count ? scan.Blocks[place.First].Text.AsSpan() : default;
        return first.ContainsAnyInRange('\u4E00', '\u9FFF') && !first.ContainsAnyInRange('\u3040', '\u30FF') && !first.ContainsAnyInRange('\uAC00', '\uD7AF');
    }

    /// <summary>The reporters; empty when none is named so.</summary>
    public static List<Sourced<Author>> Read(PageScan scan, ArticlePlace place)
    {
        var authors = new List<Sourced<Author>>();
        var last = Math.Min(scan.Blocks.Count, place.Last + 4);
        for (var i = Math.Max(0, Math.Max(place.Headline, place.First - 6)); i < Math.Min(last, place.First + 3) && authors.Count == 0; i++)
        {
            var text = scan.Blocks[i].Text;
            Add(authors, text[..Math.Min(text.Length, Opening)]);
        }

        for (var i = last - 1; i >= Math.Max(place.First, place.Last - 4) && authors.Count == 0; i--)
        {
            var text = scan.Blocks[i].Text;
            Add(authors, text[Math.Max(0, text.Length - Closing)..]);
        }

        return authors.Count > 0 ? authors : Alone(scan, place);
    }

    /// <summary>A line below the headline that is nothing but one or two names with common surnames.</summary>
    private static List<Sourced<Author>> Alone(PageScan scan, ArticlePlace place)
    {
        var authors = new List<Sourced<Author>>();
        for (var i = Math.Max(place.Headline + 1, place.First - 3); i >= 0 && i < Math.Min(scan.Blocks.Count, place.First + 2) && authors.Count == 0; i++)
        {
            var block = scan.Blocks[i];
            if (block.Text.Length is >= 2 and <= 9 && block.LinkDensity < 0.5 && !block.Hints.Any(ElementHint.Excluded) && AreNames(block.Text))
            {
                Put(authors, block.Text, block.Text, 0.42);
            }
        }

        return authors;
    }

    /// <summary>Whether a text is one or several Chinese names and nothing else: the first with a common surname.</summary>
    public static bool AreNames(string text)
    {
        var first = true;
        foreach (var range in text.AsSpan().SplitAny('、', ' ', '\u3000'))
        {
            var name = text.AsSpan(range);
            if (name.Length == 0)
            {
                continue;
            }

            if (name.Length is not (2 or 3) || name.ContainsAnyExceptInRange('\u4E00', '\u9FFF') || (first && !HasSurname(name)))
            {
                return false;
            }

            first = false;
        }

        return !first && !Stop().IsMatch(text);
    }

    /// <summary>The names that blanks part; a name of two characters is often set as wide as one of three ("王小明 方 敏").</summary>
    public static List<string> Apart(string text)
    {
        var names = new List<string>();
        var open = "";
        foreach (var range in text.AsSpan().SplitAny(' ', '\u3000', '\u00a0', '、'))
        {
            var part = text.AsSpan(range);
            if (part.Length == 0)
            {
                continue;
            }

            if (part.Length > 4 || part.ContainsAnyExceptInRange('\u4E00', '\u9FFF'))
            {
                return [];
            }

            open += part.ToString();
            if (open.Length > 1)
            {
                names.Add(open);
                open = "";
            }
        }

        return open.Length == 0 && names.Count > 0 && names.TrueForAll(static name => HasSurname(name)) ? names : [];
    }

    private static bool HasSurname(ReadOnlySpan<char> name) => Surnames.Contains(name[0], StringComparison.Ordinal);

    private static void Add(List<Sourced<Author>> authors, string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\u4E00', '\u9FFF'))
        {
            return;
        }

        foreach (Match match in Reporter().Matches(text))
        {
            // "记者看东北" is the name of a column: without a blank or colon only a surname tells.
            if (match.Groups["names"].Index > match.Groups["who"].Index + match.Groups["who"].Length || HasSurname(match.Groups["names"].ValueSpan))
            {
                Put(authors, match.Groups["names"].Value, text, 0.62);
            }
        }

        if (authors.Count == 0 && Correspondent().Match(text) is { Success: true } from && AreNames(from.Groups["names"].Value))
        {
            Put(authors, from.Groups["names"].Value, text, 0.55);
        }
    }

    private static void Put(List<Sourced<Author>> authors, string names, string raw, double confidence)
    {
        foreach (var range in names.AsSpan().SplitAny('、', ' ', '\u3000', '\u00a0', ',', '，'))
        {
            var name = names.AsSpan(range).ToString();
            if (name.Length is >= 2 and <= 5 && authors.Count < MaxNames && !Stop().IsMatch(name) && !authors.Exists(known => known.Value.Name == name))
            {
                authors.Add(new(new(name, AuthorType.Person, null), new(EvidenceMethod.Body, "text", raw, confidence)));
            }
        }
    }

    // "（记者 王小明 李四）", "本报记者张三发自北京", "新京报记者 张三 山东报道", "执笔人：张三 李四".
    [GeneratedRegex(@"(?<=^|[（(【\[\s\u3000报報社网網台刊电電讯訊见習习特约約实實首席])(?<who>记者|記者|通讯员|通訊員|评论员|評論員|执笔人?|執筆人?|撰文|采写|採寫)[\s\u3000\u00a0]*[:：/／]?[\s\u3000\u00a0]*(?<names>[\u4E00-\u9FFF]{2,4}?([\s\u3000\u00a0、]+[\u4E00-\u9FFF]{2,4}?){0,5}?)(?=[\s\u3000\u00a0]*([）)】\]\|｜/／]|发自|發自|综合|通讯员|記者|记者|摄|攝|[\u4E00-\u9FFF]{2,6}(报道|報道|報導|电|電)|报道|報道|報導|电讯|电$|$))", RegexOptions.ExplicitCapture)]
    private static partial Regex Reporter();

    // "（姚峰 上海报道）"
    [GeneratedRegex(@"[（(](?<names>[\u4E00-\u9FFF]{2,3}([\s\u3000、][\u4E00-\u9FFF]{2,3}){0,2}?)[\s\u3000]([\u4E00-\u9FFF]{2,6})?(报道|報道|報導)[）)]", RegexOptions.ExplicitCapture)]
    private static partial Regex Correspondent();

    [GeneratedRegex(@"^(记者|記者|通讯员|实习|实习生|见习|报道|報道|综合|编辑|編輯|责编|摄影|攝影|近日|今天|昨日|获悉|从|在|了解|日前|来源|本报|本刊|本网|图|文|摄|译)|记者|編輯|编辑|报道|发自|获悉|了解", RegexOptions.ExplicitCapture)]
    private static partial Regex Stop();
}
