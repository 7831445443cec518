using NewsPlatform.Hosting.Data;
using NewsPlatform.Contracts.Type.V1;

namespace NewsPlatform.Store.Changes;

/// <summary>Routing keys of the public events: <c>stored.en.11000000.reuters</c>, by which subscribers filter at the broker.</summary>
internal static class RoutingKey
{
    private const string TopicPrefix = "medtop:";
    private const string SourcePrefix = "sources/";
    private const string Unknown = "-";

    // AMQP 0-9-1 (3.1.3.3): a short string holds 255 bytes. Four parts and their dots stay under it.
    private const int MaxLanguage = 32;
    private const int MaxSource = 160;

    public static string Of(string what, Article article)
    {
        var source = article.Provenance?.Source ?? "";
        source = source.StartsWith(SourcePrefix, StringComparison.Ordinal) ? source[SourcePrefix.Length..] : source;
        return $"{what}.{Part(article.Language, MaxLanguage)}.{Topic(article)}.{Part(source, MaxSource)}";
    }

    // The top of the IPTC tree: 01000000 to 17000000. Topics come best first.
    private static string Topic(Article article)
    {
        foreach (var topic in article.Annotations?.Topics ?? [])
        {
            if (topic.Id.StartsWith(TopicPrefix, StringComparison.Ordinal)
                && topic.Id.AsSpan(TopicPrefix.Length) is { Length: 8 } number
                && char.IsAsciiDigit(number[0]) && char.IsAsciiDigit(number[1]) && number.EndsWith("000000", StringComparison.Ordinal))
            {
                return number.ToString();
            }
        }

        return Unknown;
    }

    private static string Part(string value, int maxBytes)
    {
        if (value.Length == 0)
        {
            return Unknown;
        }

        var part = StoredText.Clean(value).Replace('.', '_');
        while (System.Text.Encoding.UTF8.GetByteCount(part) > maxBytes)
        {
            part = StoredText.Clean(part, part.Length - 1);
        }

        return part;
    }
}
