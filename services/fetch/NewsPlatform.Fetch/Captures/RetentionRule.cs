using System.Diagnostics.CodeAnalysis;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Fetch.Pages;
using NewsPlatform.Hosting.Configuration;

namespace NewsPlatform.Fetch.Captures;

/// <summary>How long captures are kept.</summary>
/// <param name="Text">As it was set.</param>
/// <param name="Kind">Captures of which kind; unspecified: of all.</param>
/// <param name="Age">For how long after their fetch.</param>
internal sealed record RetentionRule(string Text, CaptureKind Kind, TimeSpan Age)
{
    /// <summary>Shortest age: what is under way is never cleared away.</summary>
    public static TimeSpan ShortestAge { get; } = TimeSpan.FromHours(1);

    /// <summary>Reads a rule: <c>400d</c> for all captures, <c>not_modified:30d</c> for those of a kind.</summary>
    /// <param name="text">The rule.</param>
    /// <param name="rule">What it says.</param>
    /// <param name="fault">What is wrong with it; empty when nothing is.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out RetentionRule? rule, out string fault)
    {
        rule = null;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var word = colon < 0 ? "" : text[..colon].Trim();
        var kind = CaptureKind.Unspecified;
        if (colon >= 0)
        {
            kind = Array.Find(Enum.GetValues<CaptureKind>(), known => known != CaptureKind.Unspecified && string.Equals(PageIds.Snake(known.ToString()), word, StringComparison.Ordinal));
            if (kind == CaptureKind.Unspecified)
            {
                fault = $"\"{word}\" is no kind of capture; response, revisit, not_modified and handed_in are";
                return false;
            }
        }

        if (!DurationText.TryParse(text[(colon + 1)..], out var age) || age < ShortestAge)
        {
            fault = $"\"{text[(colon + 1)..]}\" is no time of at least {DurationText.Format(ShortestAge)}; write 400d or not_modified:30d";
            return false;
        }

        fault = "";
        rule = new RetentionRule(text, kind, age);
        return true;
    }

    /// <summary>Reads rules.</summary>
    /// <exception cref="InvalidSettingsException">One is none.</exception>
    public static IReadOnlyList<RetentionRule> ReadAll(IEnumerable<string> texts)
    {
        var (rules, faults) = (new List<RetentionRule>(), new List<string>());
        foreach (var text in texts)
        {
            if (TryParse(text, out var rule, out var fault))
            {
                rules.Add(rule);
            }
            else
            {
                faults.Add($"{FetchOptions.Section}:{nameof(FetchOptions.CaptureRetention)}: {fault}");
            }
        }

        return faults.Count == 0 ? rules : throw new InvalidSettingsException(faults);
    }
}
