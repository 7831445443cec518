namespace NewsPlatform.Conformance.Areas;

/// <summary>Lists of feeds.</summary>
internal static class OpmlArea
{
    public static async Task RunAsync(CaseFolder folder, Tally tally)
    {
        foreach (var one in folder.Cases("opml/expect.jsonl"))
        {
            await tally.JudgeAsync(one, () => "OPML is not read yet");
        }
    }
}
