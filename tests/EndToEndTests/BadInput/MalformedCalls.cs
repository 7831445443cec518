using Google.Rpc;
using Grpc.Core;
using NewsPlatform.EndToEndTests.Platforms;

namespace NewsPlatform.EndToEndTests.BadInput;

/// <summary>Makes wrong requests and looks at the answers.</summary>
internal static class MalformedCalls
{
    public static IReadOnlyList<MalformedCall> All { get; } = [.. MalformedFetchCalls.All, .. MalformedTextCalls.All, .. MalformedStoreCalls.All, .. MalformedReprocessCalls.All];

    /// <summary>Makes all calls whose method is of a service; fails with all that were not refused as they should be.</summary>
    public static async Task AssertRefusedAsync(HostProcess host, string service)
    {
        var wrong = new List<string>();
        foreach (var call in All.Where(call => call.Method.StartsWith(service + ".", StringComparison.Ordinal)))
        {
            var answer = await AnswerOfAsync(call, host);
            if (answer != $"{call.Status} newsplatform/{call.Reason}")
            {
                wrong.Add($"{call} should be {call.Status} {call.Reason}, was {answer}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static async Task<string> AnswerOfAsync(MalformedCall call, HostProcess host)
    {
        try
        {
            await call.Call(host).WaitAsync(TimeSpan.FromSeconds(30));
            return "taken";
        }
        catch (TimeoutException)
        {
            return "no answer within 30 s";
        }
        catch (RpcException refused)
        {
            var info = refused.GetRpcStatus()?.GetDetail<ErrorInfo>();
            return info is null ? $"{refused.StatusCode} without ErrorInfo: {refused.Status.Detail}" : $"{refused.StatusCode} {info.Domain}/{info.Reason}";
        }
    }
}
