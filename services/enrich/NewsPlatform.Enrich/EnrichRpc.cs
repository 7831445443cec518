using Grpc.Core;
using NewsPlatform.Contracts.Enrich.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Hosting;
using NewsPlatform.Hosting.Rpc;
using NewsPlatform.TextAnalysis;

namespace NewsPlatform.Enrich;

/// <summary>EnrichService: checks requests, annotates, maps out.</summary>
internal sealed class EnrichRpc(ArticleAnnotator annotator, LaneThreads threads) : EnrichService.EnrichServiceBase
{
    private const int MaxCharacters = 1_000_000;
    private const int MaxTitleCharacters = 10_000;

    // RFC 5646, 4.4.1: what a tag without private extensions needs at most.
    private const int MaxLanguageCharacters = 35;

    public override async Task<AnnotateTextResponse> AnnotateText(AnnotateTextRequest request, ServerCallContext context)
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

        DateTimeOffset? published = null;
        if (request.Published is { } given)
        {
            published = PublicationTime.TryRead(given, out var local) ? local : throw RpcErrors.InvalidField("published", "is no time in the years 1 to 9999 with an offset of at most 14 hours.");
        }

        var document = new Document(request.Text)
        {
            Title = request.Title.Length == 0 ? null : request.Title,
            Language = request.Language.Length == 0 ? null : request.Language,
            Published = published,
        };
        return new AnnotateTextResponse { Annotations = await threads.RunAsync(Lane.Live, () => annotator.Annotate(document, context.CancellationToken), context.CancellationToken) };
    }
}
