namespace NewsPlatform.Extraction.Titles;

/// <summary>What the candidates for a page's title tell of each other: who agrees, which is a part of which, what the address has.</summary>
/// <param name="all">The candidates.</param>
/// <param name="site">The site's names.</param>
/// <param name="section">The key of the article's section, if the page states one.</param>
internal sealed class TitleComparison(List<TitleCandidate> all, SiteNames site, string? section)
{
    // What kind of article it is, as newspapers write it behind a headline.
    private static readonly System.Collections.Frozen.FrozenSet<string> Labels = System.Collections.Frozen.FrozenSet.ToFrozenSet(
        [
            "editorial", "opinion", "analysis", "commentary", "column", "review", "interview", "letters", "obituary", "video", "photos", "explainer", "podcast", "news", "blog", "live", "kommentar", "analyse", "meinung", "kolumne", "leitartikel",
            "glosse", "tribune", "éditorial", "entretien", "opinión", "análisis", "entrevista", "opinião", "commento", "intervista", "opinie", "recensie", "ledare", "debatt", "мнение", "社评", "社論", "评论", "評論", "観点", "社説", "사설", "오피니언",
        ]);

    /// <summary>Measures each candidate beside the others and beside the page's address.</summary>
    public void Measure(Uri url)
    {
        var address = TitleMeasure.Key(url.AbsolutePath);
        Restore();
        OnlyInAddress(address);
        var headed = all.Exists(static one => one.Has(TitleFeature.Heading));
        var plain = all.Exists(static one => one.Has(TitleFeature.OnlyHeading) && one.Has(TitleFeature.HeadingBeforeProse));
        foreach (var one in all)
        {
            var value = one.Values[0].Value;
            var metadata = Metadata(one);
            one.Set(TitleFeature.TwoAgree, metadata >= 2 ? 1 : 0);
            one.Set(TitleFeature.ThreeAgree, metadata >= 3 ? 1 : 0);
            var part = IsPartOnly(one);
            one.Set(TitleFeature.PartOnly, part ? 1 : 0);
            one.Set(TitleFeature.PartBesideHeading, part && plain ? 1 : 0);
            one.Set(TitleFeature.WithoutHeading, !headed && (one.Has(TitleFeature.OpenGraph) || one.Has(TitleFeature.JsonLd)) ? 1 : 0);
            var words = TitleMeasure.Words(value);
            one.Set(TitleFeature.OneWord, words == 1 ? 1 : 0);
            one.Set(TitleFeature.FewWords, words is 2 or 3 ? 1 : 0);
            one.Set(TitleFeature.Short, one.Key.Length < 20 ? 1 : 0);
            one.Set(TitleFeature.ManyWords, words > 20 ? 1 : 0);
            one.Set(TitleFeature.Cut, value[^1] == '…' || value.EndsWith("...", StringComparison.Ordinal) ? 1 : 0);
            var (divider, width) = TitleDividers.Last(value);
            one.Set(TitleFeature.SectionLeft, divider > 0 && IsSection(value.AsSpan(divider + width)) ? 1 : 0);
            one.Set(TitleFeature.LabelLeft, divider > 0 && TitleMeasure.Words(value.AsSpan(divider)) <= 4 ? 1 : 0);
            one.Set(TitleFeature.HasHost, site.Label is { } label && one.Key.Contains(label, StringComparison.Ordinal) ? 1 : 0);
            one.Set(TitleFeature.InAddress, ShareIn(address, value));
            foreach (var other in all)
            {
                if (other == one)
                {
                    continue;
                }

                if (other.Key.Length > one.Key.Length)
                {
                    one.Set(TitleFeature.IsEnd, one.Key.Length > 8 && other.Key.EndsWith(one.Key, StringComparison.Ordinal) ? 1 : 0);
                    one.Set(TitleFeature.IsBeginning, one.Key.Length > 8 && other.Key.StartsWith(one.Key, StringComparison.Ordinal) ? 1 : 0);
                }
                else if (other.Key.Length > 8 && (Metadata(other) >= 2 || other.Has(TitleFeature.Heading) || other.Has(TitleFeature.HeadingPart)))
                {
                    one.Set(TitleFeature.HasKicker, one.Key.EndsWith(other.Key, StringComparison.Ordinal) ? 1 : 0);
                    one.Set(TitleFeature.HasTail, one.Key.StartsWith(other.Key, StringComparison.Ordinal) ? 1 : 0);
                }

                if (!one.Has(TitleFeature.Heading) && other.Has(TitleFeature.Heading))
                {
                    var near = TitleMeasure.Overlap(value, other.Values[0].Value);
                    one.Set(TitleFeature.NearHeading, near);
                    one.Set(TitleFeature.NearHeadingTwoAgree, metadata >= 2 ? near : 0);
                }
            }
        }
    }

