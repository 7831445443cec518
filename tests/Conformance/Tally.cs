using System.Globalization;

namespace NewsPlatform.Conformance;

/// <summary>Cases passed of cases judged.</summary>
internal readonly record struct Figure(int Passed, int Total)
{
    /// <summary>From 0 to 1; 1 when there were no cases.</summary>
    public double Share => Total == 0 ? 1 : (double)Passed / Total;

    public Figure With(bool passed) => new(Passed + (passed ? 1 : 0), Total + 1);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Passed}/{Total}");
}

/// <summary>Counts the cases of an area, suite by suite.</summary>
internal sealed class Tally
{
    private readonly SortedDictionary<string, Figure> suites = new(StringComparer.Ordinal);
    private readonly List<(string Suite, string Id, string Reason)> failures = [];
    private readonly List<string> notes = [];

    public IReadOnlyDictionary<string, Figure> Suites => suites;

    public Figure Sum { get; private set; }

    public IReadOnlyList<(string Suite, string Id, string Reason)> Failures => failures;

    /// <summary>Sentences to print below the figures.</summary>
    public IReadOnlyList<string> Notes => notes;

    public void Note(string sentence) => notes.Add(sentence);

    /// <summary>Judges one case.</summary>
    /// <param name="suite">The suite that it counts for.</param>
    /// <param name="id">Its name in the suite.</param>
    /// <param name="judge">Why the case failed, or null when it passed. An exception fails the case: parsers of the product throw for no input.</param>
    /// <returns>True when it passed.</returns>
    public async Task<bool> JudgeAsync(string suite, string id, Func<Task<string?>> judge)
    {
        string? reason;
        try
        {
            reason = await judge();
        }
        catch (Exception fault)
        {
            reason = $"threw {fault.GetType().Name}: {fault.Message}";
        }

        suites[suite] = suites.GetValueOrDefault(suite).With(reason is null);
        Sum = Sum.With(reason is null);
        if (reason is not null)
        {
            failures.Add((suite, id, reason));
        }

        return reason is null;
    }

    public Task<bool> JudgeAsync(string suite, string id, Func<string?> judge) => JudgeAsync(suite, id, () => Task.FromResult(judge()));

    public Task<bool> JudgeAsync(Case one, Func<string?> judge) => JudgeAsync(one.Suite, one.Id, judge);
}
