using NewsPlatform.Conformance;
using NewsPlatform.TestKit;

// Exit codes: 0 the cases ran (their figures are the result), 2 wrong use, 3 no cases to run.
var wanted = new List<string>();
string? failures = null;
for (var i = 0; i < args.Length; i++)
{
    if (args[i] is "--failures" && i + 1 < args.Length)
    {
        failures = args[++i];
    }
    else if (ConformanceRun.Areas.ContainsKey(args[i]))
    {
        wanted.Add(args[i]);
    }
    else
    {
        Console.Error.WriteLine($"'{args[i]}' is no area. Use: [AREA...] [--failures FILE], with the areas {string.Join(' ', ConformanceRun.Areas.Keys)}");
        return 2;
    }
}

if (SharedData.Find("conformance") is not { } folder)
{
    Console.Error.WriteLine($"NO CONFORMANCE CASES, NOTHING WAS TESTED: there is no folder 'conformance' in {SharedData.Root ?? "any shared folder"}; set {SharedData.Variable} to the folder of shared test data, or put it at ../shared.");
    return 3;
}

await ConformanceRun.RunAsync(folder, wanted.Count > 0 ? wanted : [.. ConformanceRun.Areas.Keys], Console.Out, failures);
return 0;