    /// <summary>
    /// Gives the heading what metadata say of its beginning where it goes on with a quotation mark: their attribute ends there because it was
    /// written without escaping it (<c>content="Bridge and "quay" to close"</c>).
    /// </summary>
    private void Restore()
    {
        for (var i = all.Count - 1; i >= 0; i--)
        {
            var cut = all[i];
            var text = cut.Values[0].Value;
            if (Metadata(cut) == 0 || text.Length < 8
                || all.Find(one => one != cut && one.Has(TitleFeature.Heading) && one.Values[0].Value is var whole && whole.StartsWith(text, StringComparison.Ordinal) && whole.AsSpan(text.Length).TrimStart() is ['"', _, ..]) is not { } heading)
            {
                continue;
            }

            foreach (var source in (ReadOnlySpan<TitleFeature>)[TitleFeature.JsonLd, TitleFeature.OpenGraph, TitleFeature.Twitter, TitleFeature.DocumentTitle])
            {
                heading.Set(source, cut.Has(source) ? 1 : 0);
            }

            all.RemoveAt(i);
        }
    }

    private void OnlyInAddress(string address)
    {
        if (all.FindAll(static one => one.Has(TitleFeature.Heading)) is not { Count: > 1 } headings)
        {
            return;
        }

        TitleCandidate? only = null;
        foreach (var one in headings)
        {
            // A section's name is in the address, too.
            if (TitleMeasure.Words(one.Values[0].Value) >= 3 && ShareIn(address, one.Values[0].Value) >= 0.5)
            {
                if (only is not null)
                {
                    return;
                }

                only = one;
            }
        }

        only?.Set(TitleFeature.HeadingInAddress);
    }

    private static bool IsPartOnly(TitleCandidate candidate)
    {
        foreach (var whole in (ReadOnlySpan<TitleFeature>)[TitleFeature.Heading, TitleFeature.HeadingPart, TitleFeature.BehindKicker, TitleFeature.Microdata, TitleFeature.JsonLd, TitleFeature.OpenGraph, TitleFeature.Twitter, TitleFeature.DocumentTitle,
            TitleFeature.SecondHeading, TitleFeature.LeadSecondHeading, TitleFeature.Feed])
        {
            if (candidate.Has(whole))
            {
                return false;
            }
        }

        return true;
    }

    private bool IsSection(ReadOnlySpan<char> tail) => tail.Length < 60 && TitleMeasure.Key(tail) is { Length: > 2 } key && (key == section || Labels.Contains(key));

    private static int Metadata(TitleCandidate candidate) => (candidate.Has(TitleFeature.JsonLd) ? 1 : 0) + (candidate.Has(TitleFeature.OpenGraph) ? 1 : 0)
        + (candidate.Has(TitleFeature.Twitter) ? 1 : 0) + (candidate.Has(TitleFeature.DocumentTitle) ? 1 : 0);

    private static double ShareIn(string address, string value)
    {
        var (words, hits) = (0, 0);
        foreach (var range in value.AsSpan().Split(' '))
        {
            var key = TitleMeasure.Key(value.AsSpan(range));
            if (key.Length >= 4 && ++words <= 30)
            {
                hits += address.Contains(key, StringComparison.Ordinal) ? 1 : 0;
            }
        }

        return words == 0 ? 0 : (double)hits / words;
    }
}
