namespace NewsPlatform.Extraction.Rejection;

/// <summary>What pages that are no article say, in the languages of most news pages; the phrases stand in <c>phrases.tsv</c>.</summary>
internal static class PageTexts
{
    private static readonly Lazy<Dictionary<string, PhraseList>> All = new(Read);

    /// <summary>A check for robots.</summary>
    public static PhraseList Challenge => All.Value["challenge"];

    /// <summary>There is no such page.</summary>
    public static PhraseList Missing => All.Value["missing"];

    /// <summary>The server failed or refuses.</summary>
    public static PhraseList Error => All.Value["error"];

    /// <summary>A domain without a site.</summary>
    public static PhraseList Parked => All.Value["parked"];

    /// <summary>What only a consent dialogue says.</summary>
    public static PhraseList Wall => All.Value["wall"];

    /// <summary>Words of consent.</summary>
    public static PhraseList Consent => All.Value["consent"];

    /// <summary>Who speaks to the reader of consent.</summary>
    public static PhraseList Ask => All.Value["ask"];

    /// <summary>Words of a sign-in form.</summary>
    public static PhraseList Login => All.Value["login"];

    /// <summary>Only subscribers read on.</summary>
    public static PhraseList Gate => All.Value["gate"];

    /// <summary>Words of a subscription offer.</summary>
    public static PhraseList Offer => All.Value["offer"];

    /// <summary>The page needs JavaScript.</summary>
    public static PhraseList Script => All.Value["script"];

    /// <summary>What heads search results.</summary>
    public static PhraseList Search => All.Value["search"];

    /// <summary>Words that choose the reason of a page that is rejected in any case.</summary>
    public static PhraseList Hints(string purpose) => All.Value["hint-" + purpose];

    private static Dictionary<string, PhraseList> Read()
    {
        var phrases = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var cells in EmbeddedTable.Rows("phrases.tsv", 3))
        {
            if (!phrases.TryGetValue(cells[0], out var list))
            {
                phrases[cells[0]] = list = [];
            }

            list.AddRange(cells[2].Split('|'));
        }

        return phrases.ToDictionary(static pair => pair.Key, static pair => new PhraseList(pair.Value), StringComparer.Ordinal);
    }
}
