using NewsPlatform.Extraction.Authors;
using NewsPlatform.Extraction.Body;

namespace NewsPlatform.UnitTests.Extraction.Authors;

public sealed class AuthorTests
{
    private const string Orders =
        "<p>She has asked the council for help, and the council will answer her before the spring, said the mayor.</p><p>The other pier is older, and its stones were laid when carts were all that crossed the river here.</p><p>Nobody knows how long it will last, since no engineer has looked at it for twenty years or more.</p><p>The region is to pay for that, the mayor said, because it is the region that sends its lorries.</p>";

    [Theory]
    [InlineData("By Ann Lee", "Ann Lee")]
    [InlineData("By Ann Lee and Bo Chen, Political Editors", "Ann Lee;Bo Chen")]
    [InlineData("Von Anna Müller und Jörg Klein", "Anna Müller;Jörg Klein")]
    [InlineData("Par Émilie Dupont | Publié le 3 mai 2024", "Émilie Dupont")]
    [InlineData("By Ann Lee Published 3 May 2024", "Ann Lee")]
    [InlineData("https://facebook.com/ann", "")]
    [InlineData("ann@paper.example", "")]
    [InlineData("Updated", "")]
    [InlineData("Por", "")]
    [InlineData("بقلم ليلى منصور", "ليلى منصور")]
    [InlineData("लेखक मीनाक्षी तिवारी", "मीनाक्षी तिवारी")]
    [InlineData("文 北村美咲", "北村美咲")]
    [InlineData("Di Anna Rossi", "Anna Rossi")]
    [InlineData("Por Ana Lima e João Sá", "Ana Lima;João Sá")]
    [InlineData("Escrito por Ana Gil", "Ana Gil")]
    [InlineData("Door Jan de Vries en Piet Bos", "Jan de Vries;Piet Bos")]
    [InlineData("Av Kari Nordmann og Ola Berg", "Kari Nordmann;Ola Berg")]
    [InlineData("Av Anna Berg och Erik Lund", "Anna Berg;Erik Lund")]
    [InlineData("Oleh Budi Santoso dan Siti Aminah", "Budi Santoso;Siti Aminah")]
    [InlineData("Автор: Анна Иванова", "Анна Иванова")]
    [InlineData("Autor: Jan Novák", "Jan Novák")]
    [InlineData("Γράφει ο Γιώργος Παππάς", "Γιώργος Παππάς")]
    [InlineData("Írta: Kovács Anna", "Kovács Anna")]
    [InlineData("作者：王小明", "王小明")]
    [InlineData("记者 王小明、李四光", "王小明;李四光")]
    [InlineData("By Ann Lee, Associated Press", "Ann Lee")]
    [InlineData("By Ann Lee | The Paper Staff", "Ann Lee")]
    [InlineData("Ann Lee Senior Reporter", "Ann Lee")]
    [InlineData("Staff Writer Ann Lee", "Ann Lee")]
    [InlineData("By Ann Lee in Kyiv and Bo Chen in Rome", "Ann Lee;Bo Chen")]
    [InlineData("Ann Lee, Bo Chen using Brand Cosmetics", "Ann Lee;Bo Chen")]
    [InlineData("By Ann Lee, edited by Bo Chen", "Ann Lee")]
    [InlineData("By Ann Lee, Privacy and Digital Security Expert", "Ann Lee")]
    [InlineData("By Ann Lee, DVM. Reviewed by Bo Chen, DVM", "Ann Lee")]
    [InlineData("By Ann Lee, Bo Chen, and Cy Dee, The Paper", "Ann Lee;Bo Chen;Cy Dee")]
    [InlineData("Styled by Bo Chen", "")]
    [InlineData("Photos by Bo Chen", "")]
    [InlineData("Übersetzung: Bo Chen", "")]
    [InlineData("By Ann Lee @annlee", "Ann Lee")]
    [InlineData("By Ann Lee May 3, 2024", "Ann Lee")]
    [InlineData("By April Glaser", "April Glaser")]
    [InlineData("Richard (R.J.) Moore", "Richard Moore")]
    [InlineData("By Reuters Staff", "Reuters Staff")]
    [InlineData("TPN, in News, Portugal, Business", "TPN")]
    public void Split_gives_names_only(string byline, string names) => Assert.Equal(names, string.Join(';', AuthorNames.Split(byline)));

