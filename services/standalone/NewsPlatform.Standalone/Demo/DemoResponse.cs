namespace NewsPlatform.Standalone.Demo;

/// <summary>An answer of the newsroom.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="ContentType">Value of the Content-Type header.</param>
/// <param name="Body">The bytes, not compressed.</param>
public sealed record DemoResponse(int Status, string ContentType, byte[] Body)
{
    /// <summary>Weak entity tag of what the page says (RFC 9110, section 8.8.3); it leaves out the clock in the page's head.</summary>
    public string? ETag { get; init; }

    /// <summary>When the article last changed.</summary>
    public DateTimeOffset? LastModified { get; init; }

    /// <summary>Further headers.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
