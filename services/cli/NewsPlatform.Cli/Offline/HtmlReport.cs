using System.Globalization;
using System.Net;
using System.Text;
using NewsPlatform.Cli.Output;
using NewsPlatform.Extraction.Explaining;
using NewsPlatform.Extraction;

namespace NewsPlatform.Cli.Offline;

/// <summary>
/// Extracted pages side by side with what they were extracted from, each block coloured by what it was taken for: one file without
/// scripts, for a browser. Pages are written as they come, so that their number does not matter.
/// </summary>
internal sealed class HtmlReport : IDisposable
{
    private const string Head = """
        <!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Extraction report</title><style>
        body{font:15px/1.5 system-ui,sans-serif;margin:0 auto;max-width:90rem;padding:1rem;color:#222;background:#fff}
        h1{font-size:1.4rem}h2{font-size:1.15rem;margin:2.5rem 0 .3rem;border-top:2px solid #888;padding-top:.6rem;overflow-wrap:anywhere}
        .two{display:grid;grid-template-columns:1fr 1fr;gap:1.5rem;align-items:start}@media(max-width:60rem){.two{grid-template-columns:1fr}}
        table{border-collapse:collapse;font-size:.85rem;margin:.5rem 0}td,th{text-align:left;padding:.1rem .6rem .1rem 0;vertical-align:top;overflow-wrap:anywhere}
        .b{margin:2px 0;padding:2px 6px;border-left:5px solid;overflow-wrap:anywhere}.b small{color:#555;display:block}
        .Article{border-color:#1a7f37;background:#e6f5ea}.Added{border-color:#0969da;background:#e3f0fd}.Dropped{border-color:#bf8700;background:#fdf4d9}
        .Furniture{border-color:#999;background:#f2f2f2;color:#666}.Message{border-color:#8250df;background:#f3ecfb;color:#555}.Other{border-color:#cf222e;background:#fbeaea;color:#555}
        .no{color:#cf222e}.key span{padding:0 .5rem;border-left:5px solid;margin-right:.6rem}
        </style><h1>Extraction report</h1><p class="key"><span class="Article">article</span><span class="Added">added by the model</span><span class="Dropped">dropped by the model</span>
        <span class="Furniture">furniture by its names</span><span class="Message">publisher's message</span><span class="Other">not the article</span></p>

        """;

    private readonly StreamWriter writer;

    private HtmlReport(Stream stream)
    {
        writer = new StreamWriter(stream, new UTF8Encoding(false));
        writer.Write(Head);
    }

    /// <summary>Starts a report.</summary>
    /// <param name="path">The file; standard output for <c>-</c>.</param>
    /// <param name="input">What is read meanwhile.</param>
    public static HtmlReport Open(string path, string? input) => new(OutputFile.OpenStream(path, input));

    /// <summary>Adds a page.</summary>
    public void Add(ExtractedPage page)
    {
        writer.Write($"<h2>{Text(page.Page.Path)}</h2>\n");
        if (page.Result is not { } result)
        {
            writer.Write($"<p class=\"no\">{Text(page.Error ?? "")}</p>\n");
            return;
        }

        if (result.Rejection is { } rejection)
        {
            writer.Write($"<p class=\"no\">No article: {Text(EnumText.Of(rejection.Reason))} ({Number(rejection.Score)}). {Text(rejection.Explanation)}</p>\n");
            Table(rejection.Evidence.Select(evidence => ("", evidence.Raw ?? "", evidence, 0)));
        }

        if (result.Article is { } article)
        {
            writer.Write($"<p>{Text(EnumText.Of(article.Kind))}, {article.WordCount.ToString(CultureInfo.InvariantCulture)} words</p>\n");
            Table(FieldEvidence.Of(article).Select(field => (field.Field, field.Value, field.Evidence, field.Others.Count)));
        }

        writer.Write("<div class=\"two\"><div>");
        foreach (var block in page.Blocks)
        {
            Block(block);
        }

        // The article's own markup is made of its blocks: text and links, nothing of the page's.
        writer.Write($"</div><div>{result.Article?.Html}</div></div>\n");
    }

    /// <inheritdoc/>
    public void Dispose() => writer.Dispose();

    private void Table(IEnumerable<(string Field, string Value, Evidence Evidence, int Others)> rows)
    {
        writer.Write("<table><tr><th>field<th>value<th>method<th>place<th>sure<th>others");
        foreach (var (field, value, evidence, others) in rows)
        {
            writer.Write($"<tr><td>{Text(field)}<td>{Text(value)}<td>{Text(EnumText.Of(evidence.Method))}<td>{Text(evidence.Place ?? "")}<td>{Number(evidence.Confidence)}<td>{others.ToString(CultureInfo.InvariantCulture)}");
        }

        writer.Write("</table>\n");
    }

    private void Block(ExplainedBlock block) =>
        writer.Write($"<div class=\"b {block.Role}\"><small>{Text(block.Element)} · {(block.Score is { } score ? Number(score) + " · " : "")}{Text(block.Reason)}</small>{Text(block.Text)}</div>\n");

    private static string Number(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
