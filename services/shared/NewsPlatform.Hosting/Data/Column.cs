namespace NewsPlatform.Hosting.Data;

/// <summary>A column of rows that a statement takes: for PostgreSQL as an array, for SQLite one value after the other.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value in one row.</param>
/// <param name="Values">Its values in all rows, as an array whose type PostgreSQL knows.</param>
/// <param name="Cast">The type that PostgreSQL casts the value to; empty for none.</param>
public sealed record Column<T>(string Name, Func<T, object?> Value, Func<IReadOnlyList<T>, Array> Values, string Cast = "")
{
    /// <summary>A text.</summary>
    public static Column<T> Text(string name, Func<T, string> value, string cast = "") => new(name, value, rows => Array(rows, value), cast);

    /// <summary>A text that may be absent.</summary>
    public static Column<T> OptionalText(string name, Func<T, string?> value) => new(name, value, rows => Array(rows, value));

    /// <summary>A whole number.</summary>
    public static Column<T> Number(string name, Func<T, long> value) => new(name, row => value(row), rows => Array(rows, value));

    /// <summary>A whole number that may be absent.</summary>
    public static Column<T> OptionalNumber(string name, Func<T, long?> value) => new(name, row => value(row), rows => Array(rows, value));

    /// <summary>Bytes that may be absent.</summary>
    public static Column<T> Bytes(string name, Func<T, byte[]?> value) => new(name, value, rows => Array(rows, value));

    private static TValue[] Array<TValue>(IReadOnlyList<T> rows, Func<T, TValue> value)
    {
        var values = new TValue[rows.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = value(rows[i]);
        }

        return values;
    }
}
