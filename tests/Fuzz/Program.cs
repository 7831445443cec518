using System.Globalization;
using NewsPlatform.Fuzz;

// dotnet run -c Release --project tests/Fuzz -- TARGET [--minutes N] [--seed N]
var names = Targets.All.Keys.Order(StringComparer.Ordinal).ToList();
if (args.Length == 0 || !Targets.All.TryGetValue(args[0], out var target))
{
    Console.Error.WriteLine($"Use: {string.Join(" | ", names)} [--minutes N] [--seed N]");
    return 2;
}

double Option(string name, double otherwise) => Array.IndexOf(args, name) is var at and >= 0 ? double.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;
return Fuzzer.Run(args[0], target, TimeSpan.FromMinutes(Option("--minutes", 1)), (int)Option("--seed", 1));
