using NewsPlatform.Crawling.WebSub;

namespace NewsPlatform.UnitTests.Crawling.WebSub;

public sealed class HubRequestTests
{
    [Theory]
    [InlineData("https://hub.example/", "https://other.example/", true)]
    [InlineData("http://hub.example/", "https://hub.example/", true)]
    [InlineData("http://hub.example/", "http://other.example/", true)]
    [InlineData("https://hub.example/", "http://hub.example/", false)]
    public void Secret_that_left_encrypted_is_not_sent_in_the_clear(string asked, string elsewhere, bool may) =>
        Assert.Equal(may, HubRequest.MayFollow(new Uri(asked), new Uri(elsewhere)));

    [Fact]
    public void Only_a_subscription_names_lease_and_secret()
    {
        var lease = TimeSpan.FromDays(10);

        Assert.Equal(
            "hub.mode=subscribe&hub.topic=https%3A%2F%2Fa.example%2Ffeed%3Fx%3D1%26y&hub.callback=https%3A%2F%2Fwe.example%2Fc&hub.lease_seconds=864000&hub.secret=s%2B",
            HubRequest.Form(HubRequest.Subscribe, "https://a.example/feed?x=1&y", "https://we.example/c", lease, "s+"));
        Assert.DoesNotContain("secret", HubRequest.Form(HubRequest.Unsubscribe, "https://a.example/feed", "https://we.example/c", lease, "s+"), StringComparison.Ordinal);
    }
}
