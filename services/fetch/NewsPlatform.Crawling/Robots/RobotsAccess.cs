namespace NewsPlatform.Crawling.Robots;

/// <summary>What an answer to the request for robots.txt means when it is no file (RFC 9309 section 2.3.1).</summary>
public static class RobotsAccess
{
    /// <summary>
    /// The rules that a status stands for: null for 2xx (parse the body); 4xx and redirects that ended nowhere allow
    /// everything ("unavailable", 2.3.1.3); 5xx and no answer (0) allow nothing ("unreachable", 2.3.1.4).
    /// 429 counts as unreachable: a server that is too busy to say no has not said yes.
    /// </summary>
    /// <param name="status">HTTP status, or 0 when there was no answer.</param>
    public static RobotsFile? ForStatus(int status) => status switch
    {
        >= 200 and < 300 => null,
        429 => RobotsFile.DisallowAll,
        >= 300 and < 500 => RobotsFile.AllowAll,
        _ => RobotsFile.DisallowAll,
    };
}
