using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Body.Learnt;

namespace NewsPlatform.Extraction;

/// <summary>The limits under which a page is read. Beyond one of them the page is rejected with a typed reason.</summary>
public sealed record ExtractionOptions
{
    /// <summary>The limits that fit the news web.</summary>
    public static ExtractionOptions Default { get; } = new();

    /// <summary>Largest body in bytes. The largest article pages seen have about 6 MB of inlined state.</summary>
    public long MaxBytes { get; init; } = 20 * 1024 * 1024;

    /// <summary>
    /// Longest work on one page, in processor time where the system tells it (Linux), else by the clock; an ordinary page takes
    /// milliseconds. By the clock a page ends after a hundred times as long in any case.
    /// </summary>
    public TimeSpan MaxTime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Most tags open at once; real pages stay under 150, and the parser's work is quadratic in it.</summary>
    public int MaxDepth { get; init; } = 512;

    /// <summary>Most start tags in a page; the largest real pages seen have about 60,000.</summary>
    public int MaxElements { get; init; } = 300_000;

    /// <summary>Most blocks in an article; what follows is cut and the article flagged.</summary>
    public int MaxBlocks { get; init; } = 5000;

    /// <summary>Most bytes of one JSON-LD script that are read.</summary>
    public int MaxJsonLdBytes { get; init; } = 2 * 1024 * 1024;

    /// <summary>Fewest characters of text (a Han or Kana character counts as three) that make an article.</summary>
    public int MinTextLength { get; init; } = 140;

    /// <summary>What has the last word on which blocks are the article; null leaves it to the rules.</summary>
    internal Lazy<BodyModel?> BodyModel { get; init; } = Body.Learnt.BodyModel.Shipped;

    /// <summary>Shown each page with what the rules chose, title and description: for training.</summary>
    internal Action<PageScan, BodySelection, string, string>? Observe { get; init; }

    /// <summary>Shown each page with what the rules chose and what was chosen in the end: for explanations.</summary>
    internal Action<PageScan, BodySelection, BodySelection>? Chosen { get; init; }

    /// <summary>The clock that <see cref="MaxTime"/> is measured with.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
