using CsCheck;
using NewsPlatform.Text;
using NewsPlatform.TextAnalysis;
using NewsPlatform.UnitTests.Text;

namespace NewsPlatform.UnitTests.TextAnalysis;

public sealed class ArticleAnalyzerTests
{
    private static readonly string[] Languages = ["en", "de", "fr", "es", "pt", "it", "nl", "ru", "zh", "ja", "ar", "hi", "xx"];

    [Fact]
    public void Annotations_of_any_text_stay_within_it_and_quote_it() =>
        Gen.Select(HostileText.Any, Gen.OneOf(Languages), Gen.Int[0, 2]).Sample((text, language, repeat) =>
        {
            text = string.Concat(Enumerable.Repeat(text, repeat + 1));
            var spans = new TextSpans(text);
            var annotations = Analysis.Of(text, language, title: text[..Math.Min(20, text.Length)]);
            foreach (var (start, end, words) in Spans(annotations))
            {
                Assert.True(start >= 0 && end > start && end <= spans.CodePoints);
                Assert.Equal(spans.Slice(start, end), words);
            }

            foreach (var target in annotations.Targets)
            {
                Assert.InRange(target.End, target.Start + 1, spans.CodePoints);
            }

            Assert.All(annotations.Entities, e => Assert.InRange(e.Salience, 0, 1));
            Assert.All(annotations.Topics, t => Assert.InRange(t.Score, 0, 1));
        });

    [Fact]
    public void Spans_count_code_points()
    {
        var entity = Assert.Single(Analysis.Of("😀😀 They flew to Moscow on Monday with the whole delegation.").Entities);
        Assert.Equal((16, 22), (entity.Mentions[0].Start, entity.Mentions[0].End));
    }

    [Fact]
    public void Text_after_the_bound_is_not_analysed()
    {
        var text = "They flew to Moscow. " + new string('x', 100) + " They flew to Paris.";
        var names = ArticleAnalyzer.Analyze(new Document(text), new AnalysisOptions { MaxChars = 60 }, CancellationToken.None).Entities.Select(e => e.Name);
        Assert.Equal(["Moscow"], names);
    }

    [Fact]
    public void Bound_within_a_surrogate_pair_cuts_before_it() =>
        Assert.Empty(ArticleAnalyzer.Analyze(new Document("😀"), new AnalysisOptions { MaxChars = 1 }, CancellationToken.None).Summary);

    [Fact]
    public void Every_word_is_told_apart_where_none_comes_twice()
    {
        var names = Enumerable.Range(0, 400).Select(i => $"Na{(char)('a' + (i / 20))}{(char)('a' + (i % 20))}ro").ToList();
        var text = string.Join(' ', names.Select(name => $"They flew to {name}."));
        Assert.Equal(names, Analysis.Of(text).Entities.Select(e => e.Mentions[0].Text).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Clear_text_overrides_a_wrong_declaration()
    {
        var text = string.Concat(Enumerable.Repeat("The council will vote next week on whether the old bridge should be repaired. ", 3));
        Assert.Equal("en", Analysis.Of(text, "fr").Language.Code);
    }

    [Fact]
    public void Declaration_decides_for_a_short_text() => Assert.Equal("fr", Analysis.Of("Paris", "fr-FR").Language.Code);

    [Fact]
    public void Cancellation_stops_the_analysis()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => ArticleAnalyzer.Analyze(new Document("text"), new AnalysisOptions(), source.Token));
    }

    [Fact]
    public void Each_list_names_its_annotator()
    {
        var annotations = Analysis.Of("They flew to Moscow.");
        Assert.Equal(
            ["entities", "quotes", "dates", "topics", "keyphrases", "summary", "tone"],
            new[] { annotations.Entities.Annotator, annotations.Quotes.Annotator, annotations.Dates.Annotator, annotations.Topics.Annotator, annotations.Keyphrases.Annotator, annotations.Summary.Annotator, annotations.Targets.Annotator }.Select(a => a.Id.Split('.')[0]));
    }

    private static IEnumerable<(int Start, int End, string Text)> Spans(Annotations a) =>
        a.Entities.SelectMany(e => e.Mentions).Select(m => (m.Start, m.End, m.Text))
            .Concat(a.Quotes.Select(q => (q.Start, q.End, q.Text)))
            .Concat(a.Dates.Select(d => (d.Start, d.End, d.Text)))
            .Concat(a.Summary.Select(s => (s.Start, s.End, s.Text)));
}