    [Theory]
    [InlineData("Di Wu", "Di Wu")]
    [InlineData("Lee Ann, Bo Chen", "Lee Ann;Bo Chen")]
    [InlineData("By Ann Lee", "Ann Lee")]
    public void Split_of_a_field_takes_no_word_off_a_name(string field, string names) => Assert.Equal(names, string.Join(';', AuthorNames.Split(field, isByline: false)));

    [Theory]
    [InlineData("Ann Lee", AuthorType.Person)]
    [InlineData("LN", AuthorType.Organisation)]
    [InlineData("paper.org", AuthorType.Organisation)]
    [InlineData("Stuttgarter Anzeiger", AuthorType.Organisation)]
    [InlineData("Reuters Staff", AuthorType.Organisation)]
    public void TypeOf_tells_organisations(string name, AuthorType type) => Assert.Equal(type, AuthorNames.TypeOf(name));

    [Theory]
    [InlineData("<p><a href=/author/ann>Ann Lee</a> - 3 May 2024</p>", "")]
    [InlineData("<p>posted on 3 May 2024 23:30 EST by Ann Lee</p>", "")]
    [InlineData("<p>Ann Lee | Senior Writer | 3 May 2024</p>", "")]
    [InlineData("<p>03.05.2024 - Redaktion: Ann Lee (Sprecherin)</p>", "")]
    [InlineData("<div><b>Written by</b><div>Ann Lee</div></div>", "")]
    [InlineData("", "<p><b>Ann Lee</b></p>")]
    [InlineData("", "<p><em>Von Ann Lee</em></p>")]
    [InlineData("", "<p>Text: Ann Lee</p>")]
    public void Author_is_found_in_lines_links_and_signatures(string line, string foot)
    {
        var article = Pages.Article(Pages.Page("<main><h1>Harbour bridge to close</h1>" + line + "<div>" + Pages.Prose + foot + "</div></main>"));
        Assert.Equal("Ann Lee", Assert.Single(article.Authors).Value.Name);
    }

    [Fact]
    public void Byline_with_its_link_beats_whoever_put_the_page_online()
    {
        var article = Pages.Article(Pages.Page("<main><h1>Harbour bridge to close</h1><p class=byline>By <a href=/author/ann>Ann Lee</a></p><div>" + Pages.Prose + "</div></main>", "<meta name=author content='Bo Chen'>"));
        Assert.Equal("Ann Lee", Assert.Single(article.Authors).Value.Name);
        Assert.Contains(article.Authors[0].Others, other => other.Value.Name == "Bo Chen");
    }

    [Fact]
    public void Site_as_author_is_an_organisation_and_yields_to_a_person()
    {
        const string Graph = "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"author\":{\"@type\":\"Person\",\"name\":\"The Paper\"}}</script>";
        Assert.Equal(AuthorType.Organisation, Assert.Single(Pages.Article(Pages.Page("<article>" + Pages.Prose + "</article>", Graph)).Authors).Value.Type);
        Assert.Equal("Ann Lee", Assert.Single(Pages.Article(Pages.Page("<main><h1>Harbour bridge to close</h1><p>By Ann Lee</p>" + Pages.Prose + "</main>", Graph)).Authors).Value.Name);
    }

    [Theory]
    [InlineData("<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"author\":[{\"@type\":\"Person\",\"name\":\"Ann Lee\",\"url\":\"/ann\"}]}</script>", "")]
    [InlineData("<script type=application/ld+json>{\"@graph\":[{\"@type\":\"NewsArticle\",\"author\":{\"@id\":\"#ann\"}},{\"@type\":\"Person\",\"@id\":\"#ann\",\"name\":\"Ann Lee\"}]}</script>", "")]
    [InlineData("<meta name=author content='Ann Lee'>", "")]
    [InlineData("", "<a rel=author href=/ann>Ann Lee</a>")]
    [InlineData("", "<span class=byline>By Ann Lee</span>")]
    [InlineData("", "<p>By Ann Lee</p>")]
    public void Author_is_found_in_each_source(string head, string line)
    {
        var article = Pages.Article(Pages.Page("<main><h1>Harbour bridge to close</h1>" + line + "<div>" + Pages.Prose + "</div></main>", head));
        var author = Assert.Single(article.Authors).Value;
        Assert.Equal(("Ann Lee", AuthorType.Person), (author.Name, author.Type));
    }

