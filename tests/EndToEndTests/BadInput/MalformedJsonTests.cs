using System.Net;
using System.Text;
using System.Text.Json;

namespace NewsPlatform.EndToEndTests.BadInput;

/// <summary>The same methods as JSON over HTTP: the status tells what the gRPC status does, the body is a google.rpc.Status.</summary>
public sealed class MalformedJsonTests(HostileWeb web) : IClassFixture<HostileWeb>
{
    private const int InvalidArgument = 3;
    private const int NotFound = 5;
    private const int OutOfRange = 11;

    [Theory]
    [InlineData("POST", "v1/sources", """{"url": "ftp://site.invalid/"}""", 400, InvalidArgument, "INVALID_URL")]
    [InlineData("POST", "v1/sources", """{"url": "https://site.invalid/", "interval": "-5s"}""", 400, InvalidArgument, "INVALID_FIELD")]
    [InlineData("GET", "v1/sources?pageSize=-1", null, 400, InvalidArgument, "INVALID_FIELD")]
    [InlineData("GET", "v1/sources?pageToken=!", null, 400, InvalidArgument, "INVALID_PAGE_TOKEN")]
    [InlineData("GET", "v1/sources/absent", null, 404, NotFound, "SOURCE_NOT_FOUND")]
    [InlineData("PATCH", "v1/sources/absent?updateMask=url", "{}", 400, InvalidArgument, "INVALID_FIELD")]
    [InlineData("DELETE", "v1/sources/absent", null, 404, NotFound, "SOURCE_NOT_FOUND")]
    [InlineData("POST", "v1/sources/absent:poll", "{}", 404, NotFound, "SOURCE_NOT_FOUND")]
    [InlineData("POST", "v1/pages:submit", "{}", 400, InvalidArgument, "INVALID_URL")]
    [InlineData("POST", "v1/pages:submitBatch", "{}", 400, InvalidArgument, "INVALID_FIELD")]
    [InlineData("POST", "v1/pages:ingest", """{"url": "x"}""", 400, InvalidArgument, "INVALID_URL")]
    [InlineData("GET", "v1/pages:trace", null, 400, InvalidArgument, "INVALID_URL")]
    [InlineData("GET", "v1/pages:trace?url=https%3A%2F%2Fnever.invalid%2F", null, 404, NotFound, "PAGE_NOT_FOUND")]
    [InlineData("POST", "v1/pages/absent:replay", "{}", 404, NotFound, "PAGE_NOT_FOUND")]
    [InlineData("GET", "v1/captures/absent", null, 404, NotFound, "CAPTURE_NOT_FOUND")]
    [InlineData("POST", "v1/articles:extract", "{}", 400, InvalidArgument, "INVALID_FIELD")]
    [InlineData("POST", "v1/pages:classify", "{}", 400, InvalidArgument, "INVALID_FIELD")]
    [InlineData("POST", "v1/text:annotate", "{}", 400, InvalidArgument, "INVALID_FIELD")]
    [InlineData("GET", "v1/articles/absent", null, 404, NotFound, "ARTICLE_NOT_FOUND")]
    [InlineData("GET", "v1/articles/absent?readMask=noSuchField", null, 400, InvalidArgument, "INVALID_FIELD")]
    [InlineData("GET", "v1/articles:lookup", null, 400, InvalidArgument, "INVALID_FIELD")]
    [InlineData("GET", "v1/articles?filter=colour%3Dred", null, 400, InvalidArgument, "INVALID_FILTER")]
    [InlineData("GET", "v1/articles:search", null, 400, InvalidArgument, "INVALID_FIELD")]
    [InlineData("GET", "v1/articles/a/revisions/0", null, 400, InvalidArgument, "INVALID_FIELD")]
    [InlineData("GET", "v1/articles/absent/revisions", null, 404, NotFound, "ARTICLE_NOT_FOUND")]
    [InlineData("POST", "v1/articles/absent:withdraw", "{}", 404, NotFound, "ARTICLE_NOT_FOUND")]
    [InlineData("GET", "v1/changes?fromPosition=99999999", null, 400, OutOfRange, "POSITION_IN_FUTURE")]
    [InlineData("GET", "v1/changes:watch?fromPosition=-2", null, 400, InvalidArgument, "INVALID_FIELD")]
    public Task Malformed_request_is_refused_with_status_and_reason(string method, string path, string? body, int status, int code, string reason) =>
        web.Platform.RunAsync(async () =>
        {
            var (answered, text) = await AskAsync(method, path, body);

            Assert.True(status == (int)answered, $"{method} {path} should answer {status}: {(int)answered} {text}");
            using var json = JsonDocument.Parse(text);
            Assert.Equal(code, json.RootElement.GetProperty("code").GetInt32());
            Assert.NotEmpty(json.RootElement.GetProperty("message").GetString()!);
            var detail = Assert.Single(json.RootElement.GetProperty("details").EnumerateArray());
            Assert.Equal("type.googleapis.com/google.rpc.ErrorInfo", detail.GetProperty("@type").GetString());
            Assert.Equal(("newsplatform", reason), (detail.GetProperty("domain").GetString(), detail.GetProperty("reason").GetString()));
        });

    [Theory]
    [InlineData("POST", "v1/pages:submit", "{")]
    [InlineData("POST", "v1/pages:submit", "[1, 2]")]
    [InlineData("POST", "v1/pages:submit", "")]
    [InlineData("POST", "v1/pages:submit", """{"url": 5}""")]
    [InlineData("POST", "v1/pages:submit", """{"url": "https://site.invalid/", "lane": "LANE_FAST"}""")]
    [InlineData("POST", "v1/pages:ingest", """{"url": "https://site.invalid/", "content": "no base64!"}""")]
    [InlineData("POST", "v1/sources", """{"url": "https://site.invalid/", "interval": "soon"}""")]
    [InlineData("GET", "v1/sources?pageSize=many", null)]
    [InlineData("GET", "v1/pages?outcome=99", null)]
    [InlineData("GET", "v1/pages?outcome=OUTCOME_LOST", null)]
    [InlineData("GET", "v1/changes?fromPosition=1e99", null)]
    [InlineData("GET", "v1/articles/a?readMask=%00", null)]
    public Task Request_that_is_no_JSON_of_the_method_is_a_bad_request(string method, string path, string? body) => web.Platform.RunAsync(async () =>
    {
        var (answered, text) = await AskAsync(method, path, body);

        Assert.True(answered == HttpStatusCode.BadRequest, $"{method} {path} {body} should answer 400: {(int)answered} {text}");
        using var json = JsonDocument.Parse(text);
        Assert.Equal(InvalidArgument, json.RootElement.GetProperty("code").GetInt32());
    });

    private async Task<(HttpStatusCode Status, string Text)> AskAsync(string method, string path, string? body)
    {
        using var http = new HttpClient { BaseAddress = web.Platform.Host.HttpAddress, Timeout = TimeSpan.FromSeconds(30) };
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        using var response = await http.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
