using NewsPlatform.Extraction.Markup;

namespace NewsPlatform.Extraction.Rejection;

/// <summary>Writes where an element stands.</summary>
internal static class ElementPlace
{
    private const int MaxSteps = 4;
    private const int MaxName = 40;

    /// <summary>A CSS path: from the nearest element with an id, or of the last few steps.</summary>
    public static string Of(PageElement element)
    {
        var steps = new List<string>();
        for (var at = element; at is not null && steps.Count < MaxSteps; at = at.ParentElement)
        {
            if (at.Id is { Length: > 0 and <= MaxName } id && !id.Contains(' ', StringComparison.Ordinal))
            {
                steps.Add(at.LocalName + "#" + id);
                break;
            }

            var name = at.ClassName?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [{ Length: <= MaxName } first, ..] ? "." + first : "";
            steps.Add(at.LocalName + name);
        }

        steps.Reverse();
        return string.Join(" > ", steps);
    }
}
