using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using NewsPlatform.Clean;
using NewsPlatform.Clean.Reprocessing;
using NewsPlatform.Fetch;
using NewsPlatform.Fetch.Revisits;
using NewsPlatform.Fetch.WebSub;
using NewsPlatform.Hosting.Blobs;
using NewsPlatform.Hosting.Configuration;
using NewsPlatform.Hosting.Data;
using NewsPlatform.Hosting.Messaging;
using NewsPlatform.Store;
using NewsPlatform.TestKit;

namespace NewsPlatform.ContractTests.Configuration;

/// <summary>docs/configuration.md is generated from the options classes. Renew it: NEWSPLATFORM_RENEW=1 ./test ContractTests.</summary>
public sealed partial class ConfigurationDocTests
{
    private static readonly (Type Type, string Hosts)[] Options =
    [
        (typeof(ServerOptions), "all hosts"),
        (typeof(BusOptions), "all hosts"),
        (typeof(DatabaseOptions), "fetch, clean, store, standalone"),
        (typeof(BlobOptions), "fetch, standalone"),
        (typeof(PeerOptions), "clean"),
        (typeof(FetchOptions), "fetch, standalone"),
        (typeof(RevisitOptions), "fetch, standalone"),
        (typeof(WebSubOptions), "fetch, standalone"),
        (typeof(CleanOptions), "clean, standalone"),
        (typeof(ReprocessingOptions), "clean, standalone"),
        (typeof(StoreOptions), "store, standalone"),
    ];

    [Fact]
    public void Configuration_page_is_current()
    {
        var path = RepositoryRoot.At("docs", "configuration.md");
        var now = Generate();
        if (Environment.GetEnvironmentVariable("NEWSPLATFORM_RENEW") == "1")
        {
            File.WriteAllText(path, now);
        }

        Assert.Equal(now, File.Exists(path) ? File.ReadAllText(path) : "");
    }

    [Fact]
    public void Every_options_class_is_on_the_page()
    {
        var all = Options.Select(o => o.Type.Assembly).Distinct()
            .SelectMany(a => a.GetTypes())
            .Where(t => t.Name.EndsWith("Options", StringComparison.Ordinal) && t.GetField("Section") is not null);
        Assert.Empty(all.Except(Options.Select(o => o.Type)));
    }

    private static string Generate()
    {
        var page = new StringBuilder(
            """
            # Configuration

            Generated from the options classes; do not edit. Each setting is a flag, `--Section:Setting VALUE`, or an environment
            variable, `Section__Setting=VALUE`; the flag wins. Short flags: `--data DIR` (`Server:DataFolder`), `--http PORT`
            (`Server:HttpPort`), `--grpc PORT` (`Server:GrpcPort`), `--address ADDRESS` (`Server:Address`); the standalone host also
            takes `--no-demo`. Times are written `250ms`, `30s`, `5m`, `2h`, `7d`; lists are separated by commas. An unknown setting or a
            value out of its range stops the host at start with a message that names all that is wrong.

            `OTEL_EXPORTER_OTLP_ENDPOINT` and the other standard variables of OpenTelemetry are obeyed; `Logging:LogLevel:CATEGORY`
            sets log levels.

            """);
        foreach (var (type, hosts) in Options)
        {
            var docs = XDocument.Load(Path.ChangeExtension(type.Assembly.Location, ".xml"));
            var section = (string)type.GetField("Section")!.GetValue(null)!;
            page.Append(CultureInfo.InvariantCulture, $"\n## {section} ({hosts})\n\n{DocOf(docs, $"T:{type.FullName}")}\n\n| setting | default | what |\n|---|---|---|\n");
            var defaults = Activator.CreateInstance(type);
            foreach (var setting in OptionsReader.Settings(type))
            {
                var value = OptionsReader.Format(setting.GetValue(defaults));
                var shown = value.Length == 0 ? "" : $"`{value}`";
                page.Append(CultureInfo.InvariantCulture, $"| `{section}:{setting.Name}` | {shown} | {DocOf(docs, $"P:{type.FullName}.{setting.Name}")} {KindOf(setting)} |\n");
            }
        }

        return page.ToString();
    }

    private static string KindOf(PropertyInfo setting)
    {
        var bounds = setting.GetCustomAttribute<DurationRangeAttribute>() is { } time ? $"; {time.Minimum} to {time.Maximum}"
            : setting.GetCustomAttribute<System.ComponentModel.DataAnnotations.RangeAttribute>() is { } range
                ? string.Create(CultureInfo.InvariantCulture, $"; {range.Minimum} to {range.Maximum}")
                : "";
        return $"*({OptionsReader.Describe(setting.PropertyType)}{bounds})*";
    }

    private static string DocOf(XDocument docs, string member)
    {
        var summary = docs.Descendants("member").FirstOrDefault(m => (string?)m.Attribute("name") == member)?.Element("summary");
        Assert.True(summary is not null, $"{member} has no doc comment");
        var text = string.Concat(summary.Nodes().Select(node => node switch
        {
            XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
            XElement { Name.LocalName: "see" } see => $"`{((string?)see.Attribute("cref"))?.Split('.')[^1]}`",
            XElement other => other.Value,
            _ => node.ToString(),
        }));
        return Blanks().Replace(text, " ").Trim();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
