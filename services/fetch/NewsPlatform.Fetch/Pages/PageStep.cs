using System.Data.Common;
using NewsPlatform.Hosting.Data;

namespace NewsPlatform.Fetch.Pages;

/// <summary>A step of a page's trace.</summary>
/// <param name="Page">The page.</param>
/// <param name="Time">When, in Unix microseconds.</param>
/// <param name="Step">What happened.</param>
/// <param name="Detail">More of it, for people.</param>
internal sealed record PageStep(string Page, long Time, string Step, string Detail)
{
    private static readonly RowStatement<PageStep> Insert = RowStatement<PageStep>.Insert(
        "page_step",
        "",
        Column<PageStep>.Text("page", step => step.Page),
        Column<PageStep>.Number("time", step => step.Time),
        Column<PageStep>.Text("step", step => step.Step),
        Column<PageStep>.Text("detail", step => CleanDetail(step.Detail)));

    /// <summary>A step's detail as it is kept.</summary>
    public static string CleanDetail(string detail) => StoredText.Clean(detail, 500);

    /// <summary>Adds steps to pages' traces.</summary>
    public static Task AddAsync(DbConnection connection, DbTransaction transaction, params IReadOnlyList<PageStep> steps) => Insert.RunAsync(connection, transaction, steps);

    /// <summary>Adds steps with what else is gathered.</summary>
    public static void AddTo(Writes writes, IReadOnlyList<PageStep> steps) => Insert.AddTo(writes, steps);
}
