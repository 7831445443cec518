using System.Text;
using Google.Protobuf.WellKnownTypes;
using NewsPlatform.Extraction.Blocks;
using Proto = NewsPlatform.Contracts.Type.V1;

namespace NewsPlatform.Clean;

/// <summary>From the library's blocks to the record's.</summary>
internal static class BlockMapping
{
    public static Proto.Block ToProto(Block block) => block switch
    {
        Paragraph paragraph => new() { Paragraph = new() { Text = paragraph.Text, Links = { paragraph.Links.Select(l => ToProto(l, paragraph.Text)) } } },
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
    private static Proto.InlineLink ToProto(TextLink link, string text)
    {
        var start = CodePoints(text.AsSpan(0, Math.Min(link.Start, text.Length)));
        var length = CodePoints(text.AsSpan(Math.Min(link.Start, text.Length), Math.Clamp(link.Length, 0, text.Length - Math.Min(link.Start, text.Length))));
        return new() { Start = start, End = start + length, Url = link.Url.AbsoluteUri };
    }

    private static int CodePoints(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
        {
            count++;
        }

        return count;
    }
}
