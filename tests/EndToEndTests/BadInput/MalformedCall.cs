using Grpc.Core;
using NewsPlatform.EndToEndTests.Platforms;

namespace NewsPlatform.EndToEndTests.BadInput;

/// <summary>A request that must be refused, and how.</summary>
/// <param name="Method">The method, as <c>FetchService.CreateSource</c>.</param>
/// <param name="What">What is wrong with it.</param>
/// <param name="Call">Makes the call.</param>
/// <param name="Status">The status that is right.</param>
/// <param name="Reason">The reason in the ErrorInfo.</param>
internal sealed record MalformedCall(string Method, string What, Func<HostProcess, Task> Call, StatusCode Status, string Reason)
{
    public override string ToString() => $"{Method}: {What}";
}
