using System.Text;

namespace NewsPlatform.Cli.Output;

/// <summary>Names of enum values as they stand in JSON.</summary>
internal static class EnumText
{
    /// <summary><c>LiveBlog</c> is <c>live_blog</c>; a value without a name is its number.</summary>
    public static string Of<T>(T value) where T : struct, Enum
    {
        var name = value.ToString();
        var text = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            if (char.IsAsciiLetterUpper(letter) && text.Length > 0)
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }

    /// <summary>The same for a wire enum, where 0 says nothing.</summary>
    public static string? OfWire<T>(T value) where T : struct, Enum => EqualityComparer<T>.Default.Equals(value, default) ? null : Of(value);
}
