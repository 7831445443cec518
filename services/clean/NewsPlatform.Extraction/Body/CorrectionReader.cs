using System.Text.RegularExpressions;
using NewsPlatform.Extraction.Dates;

namespace NewsPlatform.Extraction.Body;

/// <summary>Corrections and clarifications printed with an article.</summary>
internal static partial class CorrectionReader
{
    private const int MaxCorrections = 20;

    /// <summary>The corrections in page order.</summary>
    public static List<Correction> Read(PageScan scan)
    {
        var corrections = new List<Correction>();
        foreach (var block in scan.Blocks)
        {
            if (corrections.Count < MaxCorrections && block.Length is > 40 and < 1500 && (Start().IsMatch(block.Text) || block.Hints.Any(ElementHint.Correction)))
            {
                corrections.Add(new(block.Text, DateReader.Read(block.Text)));
            }
        }

        return corrections;
    }

    [GeneratedRegex(@"^(this (article|story|post|piece) (was|has been) (amended|corrected|updated) (on|to)|(correction|clarification|editor's note|editor’s note|korrektur|anmerkung der redaktion|richtigstellung|rectificatif|correctif|corrección|fe de errata|correção|errata corrige)\b.{0,40}?[:(—–])", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Start();
}
