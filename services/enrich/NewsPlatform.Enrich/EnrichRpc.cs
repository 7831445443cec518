using Grpc.Core;
using NewsPlatform.Contracts.Enrich.V1;
using NewsPlatform.Hosting.Rpc;
using NewsPlatform.TextAnalysis;

namespace NewsPlatform.Enrich;

/// <summary>EnrichService: checks requests, annotates, maps out.</summary>
internal sealed class EnrichRpc(ArticleAnnotator annotator) : EnrichService.EnrichServiceBase
{
    private const int MaxCharacters = 1_000_000;
    private const int MaxTitleCharacters = 10_000;

    // RFC 5646, 4.4.1: what a tag without private extensions needs at most.
    private const int MaxLanguageCharacters = 35;

    // 0001-01-01 to 9999-12-31: what a timestamp is (timestamp.proto).
    private const long FirstSecond = -62_135_596_800;
    private const long LastSecond = 253_402_300_799;

    public override Task<AnnotateTextResponse> AnnotateText(AnnotateTextRequest request, ServerCallContext context)
    {
        if (request.Text.Length == 0)
        {
            throw RpcErrors.InvalidField("text", "is empty.");
        }

        if (request.Text.Length > MaxCharacters)
        {
            throw RpcErrors.Invalid("TOO_LARGE", $"text: {request.Text.Length} characters are more than {MaxCharacters}.");
        }

        if (request.Title.Length > MaxTitleCharacters)
        {
            throw RpcErrors.Invalid("TOO_LARGE", $"title: {request.Title.Length} characters are more than {MaxTitleCharacters}.");
        }

        if (request.Language.Length > MaxLanguageCharacters)
        {
            throw RpcErrors.InvalidField("language", "is no BCP 47 tag; en would be.");
        }

        if (request.Published is { Time: not { Seconds: >= FirstSecond and <= LastSecond, Nanos: >= 0 and <= 999_999_999 } })
        {
            throw RpcErrors.InvalidField("published", "has no time, or one that is none.");
        }

        var document = new Document(request.Text)
        {
            Title = request.Title.Length == 0 ? null : request.Title,
            Language = request.Language.Length == 0 ? null : request.Language,
            Published = request.Published?.Time.ToDateTimeOffset(),
        };
        return Task.FromResult(new AnnotateTextResponse { Annotations = annotator.Annotate(document, context.CancellationToken) });
    }
}
