using NewsPlatform.Extraction;

namespace NewsPlatform.UnitTests.Extraction.Images;

public sealed class LeadImageTests
{
    private const string Figure = "<figure><img src=/img/harbour-bridge-84711.jpg width=1000 height=700><figcaption>The old bridge</figcaption></figure>";

    [Fact]
    public void Picture_of_the_head_takes_the_caption_of_the_same_picture_in_the_article()
    {
        var image = Lead("<meta property=og:image content=/big/harbour-bridge-84711.jpg>", Figure);
        Assert.Equal(("https://paper.example/big/harbour-bridge-84711.jpg", "The old bridge"), (image.Value.Url.AbsoluteUri, image.Value.Caption));
    }

    [Theory]
    [InlineData("/branded/mayor_55120937.jpg")]
    [InlineData("/crop/1200x630/55120937-card.jpg")]
    public void Card_of_another_picture_stays_first(string open)
    {
        var image = Lead("<meta property=og:image content=" + open + ">", Figure);
        Assert.Equal("https://paper.example" + open, image.Value.Url.AbsoluteUri);
    }

    [Theory]
    [InlineData("<meta property=og:image content=/facebook/quay-harbour-84711004.jpg>")]
    [InlineData("<meta property=og:image content=/quay-84711004.jpg><meta property=og:image:width content=1200><meta property=og:image:height content=630>")]
    public void Social_card_gives_way_to_the_picture_as_the_article_shows_it(string head)
    {
        var image = Lead(head, "<figure><img src=/img/harbour-84711004-w900.jpg width=900 height=600></figure>");
        Assert.Equal("https://paper.example/img/harbour-84711004-w900.jpg", image.Value.Url.AbsoluteUri);
        Assert.Contains(image.Others, other => other.Evidence.Method == EvidenceMethod.OpenGraph);
    }

    [Fact]
    public void Sites_default_picture_gives_way_to_the_articles_first()
    {
        var image = Lead("<meta property=og:image content=/static/default-logo.png>", Figure);
        Assert.Equal("https://paper.example/img/harbour-bridge-84711.jpg", image.Value.Url.AbsoluteUri);
    }

    [Theory]
    [InlineData("<img src=/grey-placeholder.png srcset='/a-400.jpg 400w,/a-1600.jpg 1600w'>")]
    [InlineData("<picture><source srcset='/a-400.jpg 400w, /a-1600.jpg 1600w'><img src=data:image/gif;base64,R0lGOD></picture>")]
    [InlineData("<img src=/blank.gif data-src=/a-1600.jpg>")]
    [InlineData("<amp-img src=/a-1600.jpg width=1600 height=900></amp-img>")]
    [InlineData("<img class=lazy src=data:image/gif;base64,R0lGOD><noscript><img src=/a-1600.jpg></noscript>")]
    public void Lazy_picture_is_read_in_its_largest_version(string picture)
    {
        Assert.Equal("https://paper.example/a-1600.jpg", Lead("", "<figure>" + picture + "</figure>").Value.Url.AbsoluteUri);
    }

    [Theory]
    [InlineData("<img src=/pixel.gif width=1 height=1>")]
    [InlineData("<img src=/avatars/ann-avatar.jpg>")]
    [InlineData("<img src=/logo.png>")]
    public void Trackers_portraits_and_logos_are_no_lead(string picture)
    {
        Assert.Null(Pages.Article(Pages.Page("<article><h1>Harbour bridge to close</h1>" + picture + Pages.Prose + "</article>")).LeadImage);
    }

    [Fact]
    public void Machines_crops_in_json_ld_and_open_graph_give_way_to_the_picture_as_the_article_shows_it()
    {
        var image = Lead(
            "<meta property=og:image content=/crops/16x9/harbour-84711004.jpg>"
            + "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"Harbour bridge to close\",\"image\":[\"/crops/1x1/harbour-84711004_sq.jpg\",\"/crops/4x3/harbour-84711004_43.jpg\"]}</script>",
            "<figure><img src=/img/harbour-84711004-w900.jpg><figcaption>The old bridge</figcaption></figure>");
        Assert.Equal(("https://paper.example/img/harbour-84711004-w900.jpg", "The old bridge"), (image.Value.Url.AbsoluteUri, image.Value.Caption));
    }

    [Fact]
    public void Script_in_a_lazy_attribute_is_no_address()
    {
        var image = Lead("", "<figure><img data-src=\"if(this.src!='/a.jpg') this.src='/a.jpg'\" src=/harbour.jpg><figcaption>The old bridge</figcaption></figure>");
        Assert.Equal("https://paper.example/harbour.jpg", image.Value.Url.AbsoluteUri);
    }

    [Theory]
    [InlineData("https://paper.example/i.jpg?w=1200&h=600", 1200)]
    [InlineData("https://paper.example/w_640,h_480/i.jpg", 640)]
    [InlineData("https://paper.example/i-1024x683.jpg", 1024)]
    [InlineData("https://paper.example/id/77/width/730/height/500", 730)]
    [InlineData("https://paper.example/2024/04/26/view-1200.jpg", null)]
    public void Width_that_an_address_asks_for_is_read(string address, int? width) => Assert.Equal(width, NewsPlatform.Extraction.Images.PictureNames.WidthIn(address));

    [Fact]
    public void Addresses_that_differ_in_their_query_show_the_same_picture() =>
        Assert.True(NewsPlatform.Extraction.Images.PictureNames.ShowSame("/media/1738/4x3/1200.jpg", "/media/1738/4x3/1200.jpg"));

    private static Sourced<NewsPlatform.Extraction.Images.LeadImage> Lead(string head, string figure)
    {
        var image = Pages.Article(Pages.Page("<article><h1>Harbour bridge to close</h1>" + figure + Pages.Prose + "</article>", head)).LeadImage;
        Assert.NotNull(image);
        return image;
    }
}
