using System.Reflection;
using ArchUnitNET.Domain;
using ArchUnitNET.Fluent;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnit;
using static ArchUnitNET.Fluent.ArchRuleDefinition;
using Assembly = System.Reflection.Assembly;

namespace NewsPlatform.ContractTests.Architecture;

/// <summary>The reference rules of docs/architecture.md.</summary>
public sealed class ReferenceRuleTests
{
    private static readonly string[] Pure = ["Text", "Crawling", "Extraction", "TextAnalysis"];
    private static readonly string[] Hosts = ["Fetch", "Clean", "Enrich", "Store"];

    private static readonly IReadOnlyDictionary<string, string[]> Allowed = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["Contracts"] = [],
        ["Text"] = [],
        ["Crawling"] = ["Text"],
        ["Extraction"] = ["Text"],
        ["TextAnalysis"] = ["Text"],
        ["Hosting"] = ["Contracts"],
        ["Fetch"] = ["Contracts", "Hosting", "Text", "Crawling"],
        ["Clean"] = ["Contracts", "Hosting", "Text", "Extraction"],
        ["Enrich"] = ["Contracts", "Hosting", "Text", "TextAnalysis"],
        ["Store"] = ["Contracts", "Hosting", "Text"],
        ["Standalone"] = ["Contracts", "Hosting", "Text", "Fetch", "Clean", "Enrich", "Store"],
        ["Cli"] = ["Contracts", "Text", "Extraction", "TextAnalysis"],
    };

    private static readonly ArchUnitNET.Domain.Architecture House = new ArchLoader()
        .LoadAssemblies([.. Allowed.Keys.Select(Load)])
        .Build();

    public static TheoryData<string> Projects => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_references_only_what_it_may(string project)
    {
        var referenced = Load(project).GetReferencedAssemblies()
            .Select(a => a.Name!)
            .Where(name => name.StartsWith("NewsPlatform.", StringComparison.Ordinal))
            .Select(name => name["NewsPlatform.".Length..]);
        Assert.Empty(referenced.Except(Allowed[project]));
    }

    [Fact]
    public void Pure_library_knows_no_framework_bus_or_database()
    {
        string[] forbidden = ["Microsoft.AspNetCore", "Microsoft.Extensions", "MassTransit", "Grpc", "Google.Protobuf", "Npgsql", "Microsoft.Data", "Dapper"];
        foreach (var library in Pure)
        {
            var wrong = Load(library).GetReferencedAssemblies().Where(a => forbidden.Any(f => a.Name!.StartsWith(f, StringComparison.Ordinal)));
            Assert.Empty(wrong.Select(a => $"{library} references {a.Name}"));
        }
    }

    [Fact]
    public void MassTransit_is_known_in_its_three_places_only()
    {
        var users = House.Types
            .Where(type => type.FullName.StartsWith("NewsPlatform.", StringComparison.Ordinal)
                           && type.Dependencies.Any(d => d.Target.FullName.StartsWith("MassTransit.", StringComparison.Ordinal)))
            .Select(type => type.FullName)
            .ToList();
        // The rule would hold of nothing if the dependencies were not seen at all.
        Assert.Contains(users, name => name.Contains("PageFetchedConsumer", StringComparison.Ordinal));
        Assert.DoesNotContain(users, name =>
            !name.StartsWith("NewsPlatform.Hosting.Messaging.", StringComparison.Ordinal)
            && !name.Contains("Consumer", StringComparison.Ordinal)
            && !name.Contains("Module", StringComparison.Ordinal));
    }

    [Fact]
    public void Hosts_know_each_other_only_by_contract()
    {
        foreach (var host in Hosts)
        {
            IArchRule rule = Types().That().ResideInNamespaceMatching($@"^NewsPlatform\.{host}(\.|$)")
                .Should().NotDependOnAnyTypesThat().ResideInNamespaceMatching($@"^NewsPlatform\.({string.Join('|', Hosts.Where(h => h != host))})(\.|$)");
            rule.Check(House);
        }
    }

    private static Assembly Load(string project) => Assembly.Load(new AssemblyName(project == "Cli" ? "news" : $"NewsPlatform.{project}"));
}
