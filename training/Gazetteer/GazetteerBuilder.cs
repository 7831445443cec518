using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using NewsPlatform.Text;

namespace NewsPlatform.Training.Gazetteer;

/// <summary>Compacts open gazetteers into the files that TextAnalysis embeds. The sources and licences are listed in its NOTICE.md.</summary>
internal static class GazetteerBuilder
{
    private const int MinPopulation = 50_000;
    private const int ManyNamesPopulation = 300_000;
    private const int FamousPopulation = 1_000_000;

    /// <summary>Writes <c>places.tsv.br</c>, <c>people.tsv.br</c> and <c>names.txt.br</c> into <paramref name="output"/>.</summary>
    public static void Build(string source, string output)
    {
        Write(Path.Combine(output, "places.tsv.br"), Places(source));
        Write(Path.Combine(output, "people.tsv.br"), People(source));
        Write(Path.Combine(output, "names.txt.br"), PersonNames(source));
    }

    /// <summary>Writes lines as one brotli stream.</summary>
    public static void Write(string path, IEnumerable<string> lines)
    {
        using (var writer = new StreamWriter(new BrotliStream(File.Create(path), CompressionLevel.SmallestSize), new UTF8Encoding(false)))
        {
            foreach (var line in lines)
            {
                writer.Write(line);
                writer.Write('\n');
            }
        }

        Console.WriteLine($"{path}: {new FileInfo(path).Length} bytes");
    }

    // kind (C country, K capital, A first-level division, P populated place), name, country, latitude, longitude, population, geonames, wikidata, other names
    private static IEnumerable<string> Places(string source)
    {
        var natural = Table(Path.Combine(source, "naturalearth_places.tsv.gz"), '\t').Skip(1).ToList();
        var byGeonames = natural.Where(r => r[9].Length > 0).GroupBy(r => r[9], StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);

        using var territories = JsonDocument.Parse(Text(Path.Combine(source, "cldr_territories.json.gz")));
        var codes = Table(Path.Combine(source, "country_codes.csv.gz"), ',').ToList();
        var header = codes[0];
        int Column(string name) => Array.IndexOf(header, name);
        foreach (var row in codes.Skip(1))
        {
            var iso = row[Column("ISO3166-1-Alpha-2")];
            if (iso.Length != 2 || !territories.RootElement.TryGetProperty(iso, out var names))
            {
                continue;
            }

            var towns = natural.Where(r => r[2] == iso).ToList();
            var english = names.GetProperty("en")[0].GetString()!;
            var other = names.EnumerateObject().SelectMany(l => l.Value.EnumerateArray()).Select(n => n.GetString()!)
                .Append(row[Column("CLDR display name")]).Append(row[Column("official_name_en")]).Where(n => n.Length > 2 && n != english).Distinct(StringComparer.Ordinal);
            var (lat, lon) = towns.Count == 0 ? ("", "") : (Mean(towns, 4), Mean(towns, 5));
            yield return string.Join('\t', "C", english, iso, lat, lon, "", row[Column("Geoname ID")], LastPart(row[Column("wikidata_id")]), string.Join('|', other));
        }

        foreach (var division in natural.Where(r => r[3].Length > 3 && r[2].Length == 2).GroupBy(r => (r[2], r[3])).OrderBy(g => g.Key.Item1 + g.Key.Item2, StringComparer.Ordinal))
        {
            yield return string.Join('\t', "A", division.Key.Item2, division.Key.Item1, Mean([.. division], 4), Mean([.. division], 5), "", "", "", "");
        }

        var people = PersonNames(source).Select(n => n[2..]).ToHashSet(StringComparer.Ordinal);
        foreach (var row in Table(Path.Combine(source, "geonames_cities15000.tsv.gz"), '\t').Skip(1))
        {
            var population = int.Parse(row[8], CultureInfo.InvariantCulture);
            var capital = row[5] == "PPLC";
            if (population < MinPopulation && !capital || row[5] == "PPLX")
            {
                continue;
            }

            var known = byGeonames.GetValueOrDefault(row[0]);
            var other = new List<string> { row[2] };
            if (known is not null)
            {
                using var translated = JsonDocument.Parse(known[10].Length > 0 ? known[10] : "{}");
                other.AddRange(translated.RootElement.EnumerateObject().Select(n => n.Value.GetString()!));
                other.Add(known[0]);
            }

            if (population >= FamousPopulation || capital)
            {
                // "Prag", "Kopenhagen", "Pechino": the list does not tell languages, so short names and people's names stay out.
                other.AddRange(row[10].Split(',').Where(n => n.Length >= 4 && Scripts.Of(n[0]) is Script.Latin && char.IsUpper(n[0]) && n.All(char.IsLetter) && n.Skip(1).All(char.IsLower) && !people.Contains(n)));
            }

            if (population >= ManyNamesPopulation || capital)
            {
                other.AddRange(row[10].Split(',').Where(n => n.Length >= 2 && Scripts.Of(n[0]) is not (Script.Latin or Script.None or Script.Other)));
            }

            yield return string.Join('\t', capital ? "K" : "P", row[1], row[6], Short(row[3]), Short(row[4]), row[8], row[0], known?[8] ?? "",
                string.Join('|', other.Where(n => n.Length > 1 && n != row[1]).Distinct(StringComparer.Ordinal)));
        }
    }

