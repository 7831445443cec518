using NewsPlatform.TextAnalysis.Entities;

namespace NewsPlatform.UnitTests.TextAnalysis;

public sealed class EntityTests
{
    private static Entity? Find(string text, string name, string language = "en") => Analysis.Of(text, language).Entities.FirstOrDefault(e => e.Name == name);

    [Theory]
    [InlineData("Yesterday Prime Minister Imran Khan flew home.", "Imran Khan", EntityType.Person, "en")]
    [InlineData("The visit to Pakistan ended.", "Pakistan", EntityType.Place, "en")]
    [InlineData("He teaches at the University of Oxford now.", "University of Oxford", EntityType.Organisation, "en")]
    [InlineData("A spokesman for Acme Robotics Inc declined.", "Acme Robotics Inc", EntityType.Organisation, "en")]
    [InlineData("They camped near Lake Wanaka for a week.", "Lake Wanaka", EntityType.Place, "en")]
    [InlineData("The team lost at the Rugby World Cup again.", "Rugby World Cup", EntityType.Event, "en")]
    [InlineData("The talks at NATO continue.", "NATO", EntityType.Organisation, "en")]
    [InlineData("Gestern traf Bundeskanzlerin Angela Merkel den Gast.", "Angela Merkel", EntityType.Person, "de")]
    [InlineData("Le président Emmanuel Macron arrive demain.", "Emmanuel Macron", EntityType.Person, "fr")]
    [InlineData("El portavoz del Banco de España habló ayer.", "Banco de España", EntityType.Organisation, "es")]
    public void Name_is_recognised(string text, string name, EntityType type, string language) => Assert.Equal(type, Find(text, name, language)?.Type);

    [Fact]
    public void Country_before_a_title_is_an_entity_of_its_own()
    {
        var names = Analysis.Of("On Monday US President Joe Biden spoke.").Entities.Select(e => e.Name);
        Assert.Equal(["Joe Biden", "United States"], names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Family_name_joins_the_full_name()
    {
        var person = Find("Maria Lopez won the race. Later Lopez thanked the crowd. For Lopez’s team it was the first win.", "Maria Lopez");
        Assert.Equal(["Maria Lopez", "Lopez", "Lopez"], person!.Mentions.Select(m => m.Text));
    }

    [Fact]
    public void Acronym_joins_the_organisation()
    {
        var entity = Find("The National Weather Service (NWS) warned. Later the NWS said more.", "National Weather Service");
        Assert.Equal(["National Weather Service", "NWS", "NWS"], entity!.Mentions.Select(m => m.Text));
    }

    [Fact]
    public void Known_place_has_coordinates_and_ids()
    {
        var moscow = Find("The delegation left for Moscow on Tuesday.", "Moscow")!;
        Assert.Equal("524901", moscow.Ids["geonames"]);
        Assert.InRange(moscow.Latitude!.Value, 55, 56);
        Assert.InRange(moscow.Longitude!.Value, 37, 38);
    }

    [Fact]
    public void Name_in_another_language_is_the_same_place() => Assert.Equal("2867714", Find("Le train part de Munich ce soir.", "Munich", "fr")!.Ids["geonames"]);

    [Theory]
    [InlineData("Students marched through the streets. Officials watched.")]
    [InlineData("The Russian and Pakistani sides met on Thursday in February.")]
    [InlineData("Russia-backed forces advanced.")]
    public void Capitals_of_sentences_nationalities_and_dates_are_no_names(string text) =>
        Assert.DoesNotContain(Analysis.Of(text).Entities, e => e.Type != EntityType.Other);

    [Fact]
    public void Chinese_country_name_is_found_without_capitals() => Assert.Equal("RU", Find("普京说俄罗斯将继续谈判,他会在下周访问中国。", "Russia", "zh")?.Ids["iso3166"]);

    [Fact]
    public void Most_mentioned_entity_of_the_headline_is_the_most_salient()
    {
        const string text = "In Paris the crowd waited. Maria Lopez arrived late. Lopez waved. Then Lopez spoke in Paris.";
        Assert.Equal("Maria Lopez", Analysis.Of(text, title: "Lopez arrives").Entities[0].Name);
    }
}
