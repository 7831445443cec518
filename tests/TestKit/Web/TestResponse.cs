using System.Text;

namespace NewsPlatform.TestKit.Web;

/// <summary>What a route of a <see cref="TestWeb"/> answers.</summary>
public sealed record TestResponse
{
    /// <summary>The status code.</summary>
    public int Status { get; init; } = 200;

    /// <summary>Headers to send, besides Content-Length.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The body as it goes over the wire.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>How long to wait before the head is sent.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Cuts the connection after this many bytes of the body; null sends all.</summary>
    public int? CutAfterBytes { get; init; }

    /// <summary>An HTML page.</summary>
    public static TestResponse Html(string html) => Text(html, "text/html; charset=utf-8");

    /// <summary>An XML document.</summary>
    public static TestResponse Xml(string xml) => Text(xml, "application/xml; charset=utf-8");

    /// <summary>Any text, sent as UTF-8.</summary>
    public static TestResponse Text(string text, string contentType = "text/plain; charset=utf-8") => new()
    {
        Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Content-Type"] = contentType },
        Body = Encoding.UTF8.GetBytes(text),
    };

    /// <summary>A status without a body.</summary>
    public static TestResponse Empty(int status) => new() { Status = status };

    /// <summary>A redirection.</summary>
    public static TestResponse Redirect(string location, int status = 301) => new()
    {
        Status = status,
        Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Location"] = location },
    };
}
