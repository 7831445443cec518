using NewsPlatform.Contracts.Clean.V1;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Text.Urls;

namespace NewsPlatform.Clean.Reprocessing;

/// <summary>What a capture is to its page's article.</summary>
internal enum Standing
{
    /// <summary>It is none of the selection.</summary>
    NotSelected,

    /// <summary>No article shows it, and none may be made of it.</summary>
    PassedOver,

    /// <summary>The article's current revision was read from it.</summary>
    Shown,

    /// <summary>It is the last capture of a page that has no article.</summary>
    WithoutArticle,
}

/// <summary>Judges captures by what Fetch and Store know of their pages.</summary>
internal static class ListedPages
{
    /// <summary>Whether Store need not be asked: the capture is of another site, or has no bytes of its own time.</summary>
    public static Standing? Early(ListedCapture listed, CaptureSelection selection) =>
        selection.Site.Length > 0 && !IsOf(listed.Page.Url, selection.Site) ? Standing.NotSelected
        : listed.Capture.Kind == CaptureKind.NotModified ? Standing.PassedOver
        : null;

    /// <summary>Judges by what is stored at the page's address.</summary>
    public static Standing Of(ListedCapture listed, Article? stored, CaptureSelection selection)
    {
        if (stored?.Provenance is { } provenance && provenance.Page == listed.Page.Name)
        {
            return provenance.Capture != listed.Capture.Name || stored.WithdrawTime is not null ? Standing.PassedOver
                : selection.ExtractorVersion.Length > 0 && !IsVersion(provenance.ExtractorVersion, selection.ExtractorVersion) ? Standing.NotSelected
                : Standing.Shown;
        }

        return selection.ExtractorVersion.Length > 0 ? Standing.NotSelected
            // Fetch counts as 0 what is not the page's last capture.
            : listed.Page.Fetch > 0 && !listed.UnderWay && listed.Outcome is (Outcome.Rejected or Outcome.Failed) ? Standing.WithoutArticle
            : Standing.PassedOver;
    }

    // On whatever port.
    private static bool IsOf(string url, string site) =>
        PageUrl.TryParse(url, null, out var page, out _)
        && page.ToUri().Host is var host
        && host.EndsWith(site, StringComparison.Ordinal)
        && (host.Length == site.Length || host[^(site.Length + 1)] == '.');

    // "model-1" is also the version of what was read with knowledge of the site: "model-1+site.4".
    private static bool IsVersion(string version, string asked) =>
        version.StartsWith(asked, StringComparison.Ordinal) && (version.Length == asked.Length || version[asked.Length] == '+');
}
