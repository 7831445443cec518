using System.Security.Cryptography;
using System.Text;

namespace NewsPlatform.Extraction.Sites.Rules;

/// <summary>
/// What people have laid down about a site: where its articles' parts stand, what is to be left out, pages to test it by. A small
/// JSON file with comments; see docs/site-rules.md. Immutable.
/// </summary>
public sealed class SiteRules
{
    /// <summary>Largest file in bytes.</summary>
    public const int MaxBytes = 64 * 1024;

    internal SiteRules(string content) => (Content, Version) = (content, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..8]);

    /// <summary>The host in small without <c>www.</c>, or <c>*.</c> and a domain for it and all hosts in it.</summary>
    public required string Site { get; init; }

    /// <summary>What is to be done with what is learnt of the site.</summary>
    public ProfileUse Profile { get; init; }

    /// <summary>Pages to test the rules by.</summary>
    public IReadOnlyList<SiteRuleTest> Tests { get; init; } = [];

    /// <summary>The file as it was given.</summary>
    public string Content { get; }

    /// <summary>Eight hexadecimal digits of the content's SHA-256: the same content is the same version wherever it is kept.</summary>
    public string Version { get; }

    internal IReadOnlyList<RuleSource> Title { get; init; } = [];

    internal IReadOnlyList<RuleSource> Body { get; init; } = [];

    internal IReadOnlyList<RuleSource> Author { get; init; } = [];

    internal IReadOnlyList<RuleSource> Date { get; init; } = [];

    internal IReadOnlyList<RuleSource> Image { get; init; } = [];

    internal IReadOnlyList<RuleSource> Strip { get; init; } = [];

    internal IReadOnlyList<RuleSource> Keep { get; init; } = [];

    /// <summary>Whether what looks like furniture inside the body is left out.</summary>
    internal bool Prune { get; init; } = true;

    /// <summary>All attributes that the selectors ask for.</summary>
    internal IReadOnlySet<string> Attributes { get; init; } = new HashSet<string>();

    /// <summary>Reads a file.</summary>
    /// <param name="content">The file's text.</param>
    /// <param name="rules">The rules; null when something is wrong.</param>
    /// <param name="errors">What is wrong, at most twenty; empty when nothing is.</param>
    /// <returns>Whether nothing is wrong.</returns>
    public static bool TryParse(string content, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out SiteRules? rules, out IReadOnlyList<SiteRuleError> errors) =>
        SiteRulesReader.TryRead(content, out rules, out errors);
}
