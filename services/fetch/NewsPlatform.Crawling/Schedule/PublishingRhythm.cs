using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace NewsPlatform.Crawling.Schedule;

/// <summary>
/// When a source publishes, learnt from the times of its entries: its pace, and how that pace goes with the hour of the day,
/// the day of the week and the minute of the hour, all in UTC. Counts lose half of their weight in two weeks, so that a
/// source which falls asleep or wakes up is known for it within days.
/// </summary>
/// <remarks>
/// Entries are taken as a Poisson process whose rate is the product of these parts. Each part is the entries seen in its hour
/// (weekday, minutes) over those that the pace alone would have brought while that hour was watched, both drawn towards
/// each other by some entries that nobody saw: a source of which little is known has an even day. What is above or below
/// all that in the last hours, as news breaks or a newsroom has a holiday, is taken to go on and to fade.
/// </remarks>
public sealed class PublishingRhythm
{
    /// <summary>History of a source that is looked at when it is met.</summary>
    public static readonly TimeSpan MaxHistory = TimeSpan.FromDays(28);

    private const byte Version = 1;
    private const int Hours = 24;
    private const int Weekdays = 7;
    private const int Minutes = 12;
    private const double HalfLifeDays = 14;

    // Entries that nobody saw: of the pace (four a day, of three hours) and of each part.
    private const double UnseenEntries = 0.5;
    private const double UnseenDays = 0.125;
    private const double EvenHour = 0.6;
    private const double EvenWeekday = 2;
    private const double EvenMinutes = 4;

    // The last hours: time in which what is unusual fades to a third, and the entries it takes to believe in it.
    private const double LatelyDays = 4.0 / 24;
    private const double LatelyEven = 2;

    // Many entries at once are an archive put online rather than news that goes on at that pace.
    private const double MostUnusual = 8;

    private static readonly TimeSpan Step = TimeSpan.FromMinutes(60.0 / Minutes);

    // Entries seen and the steps watched, by hour, weekday and minutes; the newest count 1.
    private readonly float[] hourSeen = new float[Hours];
    private readonly float[] hourWatched = new float[Hours];
    private readonly float[] weekdaySeen = new float[Weekdays];
    private readonly float[] weekdayWatched = new float[Weekdays];
    private readonly float[] minuteSeen = new float[Minutes];
    private double seen;
    private double watched;
    private double lately;
    private double latelyExpected;

    /// <param name="since">From when on the source's entries are known: the oldest entry it shows, or now.</param>
    public PublishingRhythm(DateTimeOffset since)
    {
        Until = since.UtcDateTime;
        Newest = since.UtcDateTime;
    }

    private PublishingRhythm()
    {
    }

    /// <summary>Up to when the source was watched, UTC.</summary>
    public DateTime Until { get; private set; }

    /// <summary>Time of the newest entry counted, UTC.</summary>
    public DateTime Newest { get; private set; }

    /// <summary>Entries that were to be expected since <see cref="Newest"/>, up to <see cref="Until"/>: how unusual its silence is.</summary>
    public double ExpectedSinceNewest { get; private set; }

    /// <summary>Entries a day at its pace of the last weeks.</summary>
    public double PerDay => (seen + UnseenEntries) / (watched + UnseenDays);

