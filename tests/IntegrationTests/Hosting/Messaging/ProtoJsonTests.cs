using System.Collections;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using NewsPlatform.Contracts.Events.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Hosting.Messaging;

namespace NewsPlatform.IntegrationTests.Hosting.Messaging;

/// <summary>Our reading and writing of ProtoJSON beside the protobuf library's, which is slow and right.</summary>
public sealed class ProtoJsonTests
{
    private static readonly JsonParser Library = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    [Fact]
    public void Any_event_is_written_as_the_library_writes_it_and_read_back()
    {
        var random = new Random(20261129);
        for (var i = 0; i < 200; i++)
        {
            foreach (var type in EventsReflection.Descriptor.MessageTypes)
            {
                var message = Fill(type, random, depth: 0);
                var ours = ProtoJson.Format(message);
                var theirs = JsonFormatter.Default.Format(message);

                Assert.True(JsonElement.DeepEquals(Element(ours), Element(Encoding.UTF8.GetBytes(theirs))), $"{Encoding.UTF8.GetString(ours)}\n\n{theirs}");
                Assert.Equal(message, Read(type, ours));
                Assert.Equal(message, Read(type, Encoding.UTF8.GetBytes(theirs)));
                Assert.Equal(message, Library.Parse(Encoding.UTF8.GetString(ours), type));
            }
        }
    }

    [Fact]
    public void Types_of_the_library_itself_are_written_and_read_as_it_does()
    {
        var options = new Google.Protobuf.Reflection.FieldOptions { Deprecated = false, Lazy = true };
        var wrapped = new Struct { Fields = { ["a"] = Value.ForNull(), ["b"] = Value.ForList(Value.ForNumber(1.5), Value.ForString("x")) } };

        Assert.Equal(JsonFormatter.Default.Format(options), Encoding.UTF8.GetString(ProtoJson.Format(options)));
        Assert.True(JsonElement.DeepEquals(Element(ProtoJson.Format(wrapped)), Element("""{"a":null,"b":[1.5,"x"]}"""u8)));
    }

    [Theory]
    [InlineData("""{"page_ref":{"x":[1,{"y":null}]},"final_url":"u","statusCode":3,"status":"200","size":12}""", "u", 200, 12)]
    [InlineData("""{"status":2e2,"finalUrl":null,"size":"12"}""", "", 200, 12)]
    [InlineData("""{"size":12.0,"status":1,"status":200,"finalUrl":"\u0075\ud83d\ude00"}""", "u😀", 200, 12)]
    public void Names_numbers_and_nulls_are_read_in_each_form_that_is_allowed(string json, string url, int status, long size)
    {
        var read = ProtoJson.Parse<PageFetched>(Encoding.UTF8.GetBytes(json));

        Assert.Equal(new PageFetched { FinalUrl = url, Status = status, Size = size }, read);
        Assert.Equal(read, Library.Parse<PageFetched>(json));
    }

    [Theory]
    [InlineData("\"OUTCOME_STORED\"", Outcome.Stored)]
    [InlineData("2", (Outcome)2)]
    [InlineData("4711", (Outcome)4711)]
    [InlineData("\"OUTCOME_OF_A_LATER_VERSION\"", Outcome.Unspecified)]
    [InlineData("null", Outcome.Unspecified)]
    public void Enums_are_read_by_name_or_number_and_a_name_of_a_later_version_is_left_out(string json, Outcome expected) =>
        Assert.Equal(expected, ProtoJson.Parse<PageSettled>(Encoding.UTF8.GetBytes($$"""{"outcome":{{json}}}""")).Outcome);

    [Theory]
    [InlineData("2026-11-29T20:26:26Z", 1_795_983_986, 0)]
    [InlineData("2026-11-29T20:26:26.5Z", 1_795_983_986, 500_000_000)]
    [InlineData("2026-11-29T20:26:26.000000001Z", 1_795_983_986, 1)]
    [InlineData("2026-11-29T22:26:26+02:00", 1_795_983_986, 0)]
    [InlineData("0001-01-01T00:00:00Z", -62_135_596_800, 0)]
    public void Times_are_read_in_each_form_that_is_allowed(string text, long seconds, int nanos)
    {
        var json = $$"""{"storeTime":"{{text}}"}""";

        Assert.Equal(new Timestamp { Seconds = seconds, Nanos = nanos }, ProtoJson.Parse<PageSettled>(Encoding.UTF8.GetBytes(json)).StoreTime);
        Assert.Equal(Library.Parse<PageSettled>(json).StoreTime, new Timestamp { Seconds = seconds, Nanos = nanos });
    }

