using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.Configuration;
using NewsPlatform.Hosting.Configuration;

namespace NewsPlatform.IntegrationTests.Hosting.Configuration;

public sealed class OptionsReaderTests
{
    private enum Colour
    {
        Red,
        DarkBlue,
    }

    [Theory]
    [InlineData("250ms", 0.25)]
    [InlineData("30s", 30)]
    [InlineData("30", 30)]
    [InlineData("1.5m", 90)]
    [InlineData("2h", 7200)]
    [InlineData("7d", 604800)]
    [InlineData("00:01:30", 90)]
    [InlineData(" 5min ", 300)]
    public void Time_is_read_as_people_write_it(string text, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Read(("Wait", text)).Wait);

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("-5s")]
    [InlineData("-00:00:05")]
    [InlineData("5 weeks")]
    [InlineData("1e300d")]
    [InlineData("99999999999999999999d")]
    [InlineData("s")]
    public void Time_that_is_none_is_refused(string text) => Assert.Contains("Test:Wait", Assert.Single(Faults(("Wait", text))), StringComparison.Ordinal);

    [Theory]
    [InlineData(0)]
    [InlineData(0.25)]
    [InlineData(1)]
    [InlineData(90)]
    [InlineData(3600)]
    [InlineData(86400)]
    [InlineData(100.001)]
    public void Time_written_is_read_back(double seconds)
    {
        Assert.True(DurationText.TryParse(DurationText.Format(TimeSpan.FromSeconds(seconds)), out var time));
        Assert.Equal(TimeSpan.FromSeconds(seconds), time);
    }

    [Fact]
    public void List_is_read_from_one_value_or_from_numbered_ones()
    {
        Assert.Equal([TimeSpan.FromMinutes(1), TimeSpan.FromHours(2)], Read(("Waits", "1m, 2h")).Waits);
        Assert.Equal([TimeSpan.FromMinutes(1), TimeSpan.FromHours(2)], Read(("Waits:0", "1m"), ("Waits:1", "2h")).Waits);
        Assert.Empty(Read(("Waits", "")).Waits);
        Assert.Equal([IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("127.0.0.1/32")], Read(("Networks", "10.0.0.0/8,127.0.0.1")).Networks);
    }

    [Fact]
    public void Enum_is_read_by_name_in_any_case_and_by_nothing_else()
    {
        Assert.Equal(Colour.DarkBlue, Read(("Colour", "darkblue")).Colour);
        Assert.Contains("red or darkblue", Assert.Single(Faults(("Colour", "7"))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("peer:8081")]
    [InlineData("/peer")]
    [InlineData("")]
    public void Address_without_scheme_is_refused(string text) =>
        Assert.Contains("absolute address", Assert.Single(Faults(("Peer", text))), StringComparison.Ordinal);

    [Fact]
    public void Unknown_setting_is_refused_with_the_known_ones() =>
        Assert.Equal("Test:Wiat is not a setting; known are Wait, Waits, Networks, Count, Colour, Peer", Assert.Single(Faults(("Wiat", "5s"))));

    [Fact]
    public void Section_within_that_others_read_is_no_setting_and_no_value_either()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Test:Wait"] = "5s", ["Test:Inner:Wait"] = "6s", ["Test:Other"] = "x" }).Build();

        Assert.Equal(2, Assert.Throws<InvalidSettingsException>(() => OptionsReader.Read<TestOptions>(configuration, "Test")).Faults.Count);
        Assert.StartsWith("Test:Other is not a setting", Assert.Single(Assert.Throws<InvalidSettingsException>(() => OptionsReader.Read<TestOptions>(configuration, "Test", "Test:Inner", "Test:Other")).Faults), StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(6), OptionsReader.Read<TestOptions>(configuration, "Test:Inner").Wait);
    }

    [Fact]
    public void All_that_is_wrong_is_in_one_message()
    {
        var faults = Faults(("Wait", "31d"), ("Count", "11"), ("Colour", "green"), ("What", "x"));

        Assert.Equal(4, faults.Count);
        Assert.Contains("Test:Wait is \"31d\": must be between 0s and 30d", faults);
        Assert.Contains(faults, f => f.StartsWith("Test:Count is \"11\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Absent_settings_keep_their_defaults()
    {
        var options = Read();

        Assert.Equal((TimeSpan.FromSeconds(1), 5, Colour.Red), (options.Wait, options.Count, options.Colour));
    }

    private static TestOptions Read(params (string Key, string Value)[] settings) =>
        OptionsReader.Read<TestOptions>(
            new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => "Test:" + s.Key, s => (string?)s.Value)).Build(), "Test");

    private static IReadOnlyList<string> Faults(params (string Key, string Value)[] settings) =>
        Assert.Throws<InvalidSettingsException>(() => Read(settings)).Faults;

    private sealed class TestOptions
    {
        [DurationRange("0s", "30d")]
        public TimeSpan Wait { get; set; } = TimeSpan.FromSeconds(1);

        public TimeSpan[] Waits { get; set; } = [];

        public IPNetwork[] Networks { get; set; } = [];

        [Range(1, 10)]
        public int Count { get; set; } = 5;

        public Colour Colour { get; set; }

        public Uri? Peer { get; set; }
    }
}
