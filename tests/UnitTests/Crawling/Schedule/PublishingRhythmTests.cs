using CsCheck;
using NewsPlatform.Crawling.Schedule;

namespace NewsPlatform.UnitTests.Crawling.Schedule;

public sealed class PublishingRhythmTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    [Fact]
    public void Wait_of_an_evening_paper_ends_in_the_evening()
    {
        // Ten entries between 18:00 and 19:00 on each of 28 days.
        var rhythm = Learnt(Enumerable.Range(0, 28).SelectMany(day => Enumerable.Range(0, 10).Select(i => Monday.AddDays(day - 28).AddHours(18).AddMinutes(6 * i))));

        var morning = rhythm.Wait(Monday.AddHours(6), 0.5, Longest);
        var evening = rhythm.Wait(Monday.AddHours(18), 0.5, Longest);

        Assert.InRange(Monday.AddHours(6) + morning, Monday.AddHours(15), Monday.AddHours(18.5));
        Assert.InRange(evening, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(6));
    }

    [Fact]
    public void Expected_knows_the_weekend()
    {
        var rhythm = Learnt(Enumerable.Range(0, 28).Where(day => day % 7 < 5).SelectMany(day => Enumerable.Range(0, 24).Select(hour => Monday.AddDays(day - 28).AddHours(hour))));

        var wednesday = rhythm.Expected(Monday.UtcDateTime.AddDays(2), Monday.UtcDateTime.AddDays(3));
        var sunday = rhythm.Expected(Monday.UtcDateTime.AddDays(6), Monday.UtcDateTime.AddDays(7));

        Assert.Equal(24, wednesday, 3.0);
        Assert.InRange(sunday, 0, 4);
    }

    [Fact]
    public void Wait_knows_the_minute_of_a_job()
    {
        var rhythm = Learnt(Enumerable.Range(0, 28 * 24).Select(hour => Monday.AddDays(-28).AddHours(hour).AddMinutes(20)));

        var wait = rhythm.Wait(Monday.AddMinutes(25), 0.4, Longest);

        Assert.InRange(wait, TimeSpan.FromMinutes(45), TimeSpan.FromMinutes(60));
    }

    [Fact]
    public void Wait_is_shorter_while_news_breaks_and_longer_in_unusual_silence()
    {
        DateTimeOffset[] hourly = [.. Enumerable.Range(0, 28 * 24).Select(hour => Monday.AddDays(-28).AddHours(hour + (hour * 0.618 % 1)))];
        var usual = Learnt(hourly).Wait(Monday, 0.5, Longest);
        var breaking = Learnt(hourly.Concat(Enumerable.Range(1, 30).Select(i => Monday.AddMinutes(-i)))).Wait(Monday, 0.5, Longest);
        var silent = Learnt(hourly.Where(time => time < Monday.AddHours(-12))).Wait(Monday, 0.5, Longest);

        Assert.InRange(breaking, TimeSpan.Zero, usual / 2);
        Assert.InRange(silent, usual * 1.5, usual * 5);
    }

    [Fact]
    public void PerDay_falls_within_weeks_after_a_source_fell_silent_and_rises_again()
    {
        var rhythm = Learnt(Enumerable.Range(0, 28 * 24).Select(hour => Monday.AddDays(-28).AddHours(hour)));
        rhythm.Note(Monday.AddDays(60), [], 0);
        var (silent, longer) = (rhythm.PerDay, rhythm.Wait(Monday.AddDays(60), 0.5, Longest));
        rhythm.Note(Monday.AddDays(61), [.. Enumerable.Range(0, 24).Select(hour => Monday.UtcDateTime.AddDays(60).AddHours(hour + 0.5))], 24);

        Assert.InRange(silent, 0, 3);
        Assert.True(rhythm.PerDay > silent);
        Assert.InRange(rhythm.Wait(Monday.AddDays(61), 0.5, Longest), TimeSpan.Zero, longer / 2);
    }

    [Fact]
    public void Note_counts_an_entry_once_and_a_time_to_come_as_now()
    {
        var rhythm = new PublishingRhythm(Monday.AddDays(-10));
        DateTime[] shown = [Monday.UtcDateTime.AddDays(-3), Monday.UtcDateTime.AddYears(50)];
        rhythm.Note(Monday, shown, 0);
        var once = rhythm.PerDay;
        rhythm.Note(Monday.AddTicks(1), [shown[0], Monday.UtcDateTime], 0);
        rhythm.Note(Monday.AddDays(-1), shown, 5);

        Assert.Equal(once, rhythm.PerDay, 9);
        Assert.Equal(Monday.UtcDateTime, rhythm.Newest);
    }

    [Fact]
    public void ExpectedSinceNewest_grows_in_silence_though_it_is_polled_often_and_falls_with_an_entry()
    {
        var rhythm = Learnt(Enumerable.Range(0, 28 * 24).Select(hour => Monday.AddDays(-28).AddHours(hour + (hour * 0.618 % 1))));
        Assert.InRange(rhythm.ExpectedSinceNewest, 0, 2);
        for (var hour = 1; hour <= 24; hour++)
        {
            rhythm.Note(Monday.AddHours(hour), [], 0);
        }

        Assert.InRange(rhythm.ExpectedSinceNewest, 16, 26);
        rhythm.Note(Monday.AddHours(25), [Monday.UtcDateTime.AddHours(24.5)], 1);
        Assert.InRange(rhythm.ExpectedSinceNewest, 0, 1);
    }

    [Fact]
    public void Read_gives_what_Write_wrote_and_null_for_anything_else()
    {
        var rhythm = Learnt(Enumerable.Range(0, 100).Select(i => Monday.AddHours(-i * 1.7)));

        var read = PublishingRhythm.Read(rhythm.Write());

        Assert.NotNull(read);
        Assert.Equal(rhythm.Write(), read.Write());
        Assert.Equal(rhythm.Wait(Monday, 0.3, Longest), read.Wait(Monday, 0.3, Longest));
        Assert.Null(PublishingRhythm.Read([]));
        Assert.Null(PublishingRhythm.Read(rhythm.Write().AsSpan(1)));
        var damaged = rhythm.Write();
        damaged.AsSpan(1).Fill(0xff);
        Assert.Null(PublishingRhythm.Read(damaged));
    }

    [Fact]
    public void Wait_after_any_history_lies_within_its_bounds()
    {
        var minutes = Gen.Int[-60 * 24 * 400, 60 * 24 * 400].Array[0, 200];
        Gen.Select(minutes, Gen.Int[0, 60 * 24 * 90], Gen.Int[0, 10_000], Gen.Double[0, 100]).Sample((times, gap, unseen, entries) =>
        {
            var rhythm = PollSchedule.Learn(null, Monday, [.. times.Select(minute => Monday.UtcDateTime.AddMinutes(minute))], unseen);
            rhythm = PublishingRhythm.Read(PollSchedule.Learn(rhythm, Monday.AddMinutes(gap), [], unseen).Write());
            Assert.NotNull(rhythm);
            Assert.InRange(rhythm.Wait(Monday.AddMinutes(gap), entries, Longest), TimeSpan.Zero, Longest);
            Assert.True(double.IsFinite(rhythm.PerDay));
        });
    }

    private static PublishingRhythm Learnt(IEnumerable<DateTimeOffset> times) =>
        PollSchedule.Learn(null, Monday, [.. times.Select(time => time.UtcDateTime)], 0);
}
