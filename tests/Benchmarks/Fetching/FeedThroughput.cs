using System.Diagnostics;
using System.Globalization;
using System.ServiceModel.Syndication;
using System.Text.Json;
using System.Xml;
using NewsPlatform.Crawling.Feeds;
using NewsPlatform.TestKit;

namespace NewsPlatform.Benchmarks.Fetching;

/// <summary>Reads the shared sets' real, well-formed feeds with ours and two other readers, in turns in one run.</summary>
internal static class FeedThroughput
{
    private static readonly Uri Url = new("https://example.org/feed.xml");

    /// <summary>Runs it: <c>feeds [--rounds N]</c>.</summary>
    public static int Run(string[] args)
    {
        var rounds = args is ["--rounds", var given] ? int.Parse(given, CultureInfo.InvariantCulture) : 7;
        var feeds = Load();
        (string Name, Func<byte[], bool> Read)[] readers =
        [
            ("NewsPlatform.Crawling", static bytes => FeedReader.Read(bytes, null, Url).IsFeed),
            ("System.ServiceModel.Syndication", Syndication),
            ("CodeHollow.FeedReader", static bytes => CodeHollow.FeedReader.FeedReader.ReadFromByteArray(bytes).Items.Count >= 0),
        ];

        // Each reader's time is that of the feeds that all three can read, or the one that gives up soonest would look best.
        var read = readers.Select(reader => feeds.Count(feed => Reads(reader.Read, feed))).ToArray();
        var common = feeds.Where(feed => Array.TrueForAll(readers, reader => Reads(reader.Read, feed))).ToList();
        var bytes = common.Sum(static feed => (long)feed.Length);
        var best = new double[readers.Length];
        var allocated = new long[readers.Length];
        Array.Fill(best, double.MaxValue);
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < readers.Length; i++)
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                var started = Process.GetCurrentProcess().TotalProcessorTime;
                foreach (var feed in common)
                {
                    readers[i].Read(feed);
                }

                best[i] = Math.Min(best[i], (Process.GetCurrentProcess().TotalProcessorTime - started).TotalSeconds);
                allocated[i] = GC.GetAllocatedBytesForCurrentThread() - before;
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{feeds.Count} feeds; {common.Count} of {bytes / 1e6:0.0} MB that all can read, best of {rounds} rounds, processor time"));
        Console.WriteLine("reader                             can read     MB/s   feeds/s   ours is   allocated/feed");
        for (var i = 0; i < readers.Length; i++)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{readers[i].Name,-34} {read[i],8} {bytes / best[i] / 1e6,8:0.0} {common.Count / best[i],9:0} {best[i] / best[0],8:0.00}x {allocated[i] / common.Count / 1000,13} KB"));
        }

        return 0;
    }

    private static bool Syndication(byte[] bytes)
    {
        using var reader = XmlReader.Create(new MemoryStream(bytes), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        var feed = SyndicationFeed.Load(reader);
        return feed.Items.Count() >= 0;
    }

    private static bool Reads(Func<byte[], bool> read, byte[] feed)
    {
        try
        {
            return read(feed);
        }
        catch (Exception)
        {
            return false;
        }
    }

    private static List<byte[]> Load()
    {
        var folder = SharedData.Require("conformance");
        var feeds = new List<byte[]>();
        foreach (var line in File.ReadLines(Path.Combine(folder, "feeds/expect.jsonl")))
        {
            using var one = JsonDocument.Parse(line);
            if (one.RootElement.TryGetProperty("group", out var group) && group.ValueEquals("real")
                && one.RootElement.TryGetProperty("wellformed", out var wellFormed) && wellFormed.ValueKind == JsonValueKind.True
                && File.Exists(Path.Combine(folder, one.RootElement.GetProperty("file").GetString()!)))
            {
                feeds.Add(File.ReadAllBytes(Path.Combine(folder, one.RootElement.GetProperty("file").GetString()!)));
            }
        }

        return feeds;
    }
}
