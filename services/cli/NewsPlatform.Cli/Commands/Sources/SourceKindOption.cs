using System.CommandLine;
using NewsPlatform.Contracts.Fetch.V1;

namespace NewsPlatform.Cli.Commands.Sources;

/// <summary><c>--kind feed|sitemap|site</c>.</summary>
internal static class SourceKindOption
{
    public static Option<string?> Create(string description)
    {
        var option = new Option<string?>("--kind") { Description = description };
        option.AcceptOnlyFromAmong("feed", "sitemap", "site");
        return option;
    }

    public static SourceKind Of(string? given) => given switch
    {
        "feed" => SourceKind.Feed,
        "sitemap" => SourceKind.Sitemap,
        "site" => SourceKind.Site,
        _ => SourceKind.Unspecified,
    };
}
