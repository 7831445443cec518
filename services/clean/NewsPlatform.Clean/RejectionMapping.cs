using NewsPlatform.Extraction.Rejection;
using Proto = NewsPlatform.Contracts.Type.V1;

namespace NewsPlatform.Clean;

/// <summary>From the library's rejection to the contract's.</summary>
internal static class RejectionMapping
{
    private const int MaxEvidence = 20;

    public static Proto.Rejection ToProto(PageRejection rejection)
    {
        var made = Make(
            rejection.Reason switch
            {
                RejectionReason.IndexPage => Proto.RejectionReason.IndexPage,
                RejectionReason.SearchResult => Proto.RejectionReason.SearchResult,
                RejectionReason.CookieWall => Proto.RejectionReason.CookieWall,
                RejectionReason.BotChallenge => Proto.RejectionReason.BotChallenge,
                RejectionReason.Login => Proto.RejectionReason.Login,
                RejectionReason.PaywallStub => Proto.RejectionReason.PaywallStub,
                RejectionReason.SoftNotFound => Proto.RejectionReason.SoftNotFound,
                RejectionReason.ErrorPage => Proto.RejectionReason.ErrorPage,
                RejectionReason.ParkedDomain => Proto.RejectionReason.ParkedDomain,
                RejectionReason.AppShell => Proto.RejectionReason.AppShell,
                RejectionReason.Empty => Proto.RejectionReason.Empty,
                RejectionReason.TooShort => Proto.RejectionReason.TooShort,
                RejectionReason.NotText => Proto.RejectionReason.NotText,
                RejectionReason.Pdf => Proto.RejectionReason.Pdf,
                RejectionReason.TooLarge => Proto.RejectionReason.TooLarge,
                RejectionReason.TooDeep => Proto.RejectionReason.TooDeep,
                RejectionReason.TooSlow => Proto.RejectionReason.TooSlow,
                RejectionReason.Malformed => Proto.RejectionReason.Malformed,
                _ => Proto.RejectionReason.Unspecified,
            },
            rejection.Score,
            rejection.Explanation);
        made.Evidence.AddRange(rejection.Evidence.Take(MaxEvidence).Select(evidence => EvidenceMapping.Plain("rejection", evidence)));
        return made;
    }

    public static Proto.Rejection Make(Proto.RejectionReason reason, double score, string explanation) =>
        new() { Reason = reason, Score = score, Explanation = explanation };
}
