using Grpc.Core;
using NewsPlatform.Contracts.Enrich.V1;
using NewsPlatform.Hosting.Rpc;
using NewsPlatform.TextAnalysis;

namespace NewsPlatform.Enrich;

/// <summary>EnrichService: checks requests, annotates, maps out.</summary>
internal sealed class EnrichRpc(ArticleAnnotator annotator) : EnrichService.EnrichServiceBase
{
    private const int MaxCharacters = 1_000_000;

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

        if (request.Published is { Time: null })
        {
            throw RpcErrors.InvalidField("published", "has no time.");
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
