using Grpc.Core;
using NewsPlatform.Hosting.Rpc;

namespace NewsPlatform.IntegrationTests.Hosting.Rpc;

public sealed class PageTokenTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("key", "filter a")]
    [InlineData("ключ/ü 👍", "")]
    public void Token_gives_its_key_back_for_the_same_request(string key, string request) =>
        Assert.Equal(key, PageToken.Decode(PageToken.Encode(key, request), request));

    [Fact]
    public void Absent_token_is_the_first_page() => Assert.Null(PageToken.Decode("", "filter"));

    [Theory]
    [InlineData("x")]
    [InlineData("AAAA")]
    [InlineData("not base64 at all!")]
    [InlineData("____________")]
    [InlineData("Ä")]
    public void Garbage_is_an_invalid_token(string token)
    {
        var error = Assert.Throws<RpcException>(() => PageToken.Decode(token, "filter"));

        Assert.Equal((StatusCode.InvalidArgument, "INVALID_PAGE_TOKEN"), (error.StatusCode, ErrorTests.ReasonOf(error)));
    }

    [Fact]
    public void Token_of_another_request_is_an_invalid_token() =>
        Assert.Throws<RpcException>(() => PageToken.Decode(PageToken.Encode("key", "filter a"), "filter b"));

    [Theory]
    [InlineData(0, 100)]
    [InlineData(7, 7)]
    [InlineData(5000, 1000)]
    public void Size_is_kept_within_bounds(int asked, int given) => Assert.Equal(given, PageToken.Size(asked, 100, 1000));

    [Fact]
    public void Negative_size_is_refused() => Assert.Throws<RpcException>(() => PageToken.Size(-1, 100, 1000));
}
