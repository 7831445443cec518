using System.Collections.Frozen;
using System.IO.Compression;
using System.Net;

namespace NewsPlatform.Text.Urls;

/// <summary>The domain that one owner registered, by the Public Suffix List (publicsuffix.org): its private section as well as its official one.</summary>
internal static class RegistrableDomain
{
    private static readonly Lazy<FrozenSet<string>> Rules = new(Load);

    /// <summary>Services that give subdomains to others but are not in the list: there each subdomain is a publisher of its own.</summary>
    private static readonly string[] MoreSuffixes = ["ghost.io", "livejournal.com", "medium.com", "substack.com", "tumblr.com", "typepad.com", "wordpress.com"];

    /// <summary>Public suffix and one label of a host; null for addresses, for suffixes themselves and for what is no host name.</summary>
    /// <param name="host">A host in any spelling; the labels of the answer are those given here, in lower case.</param>
    public static string? Of(string host)
    {
        if (host.Length == 0 || host[0] is '[' or '.' || IPAddress.TryParse(host, out _) || !Idna.TryToAscii(host, out var ascii))
        {
            return null;
        }

        var labels = ascii.Split('.');
        var given = host.ToLowerInvariant().Split('.');
        var suffix = SuffixLength(labels);
        return suffix >= labels.Length || given.Length != labels.Length ? null : string.Join('.', given[^(suffix + 1)..]);
    }

    /// <summary>Labels of the longest matching rule, or of an exception less one; "*" is the rule of names that no rule has.</summary>
    private static int SuffixLength(string[] labels)
    {
        for (var start = 0; start < labels.Length; start++)
        {
            var name = string.Join('.', labels[start..]);
            var length = labels.Length - start;
            if (Rules.Value.Contains("!" + name))
            {
                return length - 1;
            }

            if (Rules.Value.Contains(name) || (length > 1 && Rules.Value.Contains("*." + string.Join('.', labels[(start + 1)..]))))
            {
                return length;
            }
        }

        return 1;
    }

    private static FrozenSet<string> Load()
    {
        using var stream = typeof(RegistrableDomain).Assembly.GetManifestResourceStream("public-suffixes.txt.br")!;
        using var reader = new StreamReader(new BrotliStream(stream, CompressionMode.Decompress));
        var rules = new List<string>(MoreSuffixes);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith("//", StringComparison.Ordinal))
            {
                rules.Add(line);
            }
        }

        return rules.ToFrozenSet(StringComparer.Ordinal);
    }
}
