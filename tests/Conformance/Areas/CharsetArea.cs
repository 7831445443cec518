using System.Text;
using NewsPlatform.Extraction.Charset;
using NewsPlatform.Text.Encodings;

namespace NewsPlatform.Conformance.Areas;

/// <summary>Character encodings: the declaration of a page, detection by content, and the legacy decoders.</summary>
internal static class CharsetArea
{
    public static async Task RunAsync(CaseFolder folder, Tally tally)
    {
        foreach (var one in folder.Cases("charset/sniff.jsonl"))
        {
            await tally.JudgeAsync(one, () =>
            {
                var decoded = CharsetDecoder.Decode(Convert.FromBase64String(one.Text("html_b64")!), null);
                return Shown.Difference("encoding", one.Text("expected")!.ToLowerInvariant(), decoded.Charset);
            });
        }

        foreach (var one in folder.Cases("charset/detect.jsonl"))
        {
            await tally.JudgeAsync(one, () =>
            {
                var decoded = CharsetDecoder.Decode(folder.Bytes(one), null);
                return decoded.Text.StartsWith(one.Text("first200")!, StringComparison.Ordinal)
                    ? null
                    : $"read as {decoded.Charset} by {decoded.Source}, expected {one.Text("encoding")}: {Shown.Text(decoded.Text)}";
            });
        }

        foreach (var one in folder.Cases("charset/decode.jsonl"))
        {
            await tally.JudgeAsync(one, () =>
            {
                var encoding = WhatwgEncodings.Find(one.Text("encoding")!) ?? throw new InvalidOperationException($"no encoding {one.Text("encoding")}");
                var actual = encoding.Encoding.GetString(folder.Bytes(one)).Split('\n');
                var expected = Encoding.UTF8.GetString(folder.Bytes(one.Text("expected_file")!)).Split('\n');
                var wrong = actual.Zip(expected).Count(pair => !string.Equals(pair.First, pair.Second, StringComparison.Ordinal));
                return wrong == 0 && actual.Length == expected.Length ? null : $"{wrong} of {expected.Length} lines are decoded wrongly";
            });
        }
    }
}
