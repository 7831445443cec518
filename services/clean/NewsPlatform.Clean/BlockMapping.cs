using Google.Protobuf.WellKnownTypes;
using NewsPlatform.Extraction.Blocks;
using NewsPlatform.Text;
using Proto = NewsPlatform.Contracts.Type.V1;

namespace NewsPlatform.Clean;

/// <summary>From the library's blocks to the record's.</summary>
internal static class BlockMapping
{
    public static Proto.Block ToProto(Block block) => block switch
    {
        Paragraph paragraph => new() { Paragraph = ToProto(paragraph) },
        Heading heading => new() { Heading = new() { Text = heading.Text, Level = heading.Level } },
        Quote quote => new() { Quote = new() { Text = quote.Text } },
        ListBlock list => new() { List = new() { Ordered = list.Ordered, Items = { list.Items } } },
        Table table => new() { Table = new() { Rows = { table.Rows.Select(r => new Proto.TableRow { Cells = { r } }) } } },
        Image image => new() { Image = new() { Url = image.Url.AbsoluteUri, Caption = image.Caption ?? "", Credit = image.Credit ?? "" } },
        Embed embed => new() { Embed = new() { Url = embed.Url.AbsoluteUri, Provider = embed.Provider ?? "" } },
        LiveUpdate update => new()
        {
            LiveUpdate = new()
            {
                Time = update.Time is { } time ? Timestamp.FromDateTimeOffset(time.Instant) : null,
                Title = update.Title ?? "",
                Paragraphs = { update.Blocks.Select(b => b.PlainText).Where(text => text.Length > 0) },
            },
        },
        _ => throw new InvalidOperationException($"The record has no block for {block.GetType().Name}."),
    };

    // The library counts UTF-16 units within a paragraph; the record counts code points.
    private static Proto.InlineLink ToProto(TextLink link, TextSpans spans)
    {
        var start = Math.Min(link.Start, spans.Text.Length);
        return new()
        {
            Start = spans.ToCodePoint(start),
            End = spans.ToCodePoint(Math.Clamp(start + link.Length, start, spans.Text.Length)),
            Url = link.Url.AbsoluteUri,
        };
    }

    private static Proto.Paragraph ToProto(Paragraph paragraph)
    {
        var to = new Proto.Paragraph { Text = paragraph.Text };
        if (paragraph.Links.Count > 0)
        {
            var spans = new TextSpans(paragraph.Text);
            to.Links.AddRange(paragraph.Links.Select(link => ToProto(link, spans)));
        }

        return to;
    }
}
