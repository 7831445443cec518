using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using NewsPlatform.Contracts.Enrich.V1;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Hosting;

namespace NewsPlatform.IntegrationTests.Hosting.Rpc;

/// <summary>What the methods of a <see cref="ScriptedRpc"/> and a <see cref="ScriptedStream"/> do.</summary>
internal sealed class Script
{
    public Func<ServerCallContext, Task> Run { get; set; } = _ => Task.CompletedTask;

    public ServiceModule Module => new(
        "script",
        (services, _) => services.AddSingleton(this),
        _ => { },
        endpoints =>
        {
            endpoints.MapGrpcService<ScriptedRpc>();
            endpoints.MapGrpcService<ScriptedStream>();
        });
}

/// <summary>A service with one method, which does what the test says.</summary>
internal sealed class ScriptedRpc(Script script) : EnrichService.EnrichServiceBase
{
    public override async Task<AnnotateTextResponse> AnnotateText(AnnotateTextRequest request, ServerCallContext context)
    {
        await script.Run(context);
        return new AnnotateTextResponse();
    }
}

/// <summary>A service with a stream, which does what the test says after its first message.</summary>
internal sealed class ScriptedStream(Script script) : FetchService.FetchServiceBase
{
    public override async Task DownloadCapture(DownloadCaptureRequest request, IServerStreamWriter<CaptureChunk> responseStream, ServerCallContext context)
    {
        await responseStream.WriteAsync(new CaptureChunk { Data = Google.Protobuf.ByteString.CopyFromUtf8("<p>some") }, context.CancellationToken);
        await script.Run(context);
    }
}
