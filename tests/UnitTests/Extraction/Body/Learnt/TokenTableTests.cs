using NewsPlatform.Extraction.Body.Learnt;

namespace NewsPlatform.UnitTests.Extraction.Body.Learnt;

public sealed class TokenTableTests
{
    [Fact]
    public void Scores_of_many_tokens_are_those_of_each()
    {
        var random = new Random(3);
        var scores = new Dictionary<uint, sbyte> { [0] = -9 };
        for (var i = 0; i < 5000; i++)
        {
            scores[(uint)random.Next(20_000)] = (sbyte)random.Next(-127, 128);
        }

        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        TokenTable.Write(writer, scores);
        file.Position = 0;
        using var reader = new BinaryReader(file);
        var table = TokenTable.Read(reader);

        // Known ones and others, more than are looked up at one stroke.
        uint[] tokens = [.. Enumerable.Range(0, 20_000).Select(static token => (uint)token)];
        var found = new int[tokens.Length];
        table.Of(tokens, found);
        Assert.All(tokens, token => Assert.Equal((scores.GetValueOrDefault(token), scores.GetValueOrDefault(token)), (found[token], table.Of(token))));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("teaser", 1)]
    [InlineData("teaser-box", 3)]
    [InlineData("articleBody", 3)]
    [InlineData("a-b c3", 2)]
    [InlineData("-main-", 2)]
    [InlineData("article-body__text2 wide", 5)]
    public void Names_are_read_whole_and_in_their_parts_of_three_letters_or_more(string names, int expected)
    {
        var tokens = new List<uint>();
        TokenScores.Names(names, tokens);
        Assert.Equal(expected, tokens.Count);
    }

    [Fact]
    public void Part_of_a_name_is_the_same_token_as_a_name_of_its_own()
    {
        var (parts, whole) = (new List<uint>(), new List<uint>());
        TokenScores.Names("article-Body", parts);
        TokenScores.Names("article body article-body", whole);
        Assert.Equal([whole[2], whole[0], whole[1]], parts);
    }
}
