using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Google.Rpc;
using Grpc.Core;
using Microsoft.Data.Sqlite;
using NewsPlatform.Contracts.Enrich.V1;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Hosting.Data;
using NewsPlatform.Hosting.Messaging;
using NewsPlatform.Hosting.Rpc;
using NewsPlatform.TestKit;
using Npgsql;

namespace NewsPlatform.IntegrationTests.Hosting.Rpc;

/// <summary>What callers see of errors, over gRPC and over JSON.</summary>
public sealed class ErrorTests : IAsyncLifetime
{
    private readonly Script script = new();
    private TestHost host = null!;

    public async Task InitializeAsync() =>
        host = await TestHost.StartAsync([script.Module], await TestHost.SettingsAsync(DatabaseProvider.Sqlite, BusTransport.InMemory, ("Server:DefaultDeadline", "1s")));

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task Bug_is_internal_and_its_words_stay_in_the_log()
    {
        script.Run = _ => throw new InvalidOperationException("secret of the house");

        var error = await CallAsync();

        Assert.Equal((StatusCode.Internal, "INTERNAL"), (error.StatusCode, ReasonOf(error)));
        Assert.DoesNotContain("secret", error.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Database_that_is_away_is_unavailable()
    {
        script.Run = _ => throw new NpgsqlException("broken", new IOException());

        var error = await CallAsync();

        Assert.Equal((StatusCode.Unavailable, "DATABASE_UNAVAILABLE"), (error.StatusCode, ReasonOf(error)));
        Assert.True(error.GetRpcStatus()!.GetDetail<RetryInfo>()?.RetryDelay.Seconds > 0);
    }

    [Theory]
    [MemberData(nameof(FullDisks))]
    public async Task Full_disk_is_unavailable_says_so_and_when_to_try_again(Action write)
    {
        script.Run = _ =>
        {
            write();
            return Task.CompletedTask;
        };

        var error = await CallAsync();

        Assert.Equal((StatusCode.Unavailable, "STORAGE_FULL"), (error.StatusCode, ReasonOf(error)));
        Assert.Contains("disk is full", error.Status.Detail, StringComparison.Ordinal);
        Assert.True(error.GetRpcStatus()!.GetDetail<RetryInfo>()?.RetryDelay.Seconds > 0);
    }

    public static TheoryData<Action> FullDisks =>
    [
        // The system's own fault: this device is always full.
        () => File.WriteAllBytes("/dev/full", [1]),
        () => throw new IOException("Disk quota exceeded", 122),
        () => throw new SqliteException("database or disk is full", 13),
        () => throw new PostgresException("could not extend file", "ERROR", "ERROR", PostgresErrorCodes.DiskFull),
    ];

    [Fact]
    public async Task Other_fault_of_a_file_is_no_full_disk()
    {
        script.Run = _ => throw new IOException("Input/output error", 5);

        Assert.Equal("INTERNAL", ReasonOf(await CallAsync()));
    }

    [Fact]
    public async Task Error_of_a_method_keeps_its_reason_and_metadata()
    {
        script.Run = _ => throw RpcErrors.InvalidField("text", "is too long.");

        var error = await CallAsync();

        Assert.Equal((StatusCode.InvalidArgument, "INVALID_FIELD"), (error.StatusCode, ReasonOf(error)));
        Assert.Equal("text", error.GetRpcStatus()!.GetDetail<ErrorInfo>()!.Metadata["field"]);
    }

    [Fact]
    public async Task Call_without_a_deadline_gets_the_servers()
    {
        script.Run = context => Task.Delay(TimeSpan.FromSeconds(20), context.CancellationToken);

        var error = await CallAsync();

        Assert.Equal((StatusCode.DeadlineExceeded, "DEADLINE"), (error.StatusCode, ReasonOf(error)));
    }

    [Fact]
    public async Task Deadline_of_the_caller_wins_and_stops_the_method()
    {
        var stopped = new TaskCompletionSource();
        script.Run = async context =>
        {
            try
            {
                await Task.Delay(TimeSpan.FromSeconds(20), context.CancellationToken);
            }
            catch (OperationCanceledException)
            {
                stopped.SetResult();
                throw;
            }
        };

        var error = await CallAsync(DateTime.UtcNow.AddSeconds(0.5));

        Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
        await stopped.Task.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Stream_that_breaks_tells_its_reason()
    {
        script.Run = _ => throw new InvalidOperationException("secret");
        using var call = new FetchService.FetchServiceClient(host.Channel).DownloadCapture(new DownloadCaptureRequest());

        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        var error = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(CancellationToken.None));

        Assert.Equal((StatusCode.Internal, "INTERNAL"), (error.StatusCode, ReasonOf(error)));
    }

    [Fact]
    public async Task Json_client_sees_status_code_message_and_details()
    {
        script.Run = _ => throw RpcErrors.NotFound("CAPTURE_NOT_FOUND", "There is no captures/x.");

        using var response = await host.Http.PostAsJsonAsync(new Uri("/v1/text:annotate", UriKind.Relative), new { text = "x" });

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(5, body.GetProperty("code").GetInt32());
        Assert.Equal("There is no captures/x.", body.GetProperty("message").GetString());
        Assert.Equal("CAPTURE_NOT_FOUND", body.GetProperty("details")[0].GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Json_client_sees_when_to_try_again()
    {
        script.Run = _ => throw RpcErrors.TryAgain(Code.ResourceExhausted, "BACKLOG_FULL", "Too many pages.", TimeSpan.FromSeconds(2));

        using var response = await host.Http.PostAsJsonAsync(new Uri("/v1/text:annotate", UriKind.Relative), new { text = "x" });

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("2s", body.GetProperty("details")[1].GetProperty("retryDelay").GetString());
    }

    [Theory]
    [InlineData("{ not json")]
    [InlineData("""{"text":["a"]}""")]
    [InlineData("""{"published":"yesterday"}""")]
    public async Task Json_that_is_none_of_the_request_is_a_bad_request(string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await host.Http.PostAsync(new Uri("/v1/text:annotate", UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private async Task<RpcException> CallAsync(DateTime? deadline = null) =>
        await Assert.ThrowsAsync<RpcException>(
            async () => await new EnrichService.EnrichServiceClient(host.Channel).AnnotateTextAsync(new AnnotateTextRequest { Text = "x" }, deadline: deadline));

    internal static string? ReasonOf(RpcException error) => error.GetRpcStatus()?.GetDetail<ErrorInfo>() is { Domain: "newsplatform" } info ? info.Reason : null;
}
