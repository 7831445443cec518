using System.Text;

namespace NewsPlatform.Fetch.Pages;

/// <summary>Names of pages and words for programs.</summary>
internal static class PageIds
{
    /// <summary>The id in a name: <c>pages/abc</c> gives <c>abc</c>.</summary>
    public static string Of(string name) => name[(name.IndexOf('/') + 1)..];

    /// <summary><c>CookieWall</c> as <c>cookie_wall</c>.</summary>
    public static string Snake(string pascal)
    {
        var text = new StringBuilder(pascal.Length + 4);
        foreach (var c in pascal)
        {
            if (char.IsAsciiLetterUpper(c) && text.Length > 0)
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
