namespace NewsPlatform.Crawling.Http;

/// <summary>Looks up header fields, whose names have no case (RFC 9110 section 5.1).</summary>
internal static class HeaderFields
{
    /// <summary>The first field of that name, or null.</summary>
    public static string? First(IReadOnlyList<KeyValuePair<string, string>> fields, string name)
    {
        for (var i = 0; i < fields.Count; i++)
        {
            if (string.Equals(fields[i].Key, name, StringComparison.OrdinalIgnoreCase))
            {
                return fields[i].Value;
            }
        }

        return null;
    }

    /// <summary>All fields of that name as one list, or null.</summary>
    public static string? All(IReadOnlyList<KeyValuePair<string, string>> fields, string name)
    {
        string? all = null;
        for (var i = 0; i < fields.Count; i++)
        {
            if (string.Equals(fields[i].Key, name, StringComparison.OrdinalIgnoreCase))
            {
                all = all is null ? fields[i].Value : all + ", " + fields[i].Value;
            }
        }

        return all;
    }
}
