using System.Globalization;
using System.Text;
using Grpc.Core;
using NewsPlatform.Hosting.Data;
using NewsPlatform.Hosting.Rpc;

namespace NewsPlatform.Store.Filtering;

/// <summary>
/// The syntax of filters: comparisons joined by AND, a subset of AIP-160 (google.aip.dev/160). A value is a word or a
/// string in double or single quotes, in which a backslash takes the next character as it is.
/// </summary>
internal static class FilterSyntax
{
    private const int MaxLength = 2_000;
    private const int MaxComparisons = 20;

    // The longer ones first.
    private static readonly string[] Operators = ["!=", "<=", ">=", "=", "<", ">", ":"];

    /// <summary>Reads a filter.</summary>
    /// <exception cref="RpcException">INVALID_FILTER.</exception>
    public static List<Comparison> Parse(string filter)
    {
        if (filter.Length > MaxLength)
        {
            throw Error(MaxLength, $"the filter has {filter.Length} characters; at most {MaxLength} are taken");
        }

        var comparisons = new List<Comparison>();
        var at = SkipSpace(filter, 0);
        while (at < filter.Length)
        {
            if (comparisons.Count == MaxComparisons)
            {
                throw Error(at, $"at most {MaxComparisons} comparisons are taken");
            }

            comparisons.Add(ReadComparison(filter, ref at));
            at = SkipSpace(filter, at);
            if (at == filter.Length)
            {
                break;
            }

            var start = at;
            if (!string.Equals(ReadWord(filter, ref at), "AND", StringComparison.Ordinal))
            {
                throw Error(start, $"\"{Excerpt(filter, start)}\" cannot stand here; comparisons are joined by AND");
            }

            at = SkipSpace(filter, at);
            if (at == filter.Length)
            {
                throw Error(at, "after AND a comparison must follow, such as language = \"en\"");
            }
        }

        return comparisons;
    }

    /// <summary>The error of a filter that cannot be used.</summary>
    /// <param name="at">Index of the character where it is wrong.</param>
    /// <param name="message">What is wrong and what would be right.</param>
    public static RpcException Error(int at, string message)
    {
        var position = (at + 1).ToString(CultureInfo.InvariantCulture);
        return RpcErrors.Error(Google.Rpc.Code.InvalidArgument, "INVALID_FILTER", $"filter, character {position}: {message}.", ("position", position));
    }

    private static Comparison ReadComparison(string filter, ref int at)
    {
        var fieldAt = at;
        var field = ReadWord(filter, ref at);
        if (field.Length == 0)
        {
            throw Error(fieldAt, $"\"{Excerpt(filter, fieldAt)}\" is no field; {FilterField.Names} are");
        }

        at = SkipSpace(filter, at);
        var operatorAt = at;
        var op = "";
        foreach (var candidate in Operators)
        {
            if (string.CompareOrdinal(filter, at, candidate, 0, candidate.Length) == 0)
            {
                op = candidate;
                break;
            }
        }

        if (op.Length == 0)
        {
            throw Error(operatorAt, $"after {field} one of = != < <= > >= : must follow");
        }

        at = SkipSpace(filter, at + op.Length);
        var valueAt = at;
        return new Comparison(field, fieldAt, op, operatorAt, ReadValue(filter, ref at), valueAt);
    }

    private static string ReadValue(string filter, ref int at)
    {
        if (at == filter.Length || filter[at] is not ('"' or '\''))
        {
            var start = at;
            var bare = ReadWord(filter, ref at);
            return bare.Length > 0 ? bare : throw Error(start, "a value must follow, such as \"en\"");
        }

        var opened = at;
        var quote = filter[at++];
        var value = new StringBuilder();
        for (; at < filter.Length; at++)
        {
            if (filter[at] == quote)
            {
                at++;
                return value.ToString();
            }

            if (filter[at] == '\\' && at + 1 < filter.Length)
            {
                at++;
            }

            value.Append(filter[at]);
        }

        throw Error(opened, $"the string that begins here has no closing {quote}");
    }

    private static string ReadWord(string filter, ref int at)
    {
        var start = at;
        while (at < filter.Length && (char.IsLetterOrDigit(filter[at]) || filter[at] is '_' or '-' or '/' or '.' or '+'
            || (filter[at] == ':' && at > start && char.IsAsciiDigit(filter[start]))))
        {
            at++;
        }

        return filter[start..at];
    }

    private static int SkipSpace(string filter, int at)
    {
        while (at < filter.Length && char.IsWhiteSpace(filter[at]))
        {
            at++;
        }

        return at;
    }

    private static string Excerpt(string filter, int at) => StoredText.Clean(filter[at..], 20);
}

/// <summary>One comparison of a filter, with where its parts stand.</summary>
internal sealed record Comparison(string Field, int FieldAt, string Operator, int OperatorAt, string Value, int ValueAt);