    [Theory]
    [InlineData("")]
    [InlineData("no JSON")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}{}")]
    [InlineData("{} x")]
    [InlineData("{\"status\":1")]
    [InlineData("{\"status\":1.5}")]
    [InlineData("{\"status\":3000000000}")]
    [InlineData("{\"status\":true}")]
    [InlineData("{\"status\":\"one\"}")]
    [InlineData("{\"size\":9223372036854775808}")]
    [InlineData("{\"finalUrl\":1}")]
    [InlineData("{\"finalUrl\":\"\\ud800\"}")]
    [InlineData("{\"\\ud800\":1}")]
    [InlineData("{\"page\":{\"fetchTime\":\"\\ud800\"}}")]
    [InlineData("{\"page\":\"pages/1\"}")]
    [InlineData("{\"page\":{\"fetchTime\":\"yesterday\"}}")]
    [InlineData("{\"page\":{\"fetchTime\":1}}")]
    [InlineData("{\"hint\":{\"authors\":\"Ida\"}}")]
    [InlineData("{\"hint\":{\"authors\":[null]}}")]
    public void What_is_no_JSON_of_the_message_is_refused(string json) =>
        Assert.ThrowsAny<JsonException>(() => ProtoJson.Parse<PageFetched>(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Any_damage_is_refused_as_no_JSON_or_read_as_what_can_be_written_again()
    {
        var sound = ProtoJson.Format(new PageFetched
        {
            Page = new PageRef { Name = "pages/1", FetchTime = new Timestamp { Seconds = 1_795_983_986, Nanos = 500_000_000 }, Lane = Lane.Live },
            FinalUrl = "https://news.example/é",
            Size = 12,
            Hint = new FeedHint { Authors = { "Ida", "😀" } },
        });
        var random = new Random(20261129);
        for (var i = 0; i < 20_000; i++)
        {
            var at = random.Next(sound.Length);
            byte[] damage = random.Next(3) switch { 0 => [(byte)random.Next(256)], 1 => [], _ => [.. "\\ud800"u8] };
            byte[] json = [.. sound.AsSpan(0, at), .. damage, .. sound.AsSpan(Math.Min(sound.Length, at + random.Next(4)))];
            try
            {
                var read = ProtoJson.Parse<PageFetched>(json);
                Assert.Equal(read, ProtoJson.Parse<PageFetched>(ProtoJson.Format(read)));
            }
            catch (JsonException)
            {
                // That is what is wanted.
            }
        }
    }

    [Fact]
    public void Depth_is_bounded()
    {
        var deep = $$"""{"x":{{new string('[', 100_000)}}{{new string(']', 100_000)}}}""";

        Assert.ThrowsAny<JsonException>(() => ProtoJson.Parse<PageFetched>(Encoding.UTF8.GetBytes(deep)));
    }

    [Fact]
    public void Two_members_of_a_oneof_are_refused() =>
        Assert.ThrowsAny<JsonException>(() => ProtoJson.Parse<Block>("""{"paragraph":{"text":"a"},"heading":{"text":"b"}}"""u8));

    [Fact]
    public void Text_that_is_no_Unicode_is_written_with_the_replacement_character() =>
        Assert.Equal("""{"reason":"a\uFFFDb <é>"}""", Encoding.UTF8.GetString(ProtoJson.Format(new PageFailed { Reason = "a\ud800b <é>" })));

    private static IMessage Read(MessageDescriptor type, byte[] json)
    {
        var message = MessageShape.Of(type).Create();
        ProtoJson.Parse(json, message);
        return message;
    }

    private static JsonElement Element(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        return JsonElement.ParseValue(ref reader);
    }

    private static IMessage Fill(MessageDescriptor type, Random random, int depth)
    {
        var message = MessageShape.Of(type).Create();
        if (message is Timestamp time)
        {
            time.Seconds = random.NextInt64(-62_135_596_800, 253_402_300_800);
            time.Nanos = random.Next(4) switch { 0 => 0, 1 => random.Next(1000) * 1_000_000, 2 => random.Next(1_000_000) * 1000, _ => random.Next(1_000_000_000) };
            return message;
        }

        foreach (var field in type.Fields.InFieldNumberOrder().Where(_ => random.Next(3) > 0))
        {
            if (field.IsMap)
            {
                ((IDictionary)field.Accessor.GetValue(message))[Text(random)] = Text(random);
            }
            else if (field.IsRepeated)
            {
                for (var i = random.Next(depth > 4 ? 1 : 3); i > 0; i--)
                {
                    ((IList)field.Accessor.GetValue(message)).Add(Of(field, random, depth));
                }
            }
            else if (depth <= 4 || field.FieldType != FieldType.Message)
            {
                field.Accessor.SetValue(message, Of(field, random, depth));
            }
        }

        return message;
    }

    private static object Of(FieldDescriptor field, Random random, int depth) => field.FieldType switch
    {
        FieldType.Message => Fill(field.MessageType, random, depth + 1),
        FieldType.String => Text(random),
        FieldType.Bytes => ByteString.CopyFrom(Enumerable.Range(0, random.Next(9)).Select(_ => (byte)random.Next(256)).ToArray()),
        FieldType.Bool => random.Next(2) == 1,
        FieldType.Enum => field.EnumType.Values[random.Next(field.EnumType.Values.Count)].Number,
        FieldType.Int32 => random.Next(int.MinValue, int.MaxValue),
        FieldType.Int64 => random.NextInt64(long.MinValue, long.MaxValue),
        FieldType.Fixed64 or FieldType.UInt64 => unchecked((ulong)random.NextInt64(long.MinValue, long.MaxValue)),
        FieldType.Double => random.Next(5) switch { 0 => 0.0, 1 => double.NaN, 2 => double.NegativeInfinity, 3 => random.NextDouble(), _ => random.Next() },
        FieldType.Float => random.Next(4) switch { 0 => 0f, 1 => float.PositiveInfinity, _ => random.NextSingle() },
        var other => throw new NotSupportedException($"{field.FullName} is {other}: give it values here."),
    };

    private static string Text(Random random) => string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => random.Next(8) switch
    {
        0 => "\"\\/\b\f\n\r\t",
        1 => "\u0000\u001f\u007f\u2028",
        2 => "<p class='x'>&amp;</p>",
        3 => "äß€",
        4 => "😀",
        5 => "漢字",
        6 => "",
        _ => "plain words ",
    }));
}
