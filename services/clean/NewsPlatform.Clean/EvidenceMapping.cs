using NewsPlatform.Extraction;
using NewsPlatform.Extraction.Authors;
using NewsPlatform.Extraction.Images;
using NewsPlatform.Extraction.Metadata;
using Proto = NewsPlatform.Contracts.Type.V1;

namespace NewsPlatform.Clean;

/// <summary>The reasons for an article's values, as the record keeps them: beside the values, by field.</summary>
internal static class EvidenceMapping
{
    private const int MaxRaw = 300;
    private const int MaxOthers = 5;
    private const int MaxRemoved = 20;

    public static void Add(ICollection<Proto.FieldEvidence> all, ExtractedArticle article)
    {
        Add("url", article.CanonicalUrl, u => u.AbsoluteUri);
        Add("title", article.Title, Same);
        Add("standfirst", article.Standfirst, Same);
        for (var i = 0; i < article.Authors.Count; i++)
        {
            Add($"authors[{i}]", article.Authors[i], (Author a) => a.Name);
        }

        Add("published", article.Published, d => d.ToString());
        Add("modified", article.Modified, d => d.ToString());
        Add("displayed", article.Displayed, d => d.ToString());
        Add("text", article.TextEvidence is { } text ? new Sourced<string>(article.Text, text) : null, Same);
        Add("language", article.Language, Same);
        Add("section", article.Section, Same);
        Add("dateline", article.Dateline, Same);
        Add("publisher", article.Publisher, (Publisher p) => p.Name);
        Add("leadImage", article.LeadImage, (LeadImage i) => i.Url.AbsoluteUri);
        for (var i = 0; i < article.Removed.Count && i < MaxRemoved; i++)
        {
            all.Add(Plain($"removed[{i}]", article.Removed[i]));
        }

        void Add<T>(string field, Sourced<T>? sourced, Func<T, string> write)
        {
            if (sourced is null)
            {
                return;
            }

            all.Add(new Proto.FieldEvidence
            {
                Field = field,
                Method = MethodOf(sourced.Evidence.Method),
                Place = sourced.Evidence.Place ?? "",
                Raw = Cut(sourced.Evidence.Raw),
                Confidence = sourced.Evidence.Confidence,
                Others =
                {
                    sourced.Others.Take(MaxOthers).Select(o => new Proto.Candidate
                    {
                        Value = Cut(write(o.Value)),
                        Method = MethodOf(o.Evidence.Method),
                        Place = o.Evidence.Place ?? "",
                        Confidence = o.Evidence.Confidence,
                    }),
                },
            });
        }
    }

    internal static Proto.FieldEvidence Plain(string field, Evidence evidence) =>
        new() { Field = field, Method = MethodOf(evidence.Method), Place = evidence.Place ?? "", Raw = Cut(evidence.Raw), Confidence = evidence.Confidence };

    private static string Same(string value) => value;

    internal static string Cut(string? text)
    {
        if (text is null || text.Length <= MaxRaw)
        {
            return text ?? "";
        }

        // Never between the halves of a surrogate pair.
        return text[..(char.IsHighSurrogate(text[MaxRaw - 1]) ? MaxRaw - 1 : MaxRaw)];
    }

    internal static Proto.Method MethodOf(EvidenceMethod method) => method switch
    {
        EvidenceMethod.JsonLd => Proto.Method.JsonLd,
        EvidenceMethod.OpenGraph => Proto.Method.OpenGraph,
        EvidenceMethod.Meta => Proto.Method.Meta,
        EvidenceMethod.Microdata => Proto.Method.Microdata,
        EvidenceMethod.Html => Proto.Method.Html,
        EvidenceMethod.Body => Proto.Method.Body,
        EvidenceMethod.Url => Proto.Method.Url,
        EvidenceMethod.Feed => Proto.Method.Feed,
        EvidenceMethod.Sitemap => Proto.Method.Sitemap,
        EvidenceMethod.Http => Proto.Method.Http,
        EvidenceMethod.Text => Proto.Method.Text,
        EvidenceMethod.SiteProfile => Proto.Method.SiteProfile,
        EvidenceMethod.State => Proto.Method.State,
        EvidenceMethod.SiteRule => Proto.Method.SiteRule,
        _ => Proto.Method.Unspecified,
    };
}
