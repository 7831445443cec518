using NewsPlatform.Contracts.Clean.V1;
using NewsPlatform.Extraction;

namespace NewsPlatform.Clean;

/// <summary>From the library's classification to the contract's.</summary>
internal static class ClassificationMapping
{
    public static ClassifyPageResponse ToProto(PageClassification from)
    {
        var to = new ClassifyPageResponse { Score = from.Score, Language = from.Language, WordCount = from.WordCount, Flags = { from.Flags } };
        if (from.Kind is { } kind)
        {
            to.Kind = ArticleMapping.KindOf(kind);
        }

        if (from.Completeness is { } completeness)
        {
            to.Completeness = ArticleMapping.CompletenessOf(completeness);
        }

        if (from.Rejection is { } rejection)
        {
            to.Rejection = RejectionMapping.ToProto(rejection);
        }

        foreach (var evidence in from.Evidence)
        {
            to.Evidence.Add(new PageEvidence
            {
                Method = EvidenceMapping.MethodOf(evidence.Method),
                Place = evidence.Place ?? "",
                Raw = EvidenceMapping.Cut(evidence.Raw),
                Confidence = evidence.Confidence,
            });
        }

        return to;
    }
}
