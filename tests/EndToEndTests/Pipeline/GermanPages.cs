namespace NewsPlatform.EndToEndTests.Pipeline;

/// <summary>Two invented articles in German.</summary>
internal static class GermanPages
{
    public static string Council(Uri url) => Page(
        url,
        "Stadtrat von Lindau beschließt Umbau des alten Bahnhofs",
        "Nach fast sechs Stunden Debatte hat der Stadtrat am Dienstagabend mit knapper Mehrheit beschlossen, den alten Bahnhof am Wasser nicht zu verkaufen, sondern bis zum Frühjahr zu einem Haus für Vereine und Werkstätten umzubauen.",
        "Die Kosten werden auf gut vier Millionen Euro geschätzt. Ein Drittel davon soll das Land übernehmen, den Rest will die Stadt über zwei Jahre verteilt aus dem laufenden Haushalt bezahlen, ohne dafür neue Schulden aufzunehmen.",
        "„Wir haben lange genug zugesehen, wie das Dach verfällt“, sagte die Vorsitzende des Bauausschusses nach der Sitzung. Wer jetzt noch warte, der müsse am Ende das Doppelte ausgeben oder das Gebäude ganz aufgeben.",
        "Gegner des Beschlusses hatten gefordert, zuerst die beiden Grundschulen zu sanieren. Sie kündigten an, Unterschriften für einen Bürgerentscheid zu sammeln, der frühestens im Herbst stattfinden könnte.");

    public static string Harbour(Uri url) => Page(
        url,
        "Fischer im Norden fahren wegen des Sturms eine Woche nicht hinaus",
        "Die Kutter liegen seit Montag fest vertäut im Hafen, und vor dem kommenden Wochenende wird sich daran nach Auskunft der Genossenschaft nichts ändern, weil der Wind aus Nordwest kaum nachlässt und die Wellen draußen höher sind als ein Haus.",
        "Für die zwölf Familienbetriebe bedeutet die Pause einen Ausfall von mehreren tausend Euro. Einige nutzen die Tage, um Netze zu flicken und Motoren zu überholen, andere helfen in der Räucherei aus, in der ohnehin Leute fehlen.",
        "Der Hafenmeister riet auch Seglern, ihre Boote doppelt zu sichern. In der Nacht zum Mittwoch hatte sich eine Jacht losgerissen und war gegen die Mole getrieben, verletzt wurde dabei aber niemand.",
        "Im Laden am Kai gibt es unterdessen nur noch Ware aus der vergangenen Woche. Die Verkäuferin sagte, die Kunden hätten Verständnis, denn wer hier lebe, der wisse, dass man gegen das Wetter nichts ausrichten könne.");

    private static string Page(Uri url, string title, params string[] paragraphs) =>
        $"""
        <!doctype html>
        <html lang="de"><head><meta charset="utf-8"><title>{title}</title><link rel="canonical" href="{url}"></head>
        <body><header><nav><a href="/">Startseite</a> <a href="/archiv/">Archiv</a></nav></header>
        <main><article><h1>{title}</h1>
        {string.Join('\n', paragraphs.Select(paragraph => $"<p>{paragraph}</p>"))}
        </article></main><footer>Alle Rechte vorbehalten</footer></body></html>
        """;
}
