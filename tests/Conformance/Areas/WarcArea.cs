using System.Globalization;
using System.Text.Json;
using NewsPlatform.Crawling.Warc;

namespace NewsPlatform.Conformance.Areas;

/// <summary>Archives of other tools, whole and damaged.</summary>
internal static class WarcArea
{
    public static async Task RunAsync(CaseFolder folder, Tally tally)
    {
        foreach (var one in folder.Cases("warc/expect.jsonl"))
        {
            await tally.JudgeAsync(one, () => Judge(folder.Bytes(one), one));
        }
    }

    private static string? Judge(byte[] bytes, Case one)
    {
        var records = new List<WarcRecord>();
        using var reader = new WarcReader(new MemoryStream(bytes));
        while (reader.Read() is { } record)
        {
            records.Add(record);
        }

        var scan = one.Json.GetProperty("scan");
        var sample = scan.GetProperty("sample").EnumerateArray().ToList();
        for (var i = 0; i < Math.Min(sample.Count, records.Count); i++)
        {
            if (Differs(sample[i], records[i]) is { } wrong)
            {
                return string.Create(CultureInfo.InvariantCulture, $"record {i}: {wrong}");
            }
        }

        var expected = scan.GetProperty("records").GetInt32();
        if (one.Is("expected_bad") || Case.TextOf(scan, "error") is not null)
        {
            // How many records a damaged archive has depends on the reader; all that were read before the damage must be there.
            return records.Count >= expected || reader.Fault is not null ? null : $"{records.Count} records of {expected} and no fault told";
        }

        return Shown.Difference("number of records", expected, records.Count) ?? (reader.Fault is { } fault ? $"a fault in a sound archive: {fault}" : null);
    }

    private static string? Differs(JsonElement expected, WarcRecord record) =>
        (("WARC/" + record.Version).StartsWith(Case.TextOf(expected, "version")!, StringComparison.Ordinal) ? null : $"version is {record.Version}") // the scan cuts 0.18 to 0.1
        ?? Shown.Difference("type", Case.TextOf(expected, "type"), record.Type)
        ?? Shown.Difference("address", Case.TextOf(expected, "uri")?.Trim('<', '>'), record.TargetUri)
        ?? Shown.Difference("length", expected.GetProperty("length").GetInt32(), record.Content.Length)
        ?? Shown.Difference("block digest", Case.TextOf(expected, "block_digest"), record.Header("WARC-Block-Digest"))
        ?? Shown.Difference("payload digest", Case.TextOf(expected, "payload_digest"), record.Header("WARC-Payload-Digest"));
}