    /// <summary>A rhythm from what <see cref="Write"/> wrote; null when the bytes are none.</summary>
    public static PublishingRhythm? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size || bytes[0] != Version)
        {
            return null;
        }

        var rhythm = new PublishingRhythm();
        var numbers = MemoryMarshal.Cast<byte, float>(bytes[(1 + (7 * sizeof(long)))..].ToArray().AsSpan());
        foreach (var part in rhythm.Parts)
        {
            numbers[..part.Length].CopyTo(part);
            numbers = numbers[part.Length..];
        }

        var head = bytes[1..];
        var until = BinaryPrimitives.ReadInt64LittleEndian(head);
        var newest = BinaryPrimitives.ReadInt64LittleEndian(head[8..]);
        if (until < 0 || until > DateTime.MaxValue.Ticks || newest < 0 || newest > DateTime.MaxValue.Ticks)
        {
            return null;
        }

        rhythm.Until = new DateTime(until, DateTimeKind.Utc);
        rhythm.Newest = new DateTime(newest, DateTimeKind.Utc);
        rhythm.seen = BinaryPrimitives.ReadDoubleLittleEndian(head[16..]);
        rhythm.watched = BinaryPrimitives.ReadDoubleLittleEndian(head[24..]);
        rhythm.lately = BinaryPrimitives.ReadDoubleLittleEndian(head[32..]);
        rhythm.latelyExpected = BinaryPrimitives.ReadDoubleLittleEndian(head[40..]);
        rhythm.ExpectedSinceNewest = BinaryPrimitives.ReadDoubleLittleEndian(head[48..]);
        return rhythm.IsSound ? rhythm : null;
    }

    /// <summary>The rhythm as bytes for a database.</summary>
    public byte[] Write()
    {
        var bytes = new byte[Size];
        bytes[0] = Version;
        var head = bytes.AsSpan(1);
        BinaryPrimitives.WriteInt64LittleEndian(head, Until.Ticks);
        BinaryPrimitives.WriteInt64LittleEndian(head[8..], Newest.Ticks);
        BinaryPrimitives.WriteDoubleLittleEndian(head[16..], seen);
        BinaryPrimitives.WriteDoubleLittleEndian(head[24..], watched);
        BinaryPrimitives.WriteDoubleLittleEndian(head[32..], lately);
        BinaryPrimitives.WriteDoubleLittleEndian(head[40..], latelyExpected);
        BinaryPrimitives.WriteDoubleLittleEndian(head[48..], ExpectedSinceNewest);
        var rest = bytes.AsSpan(1 + (7 * sizeof(long)));
        foreach (var part in Parts)
        {
            var raw = MemoryMarshal.AsBytes(part.AsSpan());
            raw.CopyTo(rest);
            rest = rest[raw.Length..];
        }

        return bytes;
    }

    /// <summary>Learns what a poll brought.</summary>
    /// <param name="now">When it was polled; a time before <see cref="Until"/> changes nothing.</param>
    /// <param name="published">
    /// Times of the entries that the source shows, in any order. Those up to <see cref="Newest"/> were counted before; times
    /// to come count as now.
    /// </param>
    /// <param name="unseen">
    /// Entries that were not known before. When none of them has a time after <see cref="Newest"/> they count as published
    /// now: the source gives no times, or wrong ones.
    /// </param>
    public void Note(DateTimeOffset now, ReadOnlySpan<DateTime> published, int unseen)
    {
        var end = now.UtcDateTime;
        if (end <= Until)
        {
            return;
        }

        var start = Until;
        lately *= Math.Exp(-(end - start).TotalDays / LatelyDays);

        // By the rhythm as it was: a time of silence must not lower what is expected of itself.
        ExpectedSinceNewest += Expected(start > end - MaxHistory ? start : end - MaxHistory, end);
        Watch(end);
        var newest = Newest;
        foreach (var time in published)
        {
            var at = time > end ? end : time;
            if (at <= Newest)
            {
                continue;
            }

            newest = at > newest ? at : newest;
            Count(at, end, 1);
        }

        var untimed = newest == Newest && unseen > 0;
        if (untimed)
        {
            Count(end, end, unseen);
            newest = published.IsEmpty ? end : newest;
        }

        ExpectLately(start, end);
        if (untimed || newest != Newest)
        {
            (Newest, ExpectedSinceNewest) = (newest, untimed ? 0 : Expected(newest, end));
        }
    }

    /// <summary>Entries to be expected in a time, by the rhythm of the last weeks alone.</summary>
    /// <param name="from">Start, UTC.</param>
    /// <param name="end">End, UTC.</param>
    public double Expected(DateTime from, DateTime end)
    {
        var entries = 0.0;
        var pace = PerDay;
        for (var at = from; at < end;)
        {
            var next = NextStep(at, end);
            entries += pace * Shape(at, pace) * (next - at).TotalDays;
            at = next;
        }

        return entries;
    }

    /// <summary>How long it takes until so many entries are to be expected, counted from now, with what is unusual of late.</summary>
    /// <param name="now">From when on entries count.</param>
    /// <param name="entries">How many; a tenth is a chance of about one in ten that there is one.</param>
    /// <param name="longest">The answer at most.</param>
    public TimeSpan Wait(DateTimeOffset now, double entries, TimeSpan longest)
    {
        var start = now.UtcDateTime;
        var end = longest < DateTime.MaxValue - start ? start + longest : DateTime.MaxValue;
        var pace = PerDay;
        var unusual = Unusual(start);
        var (expected, shape, hour) = (0.0, 0.0, -1);
        for (var at = start; at < end;)
        {
            var next = NextStep(at, end);
            var days = (next - at).TotalDays;
            if (at.Hour != hour)
            {
                hour = at.Hour;
                shape = HourShape(hour, pace) * WeekdayShape((int)at.DayOfWeek, pace);
            }

            var rate = pace * shape * MinuteShape(MinutesOf(at)) * (1 + ((unusual - 1) * Math.Exp(-(at - start).TotalDays / LatelyDays)));
            if (expected + (rate * days) >= entries)
            {
                return at - start + TimeSpan.FromDays(Math.Clamp((entries - expected) / rate, 0, days));
            }

            (expected, at) = (expected + (rate * days), next);
        }

        return end - start;
    }

    private float[][] Parts => [hourSeen, hourWatched, weekdaySeen, weekdayWatched, minuteSeen];

    private static int Size => 1 + (7 * sizeof(long)) + ((Hours + Hours + Weekdays + Weekdays + Minutes) * sizeof(float));

    // Numbers of another writer, or of a damaged row, must not become a poll that never comes.
    private bool IsSound => IsCount(seen) && IsCount(watched) && IsCount(lately) && IsCount(latelyExpected) && IsCount(ExpectedSinceNewest) && Parts.All(part => part.All(value => IsCount(value)));

    private static bool IsCount(double value) => value is >= 0 and < 1e12;

    private static int MinutesOf(DateTime time) => time.Minute * Minutes / 60;

    private static DateTime NextStep(DateTime at, DateTime end)
    {
        var next = at.Ticks - (at.Ticks % Step.Ticks) + Step.Ticks;
        return next < end.Ticks ? new DateTime(next, DateTimeKind.Utc) : end;
    }

    // Ages all counts to the end of the time watched, and counts that time.
    private void Watch(DateTime end)
    {
        var aged = (float)Math.Pow(0.5, (end - Until).TotalDays / HalfLifeDays);
        seen *= aged;
        watched *= aged;
        foreach (var part in Parts)
        {
            foreach (ref var count in part.AsSpan())
            {
                count *= aged;
            }
        }

        // What lies beyond the history has no weight worth its steps.
        var at = end - Until > MaxHistory ? end - MaxHistory : Until;
        while (at < end)
        {
            var hourEnd = new DateTime(at.Ticks - (at.Ticks % TimeSpan.TicksPerHour) + TimeSpan.TicksPerHour, DateTimeKind.Utc);
            var next = hourEnd < end ? hourEnd : end;
            var weight = Math.Pow(0.5, (end - next).TotalDays / HalfLifeDays) * (next - at).TotalDays;
            watched += weight;
            hourWatched[at.Hour] += (float)weight;
            weekdayWatched[(int)at.DayOfWeek] += (float)weight;
            at = next;
        }

        Until = end;
    }

    // By what is known now: at the first poll that is the whole history.
    private void ExpectLately(DateTime start, DateTime end)
    {
        latelyExpected *= Math.Exp(-(end - start).TotalDays / LatelyDays);
        var pace = PerDay;
        var worthIt = end - TimeSpan.FromDays(10 * LatelyDays);
        for (var at = start > worthIt ? start : worthIt; at < end;)
        {
            var next = NextStep(at, end);
            latelyExpected += pace * HourShape(at.Hour, pace) * WeekdayShape((int)at.DayOfWeek, pace) * (next - at).TotalDays * Math.Exp(-(end - next).TotalDays / LatelyDays);
            at = next;
        }
    }

    private void Count(DateTime at, DateTime end, int entries)
    {
        var age = (end - at).TotalDays;
        var weight = (float)(entries * Math.Pow(0.5, age / HalfLifeDays));
        seen += weight;
        hourSeen[at.Hour] += weight;
        weekdaySeen[(int)at.DayOfWeek] += weight;
        minuteSeen[MinutesOf(at)] += weight;
        lately += entries * Math.Exp(-age / LatelyDays);
    }

    private double Unusual(DateTime now)
    {
        var fade = Math.Exp(-Math.Max(0, (now - Until).TotalDays) / LatelyDays);
        return Math.Min(((lately * fade) + LatelyEven) / ((latelyExpected * fade) + LatelyEven), MostUnusual);
    }

    private double Shape(DateTime at, double pace) => HourShape(at.Hour, pace) * WeekdayShape((int)at.DayOfWeek, pace) * MinuteShape(MinutesOf(at));

    // An hour is told by its neighbours, too: newsrooms do not keep time to the minute.
    private double HourShape(int hour, double pace)
    {
        var (before, after) = ((hour + Hours - 1) % Hours, (hour + 1) % Hours);
        var entries = hourSeen[hour] + ((hourSeen[before] + hourSeen[after]) / 4);
        var expected = pace * (hourWatched[hour] + ((hourWatched[before] + hourWatched[after]) / 4));
        return (entries + EvenHour) / (expected + EvenHour);
    }

    private double WeekdayShape(int weekday, double pace) => (weekdaySeen[weekday] + EvenWeekday) / ((pace * weekdayWatched[weekday]) + EvenWeekday);

    // Every hour is watched as a whole, or nearly.
    private double MinuteShape(int minutes) => (minuteSeen[minutes] + EvenMinutes) / ((seen / Minutes) + EvenMinutes);
}
