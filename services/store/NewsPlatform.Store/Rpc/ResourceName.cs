using System.Globalization;

namespace NewsPlatform.Store.Rpc;

/// <summary>The names of the API: <c>articles/{article}</c>, <c>articles/{article}/revisions/{number}</c>.</summary>
internal static class ResourceName
{
    public const string ArticlePattern = "articles/{article} with 1 to 128 letters, digits, - or _";
    public const string RevisionPattern = "articles/{article}/revisions/{number from 1}";

    private const string Articles = "articles/";
    private const string Stories = "stories/";
    private const string Revisions = "/revisions/";

    public static string Article(string id) => Articles + id;

    public static string Story(string id) => Stories + id;

    public static string Revision(string id, long number) => string.Create(CultureInfo.InvariantCulture, $"{Articles}{id}{Revisions}{number}");

    public static bool TryArticle(string name, out string id) => TryId(name, Articles, out id);

    public static bool TryStory(string name, out string id) => TryId(name, Stories, out id);

    public static bool TryRevision(string name, out string id, out long number)
    {
        var slash = name.IndexOf(Revisions, StringComparison.Ordinal);
        id = "";
        number = 0;
        return slash > 0
            && TryArticle(name[..slash], out id)
            && long.TryParse(name.AsSpan(slash + Revisions.Length), NumberStyles.None, CultureInfo.InvariantCulture, out number)
            && number > 0;
    }

    private static bool TryId(string name, string collection, out string id)
    {
        id = name.StartsWith(collection, StringComparison.Ordinal) ? name[collection.Length..] : "";
        if (id.Length is 0 or > 128)
        {
            return false;
        }

        foreach (var c in id)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_'))
            {
                return false;
            }
        }

        return true;
    }
}
