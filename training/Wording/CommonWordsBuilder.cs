using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using NewsPlatform.Text;

namespace NewsPlatform.Training.Wording;

/// <summary>
/// Collects words that are usually written small, with the share of documents that hold them: they tell common words at the beginning
/// of a sentence from names, and frequent words from telling ones.
/// </summary>
internal static class CommonWordsBuilder
{
    private static readonly string[] Languages = ["en", "fr", "es", "pt", "it", "nl", "de", "ru", "uk", "pl", "sv", "da", "nb", "tr", "id"];

    /// <summary>Lines <c>language word count-in-10000</c>, from Wikinews articles (English), language samples (the others) and GermEval (German nouns).</summary>
    public static IEnumerable<string> Build(string source)
    {
        var english = Directory.GetFiles(Path.Combine(source, "wikinews"), "en_*.jsonl.gz").Order(StringComparer.Ordinal).SelectMany(Texts);
        var samples = Language.LanguageTrainer.Read([Path.Combine(source, "langid", "lingua_sentences.dev.tsv.gz")]).ToLookup(l => l.Code, l => l.Text, StringComparer.Ordinal);
        foreach (var language in Languages)
        {
            var small = new Dictionary<string, (int Small, int Capital, int Documents)>(StringComparer.Ordinal);
            var documents = 0;
            foreach (var text in language == "en" ? english.Concat(samples["en"]) : samples[language])
            {
                documents++;
                Count(text, small);
            }

            if (language == "de")
            {
                CountNouns(Path.Combine(source, "ner", "de", "germeval14_testpart.train.conll.gz"), small);
            }

            foreach (var (word, n) in small.Where(w => w.Value.Small > w.Value.Capital && w.Value.Small >= (language == "en" ? 2 : 1)).OrderBy(w => w.Key, StringComparer.Ordinal))
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{language} {word} {Math.Max(1, n.Documents * 10000 / documents)}");
            }
        }
    }

    private static void Count(string text, Dictionary<string, (int Small, int Capital, int Documents)> words)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var sentence in SentenceSplitter.Split(text))
        {
            var tokens = Tokenizer.Tokenize(text.AsSpan(sentence.Start, sentence.Length));
            for (var i = 0; i < tokens.Count; i++)
            {
                if (tokens[i].Kind != TokenKind.Word || tokens[i].Length < 2)
                {
                    continue;
                }

                var word = text.Substring(sentence.Start + tokens[i].Start, tokens[i].Length);
                var key = word.ToLowerInvariant();
                var n = words.GetValueOrDefault(key);
                if (i > 0 && char.IsUpper(word[0]))
                {
                    n.Capital++;
                }
                else if (char.IsLower(word[0]))
                {
                    n.Small++;
                }

                n.Documents += seen.Add(key) ? 1 : 0;
                words[key] = n;
            }
        }
    }

    // German writes all nouns with capitals: the words outside names in an annotated corpus are the common ones.
    private static void CountNouns(string file, Dictionary<string, (int Small, int Capital, int Documents)> words)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            var tab = line.LastIndexOf('\t');
            if (tab < 2 || !char.IsLetter(line[0]) || line.AsSpan(0, tab).ContainsAny(" _"))
            {
                continue;
            }

            var key = line[..tab].ToLowerInvariant();
            var n = words.GetValueOrDefault(key);
            words[key] = line[(tab + 1)..] == "O" ? n with { Small = n.Small + 1 } : n with { Capital = n.Capital + 1 };
        }
    }

    private static IEnumerable<string> Texts(string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            using var article = JsonDocument.Parse(line);
            yield return article.RootElement.GetProperty("text").GetString()!;
        }
    }
}