    [Fact]
    public void Author_of_an_agency_is_an_organisation() =>
        Assert.Equal(AuthorType.Organisation, Assert.Single(Pages.Article(Pages.Page("<article>" + Pages.Prose + "</article>", "<meta name=author content=Reuters>")).Authors).Value.Type);

    [Fact]
    public void Person_in_the_byline_beats_the_newspaper_as_author()
    {
        var article = Pages.Article(Pages.Page("<main><h1>Harbour bridge to close</h1><a rel=author href=/ann>Ann Lee</a><div>" + Pages.Prose + "</div></main>",
            "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"author\":{\"@type\":\"Organization\",\"name\":\"The Paper\"}}</script>"));
        Assert.Equal("Ann Lee", Assert.Single(article.Authors).Value.Name);
    }

    [Theory]
    [InlineData("(Image: Getty Images/Bo Chen)")]
    [InlineData("No Author")]
    [InlineData("Güncelleme Tarihi")]
    [InlineData("手机版")]
    public void What_is_no_name_is_no_author(string text) => Assert.Empty(AuthorNames.Split(text, isByline: false));

    [Fact]
    public void Word_that_only_begins_with_the_sign_for_a_text_opens_no_byline() => Assert.Null(AuthorNames.AfterOpening("文章处理费"));

    [Fact]
    public void List_that_other_sources_confirm_beats_the_first_author_alone()
    {
        var article = Pages.Article(Pages.Page(
            "<main><h1>Harbour bridge to close</h1><p>By <a href=/author/ann-lee>Ann Lee</a> and <a href=/author/bo-chen>Bo Chen</a></p><div>" + Pages.Prose + "</div></main>",
            "<meta name=byl content='By Ann Lee and Bo Chen'><script type=application/ld+json>{\"@type\":\"NewsArticle\",\"author\":{\"@type\":\"Person\",\"name\":\"Ann Lee\"}}</script>"));
        Assert.Equal(["Ann Lee", "Bo Chen"], article.Authors.Select(author => author.Value.Name));
    }

    [Fact]
    public void Names_in_elements_of_one_kind_below_each_other_are_all_read()
    {
        var article = Pages.Article(Pages.Page("<main><h1>Harbour bridge to close</h1><div><span class=author>Ann Lee</span><span class=author>Bo Chen</span></div><div>" + Pages.Prose + "</div></main>"));
        Assert.Equal(["Ann Lee", "Bo Chen"], article.Authors.Select(author => author.Value.Name));
    }

    [Fact]
    public void Name_alone_between_headline_and_text_beats_the_newspaper()
    {
        var article = Pages.Article(Pages.Page("<main><h1>Harbour bridge to close</h1><p>3 May 2024</p><p>Ann Lee</p><div>" + Pages.Prose + "</div></main>", "<meta name=author content='The Paper'>"));
        Assert.Equal("Ann Lee", Assert.Single(article.Authors).Value.Name);
    }

    [Theory]
    [InlineData("（记者 王小明 李四光）", "", "王小明;李四光")]
    [InlineData("本报记者王小明发自上海：", "", "王小明")]
    [InlineData("据本社上海电（记者 王小明）", "", "王小明")]
    [InlineData("", "（王小明 上海报道）", "王小明")]
    [InlineData("", "执笔人：王小明 方敏 李四光", "王小明;方敏;李四光")]
    [InlineData("", "新京报记者 王小明 山东冠县报道", "王小明")]
    [InlineData("", "新京报记者 方敏 山东冠县报道", "方敏")]
    [InlineData("", "责任编辑：王小明", "")]
    [InlineData("", "（记者看东北）", "")]
    public void Reporters_inside_chinese_text_are_authors_and_editors_are_not(string opening, string closing, string names)
    {
        const string Line = "市议会星期二决定关闭港口的旧桥，因为工程师在两个桥墩上发现了裂缝，车辆将改走北面的通道。";
        var text = "<p>" + opening + Line + "</p><p>" + Line + Line + "</p><p>店主们担心生意，请求市里在工程结束以前给予帮助，维修费用预计为一千一百万元，其中三分之一由省里负担。</p>";
        var article = Pages.Article("<html lang=zh><head><title>港口旧桥将关闭</title></head><body><h1>港口旧桥将关闭</h1><article>" + text + "<p>" + closing + "</p></article></body></html>");
        Assert.Equal(names, string.Join(';', article.Authors.Select(author => author.Value.Name)));
    }