    // name, wikidata, position, country (wikidata), from year, to year
    private static IEnumerable<string> People(string source)
    {
        foreach (var row in Table(Path.Combine(source, "world_leaders_2021_22.csv.gz"), ',').Skip(1))
        {
            yield return string.Join('\t', row[5], row[4], row[3], row[0], row[6], row[7]);
        }

        foreach (var row in Table(Path.Combine(source, "us_legislators_current.tsv.gz"), '\t').Skip(1))
        {
            yield return string.Join('\t', row[0], row[3], row[4] == "sen" ? "Senator" : "Representative", "Q30", "", "");
        }
    }

    // "F name" given name, "L name" family name; Latin and Cyrillic script, single words.
    private static IEnumerable<string> PersonNames(string source)
    {
        using var names = JsonDocument.Parse(Text(Path.Combine(source, "person_names_faker.json.gz")));
        foreach (var (kind, flag) in new[] { ("first", "F"), ("last", "L") })
        {
            var all = new SortedSet<string>(StringComparer.Ordinal);
            foreach (var locale in names.RootElement.EnumerateObject())
            {
                all.UnionWith(locale.Value.GetProperty(kind).EnumerateArray().Select(n => n.GetString()!)
                    .Where(n => n.Length > 1 && char.IsUpper(n[0]) && char.IsLower(n[^1]) && !n.Contains(' ') && !n.Contains('.') && Scripts.Of(n[0]) is Script.Latin or Script.Cyrillic));
            }

            foreach (var name in all)
            {
                yield return flag + " " + name;
            }
        }
    }

    private static string Mean(List<string[]> rows, int column) =>
        Short(rows.Average(r => double.Parse(r[column], CultureInfo.InvariantCulture)).ToString("R", CultureInfo.InvariantCulture));

    private static string Short(string degrees) => Math.Round(double.Parse(degrees, CultureInfo.InvariantCulture), 3).ToString(CultureInfo.InvariantCulture);

    private static string LastPart(string address) => address[(address.LastIndexOf('/') + 1)..];

    private static string Text(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        return reader.ReadToEnd();
    }

    private static IEnumerable<string[]> Table(string path, char separator)
    {
        foreach (var line in Text(path).Split('\n'))
        {
            if (line.Length > 0)
            {
                yield return separator == ',' ? Csv(line.TrimEnd('\r')) : line.TrimEnd('\r').Split('\t');
            }
        }
    }

    private static string[] Csv(string line)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        foreach (var c in line)
        {
            if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == ',' && !quoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
            {
                field.Append(c);
            }
        }

        fields.Add(field.ToString());
        return [.. fields];
    }
}
