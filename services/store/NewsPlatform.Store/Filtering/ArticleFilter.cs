using System.Globalization;
using System.Text;
using Dapper;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Hosting.Data;
using NewsPlatform.Store.Articles;
using NewsPlatform.Store.Rpc;

namespace NewsPlatform.Store.Filtering;

/// <summary>A filter of articles, checked. Its values reach the database as parameters only.</summary>
internal sealed class ArticleFilter
{
    private static readonly string[] TimeFormats =
        ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFK"];

    private readonly List<(string Sql, List<(string Name, object Value)> Parameters)> conditions = [];

    private ArticleFilter()
    {
    }

    /// <summary>Reads a filter; the empty one lets everything through.</summary>
    /// <exception cref="Grpc.Core.RpcException">INVALID_FILTER.</exception>
    public static ArticleFilter Parse(string text)
    {
        var filter = new ArticleFilter();
        foreach (var comparison in FilterSyntax.Parse(text))
        {
            filter.Add(comparison);
        }

        return filter;
    }

    /// <summary>Conditions to append to a WHERE clause over <c>article a</c>, each beginning with AND.</summary>
    public string ToSql(DynamicParameters parameters)
    {
        var sql = new StringBuilder();
        foreach (var condition in conditions)
        {
            sql.Append(" AND ").Append(condition.Sql);
            foreach (var (name, value) in condition.Parameters)
            {
                parameters.Add(name, value);
            }
        }

        return sql.ToString();
    }

    private void Add(Comparison comparison)
    {
        var field = FilterField.All.FirstOrDefault(f => string.Equals(f.Name, comparison.Field, StringComparison.Ordinal))
            ?? throw FilterSyntax.Error(comparison.FieldAt, $"\"{comparison.Field}\" is no field; {FilterField.Names} are");
        if (!field.Operators.Contains(comparison.Operator, StringComparer.Ordinal))
        {
            throw FilterSyntax.Error(comparison.OperatorAt, $"{field.Name} cannot be compared by {comparison.Operator}, only by {string.Join(" ", field.Operators)}");
        }

        switch (field.Kind)
        {
            case FilterValueKind.Time:
                AddTime(field.Column, comparison);
                break;
            case FilterValueKind.Flag:
                AddFlag(comparison);
                break;
            case FilterValueKind.Title or FilterValueKind.Url when comparison.Operator == ":":
                AddContains(field, comparison);
                break;
            case FilterValueKind.Url when comparison.Operator == "=":
                AddUrl(comparison);
                break;
            default:
                Add($"{field.Column} {(comparison.Operator == "=" ? "=" : "<>")} {{0}}", ValueOf(field, comparison));
                break;
        }
    }

    // replace() is in both databases and takes its text as it is; LIKE would need its wildcards escaped.
    private void AddContains(FilterField field, Comparison comparison)
    {
        var value = StoredText.Clean(comparison.Value);
        if (value.Length == 0)
        {
            throw FilterSyntax.Error(comparison.ValueAt, $"{field.Name}: takes the text to be contained, such as {field.Name}:\"election\"");
        }

        Add(
            field.Kind == FilterValueKind.Title ? "replace(a.title_folded, {0}, '') <> a.title_folded" : "replace(a.url, {0}, '') <> a.url",
            field.Kind == FilterValueKind.Title ? value.ToLowerInvariant() : value);
    }

    // A flag stands between commas, so that none is found inside another.
    private void AddFlag(Comparison comparison)
    {
        var flag = StoredText.Clean(comparison.Value);
        if (flag.Length == 0 || flag.Contains(',', StringComparison.Ordinal))
        {
            throw FilterSyntax.Error(comparison.ValueAt, $"\"{comparison.Value}\" is no flag; garbled, truncated, wrong-language and so on are");
        }

        Add($"replace(a.flags, {{0}}, '') {(comparison.Operator == ":" ? "<>" : "=")} a.flags", "," + flag + ",");
    }

    // By the index of addresses; the canonical one is always among them.
    private void AddUrl(Comparison comparison)
    {
        var url = StoredText.Clean(comparison.Value);
        Add("a.id IN (SELECT u.article FROM article_url u WHERE u.url_key = {0}) AND a.url = {1}", ArticleUrls.KeyOf(url), url);
    }

    // A date stands for its whole day, in UTC: published = "2026-11-01" is any time of that day, > is from the next day on.
    private void AddTime(string column, Comparison comparison)
    {
        long from;
        long to;
        if (DateOnly.TryParseExact(comparison.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date < DateOnly.MaxValue)
        {
            from = new DateTimeOffset(date, TimeOnly.MinValue, TimeSpan.Zero).ToMicros();
            to = new DateTimeOffset(date.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero).ToMicros();
        }
        else if (DateTimeOffset.TryParseExact(comparison.Value, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            from = time.ToMicros();
            to = from + 1;
        }
        else
        {
            throw FilterSyntax.Error(comparison.ValueAt, $"\"{comparison.Value}\" is no time; \"2026-11-01\" or \"2026-11-01T08:30:00Z\" would be");
        }

        switch (comparison.Operator)
        {
            case "=":
                Add($"{column} >= {{0}} AND {column} < {{1}}", from, to);
                break;
            case "!=":
                Add($"({column} IS NULL OR {column} < {{0}} OR {column} >= {{1}})", from, to);
                break;
            case "<":
                Add($"{column} < {{0}}", from);
                break;
            case "<=":
                Add($"{column} < {{0}}", to);
                break;
            case ">":
                Add($"{column} >= {{0}}", to);
                break;
            default:
                Add($"{column} >= {{0}}", from);
                break;
        }
    }

    private static object ValueOf(FilterField field, Comparison comparison)
    {
        switch (field.Kind)
        {
            case FilterValueKind.ArticleKind:
                // As in the proto, or without its prefix: ARTICLE_KIND_OPINION, opinion.
                foreach (var value in ArticleReflection.Descriptor.EnumTypes.Single(e => e.ClrType == typeof(ArticleKind)).Values)
                {
                    if (string.Equals(value.Name, comparison.Value, StringComparison.OrdinalIgnoreCase)
                        || string.Equals(value.Name["ARTICLE_KIND_".Length..], comparison.Value, StringComparison.OrdinalIgnoreCase))
                    {
                        return (long)value.Number;
                    }
                }

                throw FilterSyntax.Error(comparison.ValueAt, $"\"{comparison.Value}\" is no kind; article, live_blog, opinion and so on are");
            case FilterValueKind.Article:
                return comparison.Value.Length == 0 ? ""
                    : ResourceName.TryArticle(comparison.Value, out var article) ? article
                    : throw FilterSyntax.Error(comparison.ValueAt, $"\"{comparison.Value}\" names no article; {ResourceName.ArticlePattern} would, \"\" means none");
            case FilterValueKind.Story:
                return ResourceName.TryStory(comparison.Value, out var story) ? story
                    : throw FilterSyntax.Error(comparison.ValueAt, $"\"{comparison.Value}\" names no story; stories/{{story}} would");
            default:
                return StoredText.Clean(comparison.Value);
        }
    }

    private void Add(string format, params object[] values)
    {
        var parameters = values.Select((value, i) => ($"f{conditions.Count}_{i}", value)).ToList();
        conditions.Add((string.Format(CultureInfo.InvariantCulture, format, [.. parameters.Select(p => (object)("@" + p.Item1))]), parameters));
    }
}