    [Fact]
    public void Reporters_of_a_chinese_article_are_read_on_a_page_that_calls_itself_english()
    {
        const string Line = "<p>市议会星期二决定关闭港口的旧桥，因为工程师在两个桥墩上发现了裂缝，车辆将改走北面的通道，店主们担心生意，请求市里给予帮助。</p>";
        var article = Pages.Article("<html lang=en><head><title>港口旧桥将关闭</title></head><body><h1>港口旧桥将关闭</h1><article>" + Line + Line.Replace("星期二", "星期三", StringComparison.Ordinal) + "<p>新报记者 方敏 山东冠县报道</p></article></body></html>");
        Assert.Equal("方敏", Assert.Single(article.Authors).Value.Name);
    }

    [Theory]
    [InlineData("王小明 方 敏", "王小明;方敏")]
    [InlineData("王小明", "王小明")]
    [InlineData("上海 报道 综合", "")]
    public void Chinese_names_are_told_apart_at_blanks(string text, string names) => Assert.Equal(names, string.Join(';', ChineseBylines.Apart(text)));

    [Fact]
    public void Newspaper_without_blanks_in_its_name_is_an_organisation() => Assert.Equal(AuthorType.Organisation, AuthorNames.TypeOf("东方日报社"));

    [Theory]
    [InlineData("<p><b>Ann Lee/Bo Chen</b></p>", "", "Ann Lee;Bo Chen")]
    [InlineData("<p>Ann Lee, Bo Chen and Cy Dee</p>", "", "Ann Lee;Bo Chen;Cy Dee")]
    [InlineData("<p>Text &amp; Fotos: Ann Lee</p>", "", "Ann Lee")]
    [InlineData("<p>By <a href=/staff/desk>The Paper</a></p><p>Written by: Ann Lee</p>", "", "Ann Lee")]
    [InlineData("", "<p><em>This post was written by Ann Lee, a nurse at the harbour.</em></p>", "Ann Lee")]
    [InlineData("", "<h3>About the author</h3><p>Ann Lee is a writer who lives by the harbour.</p>", "Ann Lee")]
    [InlineData("", "<div><h3>Ann Lee</h3><p>Ann Lee is the head of the harbour desk.</p></div>", "Ann Lee")]
    [InlineData("", "<h3>Ann Lee</h3><p>Ann Lee is in charge of one pier.</p><h3>Bo Chen</h3><p>Bo Chen is in charge of the other.</p>", "")]
    [InlineData("", "<p>This post was written by Ann Lee. The views are her own.</p>", "Ann Lee")]
    [InlineData("", "<p>This post was written by A. B. Lee. She is a nurse.</p>", "A. B. Lee")]
    [InlineData("", "<p>Der Artikel wurde von Bo Chen geteilt, der in der Stadt bekannt ist.</p>", "")]
    [InlineData("", "<p>Dieser Artikel wurde von Bo Chen verfasst.</p>", "Bo Chen")]
    [InlineData("", "<h3>Ann Lee</h3><p>Ann Lee is in charge of one pier.</p>" + Orders + "<h3>Bo Chen</h3><p>Bo Chen is in charge of the other.</p>", "")]
    [InlineData("", "<p><b>Bo Chen</b></p><p>He ran for the office and lost it in the autumn, as the mayor said to the council of the town.</p><p>He will be back, the mayor said on the second day of the hearing.</p>", "")]
    [InlineData("", "</div><div class=comments><p><b>Bo Chen</b></p><p>I do not think that this is right.</p>", "")]
    [InlineData("", "<p><b>Ann Lee</b></p><p>(1) The figures are those of the ministry, which counts the carts and lorries that cross the bridge in a year.</p>", "Ann Lee")]
    public void Author_is_found_where_no_field_names_him(string line, string foot, string names)
    {
        var article = Pages.Article(Pages.Page("<main><h1>Harbour bridge to close</h1>" + line + "<div>" + Pages.Prose + foot + "</div></main>"));
        Assert.Equal(names, string.Join(';', article.Authors.Select(author => author.Value.Name)));
    }

