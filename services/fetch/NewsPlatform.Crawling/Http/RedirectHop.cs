namespace NewsPlatform.Crawling.Http;

/// <summary>A redirect that was followed.</summary>
/// <param name="Url">The address that answered with the redirect.</param>
/// <param name="Status">Its status: 301, 302, 303, 307 or 308.</param>
public sealed record RedirectHop(Uri Url, int Status);
