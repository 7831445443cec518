using System.Collections.Frozen;

namespace NewsPlatform.TestKit.Web;

/// <summary>
/// The rules from which made-up articles are written: a symbol in braces stands for any of its lines. Fixed words are
/// kept short between the symbols, so that two articles share few runs of four words.
/// </summary>
internal static class ArticleGrammar
{
    /// <summary>Symbols that keep their value throughout one article.</summary>
    public static readonly string[] Fixed = ["place", "otherPlace", "anna", "boris", "carla", "body", "rival"];

    /// <summary>The rule that gives a fixed symbol its value.</summary>
    public static string Kind(string symbol) => symbol switch
    {
        "place" or "otherPlace" => "town",
        "body" or "rival" => "organisation",
        _ => "person",
    };

    public static readonly FrozenDictionary<string, string[]> Rules = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["title"] =
        [
            "{body} {decides} {thing} in {place}", "{place} {residents} {welcome} {thing}", "{thing} divides {place} and {otherPlace}",
            "why {place} {waits} for {thing}", "{anna} {decides} {thing}", "after {event}, {place} {looks} to {thing}",
            "{number} {residents} sign up against {thing}", "{event} puts {thing} in doubt", "{body} and {rival} at odds over {thing}",
        ],
        ["lead"] =
        [
            "{place}'s {residents} {welcome} {thing} {when}, {hours} after {event}.",
            "{body} {decides} {thing} {when}, {surprising} {residents} of {place}.",
            "{event} has left {place} without {thing}, and {rival} {blames} {body}.",
            "the {adjective} {project} near {place} {moves} {when} as {anna} {decides} {thing}.",
        ],
        ["sentence"] =
        [
            "\"{remark},\" said {speaker}.", "\"{remark},\" {speaker} {told} {audience} {when}.", "{speaker} {told} {audience} that {remark}.",
            "{body} {decides} {thing} {when}.", "{rival} {blames} the {adjective} {project} for {trouble}.",
            "{when}, {number} {residents} {gathered} {where}.", "{event} {caused} {trouble} {where}.",
            "the {project} {moves} once {thing} {arrives}.", "{otherPlace} {waits}, too: its {adjective} {project} {moves} {when}.",
            "about {number} {residents} depend on {thing}, according to {source}.", "{source} puts the bill at {number} million, {margin} above {estimate}.",
            "nobody {where} {expected} {event}.", "for {carla}, {trade} from {otherPlace}, {thing} {comes} {manner}.",
            "{boris} {manner} {gathered} {number} signatures {where}.", "whether {thing} {arrives} {when} {depends} on {source}.",
            "{residents} {where} {welcome} {thing}; {rival} {waits}.",
        ],
        ["remark"] =
        [
            "we {expected} {thing}, not {trouble}", "{trouble} did more harm than {event}", "without {thing} this {adjective} {project} {manner} fails",
            "{residents} {where} deserve {thing}", "I {doubt} that {thing} {arrives} {when}", "{number} families {where} are {feeling}",
            "{thing} is {adjective}, yet {place} {depends} on it", "{event} taught {place} to be {feeling}", "our {project} will not {endure} {trouble}",
            "I am {feeling} about {thing}", "{otherPlace} learned {manner} from {trouble}", "a {adjective} {project} beats {thing}",
        ],
        ["speaker"] = ["{anna}", "{boris}", "{carla}", "{carla} of {rival}", "{body}'s {boris}", "{office} {anna}", "{office} {person}", "{otherPlace}'s {person}"],
        ["person"] = ["{first} {last}"],
        ["first"] =
        [
            "Adela", "Bruno", "Celia", "Dario", "Edith", "Fabian", "Greta", "Henrik", "Ines", "Jakob", "Katrin", "Leopold", "Mirela", "Nadir", "Odile",
            "Pavel", "Quirin", "Rosalind", "Stellan", "Tamsin", "Ulrike", "Viktor", "Wanda", "Yusuf", "Zelda", "Ambrose", "Beatrix", "Cormac", "Delphine", "Emeka",
        ],
        ["last"] =
        [
            "Abendroth", "Brackwater", "Castellan", "Dunmore", "Eastlake", "Farrow", "Grindal", "Halloway", "Ingram", "Jessop", "Kestrel", "Lindqvist",
            "Marchetti", "Northcote", "Okonjo", "Pemberley", "Quayle", "Ravenhill", "Sorensen", "Thackeray", "Umberto", "Vasquez", "Wetherby", "Yarrow",
            "Zimmer", "Ashdown", "Birkett", "Cavanagh", "Drummond", "Ellery",
        ],
        ["town"] =
        [
            "Alderbrook", "Brinmouth", "Carrowick", "Denholm Bay", "Estermere", "Fallowgate", "Glenharrow", "Hexley", "Ironford", "Juniper Cross",
            "Kelmarsh", "Longreach", "Merrowdale", "Nethercombe", "Oakhaven", "Pellworth", "Quarrington", "Rosswater", "Silverlock", "Thornby",
            "Underhill", "Vintry", "Westmarsh", "Yarbury", "Zennor Point",
        ],
        ["organisation"] =
        [
            "the Harbour Trust", "Northline Rail", "the Valley Council", "the Teachers' League", "Meridian Water", "the Growers' Union", "Castle Energy",
            "the River Board", "Lantern Hospital", "the Heritage Fund", "Summit Telecom", "the Fire Service", "Orchard Bank", "the Tenants' Forum",
            "the Academy of Music", "Bluefin Ferries", "the Museum Board", "Pioneer Motors", "the Forest Office", "the County Court",
        ],
        ["thing"] =
        [
            "a tram line", "the flood wall", "cheaper bus passes", "a second library", "the night clinic", "new school kitchens", "the wind farm", "a repaired pier",
            "longer market hours", "the fibre network", "a dog shelter", "the swimming pool", "a ban on fireworks", "the river ferry", "an orchestra hall",
            "stricter parking rules", "the heat plan", "a cycle bridge", "the seed bank", "a youth centre", "the water tower", "a recycling yard", "the old brewery",
            "an observatory", "a lower speed limit", "the apprentice scheme", "the film festival", "a wetland reserve", "the grain store", "a rent freeze",
        ],
        ["project"] =
        [
            "scheme", "venture", "plan", "trial", "programme", "draft", "bid", "proposal", "contract", "survey", "design", "campaign", "budget", "timetable", "study", "renovation",
        ],
        ["adjective"] =
        [
            "ambitious", "costly", "modest", "overdue", "contested", "popular", "fragile", "hasty", "generous", "unusual", "patient", "unfinished", "sober",
            "daring", "thorough", "improvised", "sensible", "troubled", "quiet", "bold",
        ],
        ["event"] =
        [
            "a burst main", "the spring storms", "a warehouse fire", "two failed audits", "an early frost", "the ferry strike", "a landslide", "last year's drought",
            "the bakery's closure", "a power cut", "the mayor's resignation", "an icy January", "a surprise inspection", "the bridge collapse", "a record harvest",
            "the school merger", "a chemical spill", "the cup final", "a tie in the vote", "the quarry blast",
        ],
        ["trouble"] =
        [
            "empty shelves", "longer queues", "cracked walls", "missed trains", "higher fees", "lost harvests", "noisy nights", "flooded cellars", "idle machines",
            "angry letters", "unpaid wages", "closed wards", "dark streets", "rising rents", "stale bread", "delayed parcels", "dry wells", "broken promises",
        ],
        ["decides"] =
        [
            "approved", "rejected", "postponed", "defended", "unveiled", "scaled back", "paid for", "inspected", "revived", "abandoned", "promised", "renamed", "expanded", "audited",
        ],
        ["welcome"] = ["welcome", "fear", "demand", "question", "celebrate", "resist", "prefer", "dread", "remember", "applaud", "mistrust", "want"],
        ["moves"] = ["stalls", "gathers pace", "slips", "resumes", "doubles in size", "goes ahead", "unravels", "takes shape", "starts over", "ends", "wins support"],
        ["arrives"] = ["arrives", "opens", "works", "fails", "returns", "is paid for", "survives", "is ready", "passes", "disappears"],
        ["comes"] = ["comes", "ended", "began", "changed", "mattered", "went"],
        ["waits"] = ["waits", "worries", "hesitates", "prepares", "keeps silent", "hopes", "argues", "counts the days"],
        ["looks"] = ["looks", "turns", "returns", "clings"],
        ["blames"] = ["blames", "thanks", "sues", "credits", "ridicules", "studies"],
        ["told"] = ["told", "reminded", "assured", "warned", "informed"],
        ["gathered"] = ["gathered", "protested", "sang", "queued", "volunteered", "camped", "debated", "marched", "waited", "planted trees"],
        ["caused"] = ["caused", "ended", "explained", "followed", "worsened", "hid", "preceded"],
        ["expected"] = ["expected", "wanted", "foresaw", "forgot", "believed in", "prepared for"],
        ["depends"] = ["depends", "rests", "hangs", "turns"],
        ["endure"] = ["survive", "cure", "outlast", "excuse", "explain"],
        ["office"] = ["neighbour", "councillor", "campaigner", "engineer", "headmaster", "inspector", "shopkeeper", "surgeon", "curator", "trustee"],
        ["doubt"] = ["doubt", "hope", "never said", "understand", "wish I knew", "was told"],
        ["margin"] = ["slightly", "far", "well", "barely", "a third", "visibly"],
        ["surprising"] = ["surprising", "pleasing", "dividing", "angering", "reassuring"],
        ["hours"] = ["hours", "days", "two weeks", "a month", "barely a year", "three seasons"],
        ["feeling"] = ["hopeful", "furious", "careful", "tired", "proud", "stubborn", "calm", "puzzled", "relieved", "nervous"],
        ["manner"] = ["slowly", "well", "far", "barely", "quickly", "openly", "slightly", "gladly", "reluctantly", "steadily", "firmly", "oddly"],
        ["estimate"] = ["the first draft", "last year's figure", "what {otherPlace} paid", "every forecast", "the ceiling", "{rival}'s offer"],
        ["source"] = ["{body}", "{rival}", "a census", "the auditor", "an engineer's note", "an insurer", "a leaked memo", "{anna}", "the land register", "a surveyor"],
        ["audience"] = ["reporters", "a packed hall", "{rival}", "local radio", "the committee", "parents", "shopkeepers", "{boris}", "pupils", "investors", "neighbours"],
        ["residents"] =
        [
            "commuters", "farmers", "pensioners", "nurses", "anglers", "students", "shopkeepers", "tenants", "drivers", "parents", "bakers", "fishermen", "musicians", "carpenters", "visitors",
        ],
        ["trade"] =
        [
            "a baker", "the head teacher", "a retired pilot", "a dairy farmer", "the harbour master", "a violinist", "an electrician", "the deputy mayor", "a midwife",
            "an archivist", "a bus driver", "the union's lawyer", "a beekeeper", "a hydrologist",
        ],
        ["where"] =
        [
            "on Mill Street", "outside the depot", "near {otherPlace}", "along the canal", "in the old town", "behind the station", "by the lock", "at the fairground", "on the east bank",
            "above the quarry", "in {place}", "around the square", "under the viaduct", "at the north gate",
        ],
        ["when"] =
        [
            "on Monday", "late on Tuesday", "before Easter", "this autumn", "within {number} days", "overnight", "at dawn", "in March", "next summer", "by December",
            "on Friday evening", "during the recess", "over the weekend", "in the coming weeks", "at midday", "since August",
        ],
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