    [Theory]
    [InlineData("Community Editor", "Community Editor")]
    [InlineData("Edited By Bo", "")]
    [InlineData("Grafik Bo Chen", "")]
    public void Field_that_names_a_desk_only_has_it_as_author_and_one_that_credits_other_work_nobody(string field, string names) =>
        Assert.Equal(names, string.Join(';', Pages.Article(Pages.Page("<main><h1>Harbour bridge to close</h1><div>" + Pages.Prose + "</div></main>", "<meta name=author content='" + field + "'>")).Authors.Select(author => author.Value.Name)));

    [Fact]
    public void Thousands_of_lines_with_credits_are_not_all_read()
    {
        const int Lines = 2000;
        var scan = new PageScan();
        for (var i = 0; i < Lines; i++)
        {
            scan.Blocks.Add(new TextBlock { Text = "Photos by Ann Lee, Bo Chen and Cy Dee", Anchors = [], Linked = 0, Emphasised = 0, Container = 0, Hints = ElementHint.None, Length = 30, Punctuation = 1, Small = 0 });
        }

        Assert.InRange(BylineLines.OtherCredits(scan, new(Lines - 1, Lines - 1, 0, null)).Count, 3, 100);
    }

    [Fact]
    public void Photographer_among_the_authors_of_a_field_is_none()
    {
        var article = Pages.Article(Pages.Page(
            "<main><h1>Harbour bridge to close</h1><p>By Ann Lee</p><p>Photography by Bo Chen</p><div>" + Pages.Prose + "</div></main>", "<meta name=author content='Ann Lee, Bo Chen'>"));
        Assert.Equal("Ann Lee", Assert.Single(article.Authors).Value.Name);
    }

    [Fact]
    public void Line_of_links_to_authors_has_all_of_them_where_a_field_has_the_first()
    {
        var article = Pages.Article(Pages.Page(
            "<main><h1>Harbour bridge to close</h1><div><a href=/author/ann>Ann Lee</a>, <a href=/author/bo>Bo Chen</a></div><div>" + Pages.Prose + "</div></main>", "<meta name=author content='Ann Lee'>"));
        Assert.Equal(["Ann Lee", "Bo Chen"], article.Authors.Select(author => author.Value.Name));
    }

    [Fact]
    public void First_name_in_the_byline_is_made_whole_from_a_field()
    {
        var article = Pages.Article(Pages.Page(
            "<main><h1>Harbour bridge to close</h1><p class=byline>By Ann</p><div>" + Pages.Prose + "</div></main>", "<meta name=parsely-author content='Ann Lee'>"));
        Assert.Equal("Ann Lee", Assert.Single(article.Authors).Value.Name);
    }

    [Fact]
    public void Author_of_the_next_article_on_the_page_is_not_one_of_this()
    {
        const string Author = "<a itemprop=author href=/people/{0}>{0}</a>";
        var article = Pages.Article(Pages.Page(
            "<main><h1>Harbour bridge to close</h1>" + Author.Replace("{0}", "Ann Lee", StringComparison.Ordinal) + "<div>" + Pages.Prose + "</div></main><section><h2>Ferry to stay</h2>"
            + Author.Replace("{0}", "Bo Chen", StringComparison.Ordinal) + "<p>The ferry stays.</p></section>"));
        Assert.Equal("Ann Lee", Assert.Single(article.Authors).Value.Name);
    }

    [Theory]
    [InlineData("JIJI", "JIJI")]
    [InlineData("(dpa)", "dpa")]
    [InlineData("Video", null)]
    [InlineData("Aa", null)]
    [InlineData("Sid", null)]
    public void Agency_alone_below_the_headline_is_the_author(string line, string? expected) =>
        Assert.Equal(expected, Pages.Article(Pages.Page("<h1>Harbour bridge to close</h1><p class=credit>" + line + "</p><div>" + Pages.Prose + "</div>")).Authors.SingleOrDefault()?.Value.Name);
}
