using CsCheck;
using NewsPlatform.Text;

namespace NewsPlatform.UnitTests.Text;

public sealed class TextSignatureTests
{
    private static readonly string Article = string.Join(' ', Enumerable.Range(0, 300).Select(i => $"word{i * 7919 % 1000} and{i % 13}"));

    [Fact]
    public void Text_under_twenty_words_is_not_signed()
    {
        var words = Article.Split(' ');
        Assert.Empty(TextSignature.Of(string.Join(' ', words.Take(19))).MinHash);
        Assert.Empty(TextSignature.Of(string.Join(' ', words.Take(19))).Bands);
        Assert.Equal(240, TextSignature.Of(string.Join(' ', words.Take(20))).MinHash.Length);
        Assert.Equal(12, TextSignature.Of(string.Join(' ', words.Take(20))).Bands.Length);
    }

    [Fact]
    public void Case_punctuation_and_space_do_not_matter()
    {
        var other = Article.ToUpperInvariant().Replace(" ", ",\n  ", StringComparison.Ordinal);
        Assert.Equal(TextSignature.Of(Article).Bands, TextSignature.Of(other).Bands);
    }

    [Fact]
    public void Signature_is_the_same_everywhere()
    {
        // Stored signatures are compared with new ones: a change here needs all of them signed again.
        var text = string.Join(' ', Enumerable.Range(1, 25).Select(i => "news" + i));
        Assert.Equal(PinnedBand, TextSignature.Of(text).Bands[0]);
    }

    [Fact]
    public void Edited_text_stays_similar_and_shares_a_band()
    {
        var words = Article.Split(' ');
        for (var i = 20; i < words.Length; i += 60)
        {
            words[i] = "changed";
        }

        var (a, b) = (TextSignature.Of(Article), TextSignature.Of(string.Join(' ', words)));
        Assert.InRange(a.Similarity(b), 0.75, 0.999);
        Assert.NotEmpty(a.Bands.Intersect(b.Bands));
    }

    [Fact]
    public void Other_text_is_not_similar()
    {
        var other = string.Join(' ', Enumerable.Range(0, 300).Select(i => $"term{i * 7919 % 1000} or{i % 11}"));
        Assert.Equal(0, TextSignature.Of(Article).Similarity(TextSignature.Of(other)));
    }

    [Fact]
    public void Chinese_text_is_signed_by_characters()
    {
        const string text = "市议会将于下周投票决定是否修复或更换这座旧桥,市长表示支持修复计划。";
        Assert.Equal(1, TextSignature.Of(text).Similarity(TextSignature.Of(text.Replace(",", "。", StringComparison.Ordinal))));
    }

    [Fact]
    public void Any_text_is_like_itself_or_unsigned() => HostileText.Any.Sample(text =>
    {
        var signature = TextSignature.Of(text);
        Assert.Equal(signature.MinHash.Length == 0 ? 0 : 1, signature.Similarity(TextSignature.Of(text)));
    });

    private const ulong PinnedBand = 9963318396613926680;
}
