namespace NewsPlatform.Hosting.Configuration;

/// <summary>The short flags of every host, beside <c>--Section:Setting=value</c>.</summary>
public static class CommandLineFlags
{
    /// <summary>Short flags that take a value, and the settings they stand for.</summary>
    public static readonly IReadOnlyDictionary<string, string> Aliases = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["--data"] = "Server:DataFolder",
        ["--http"] = "Server:HttpPort",
        ["--grpc"] = "Server:GrpcPort",
        ["--address"] = "Server:Address",
    };

    /// <summary>
    /// Takes arguments apart: settings (<c>--Section:Setting value</c>, <c>--flag=value</c>, <c>Section:Setting=value</c>),
    /// switches (of <paramref name="switches"/>) and the rest, in order.
    /// </summary>
    public static ParsedArguments Parse(IReadOnlyList<string> args, params string[] switches)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        var found = new HashSet<string>(StringComparer.Ordinal);
        var operands = new List<string>();
        var faults = new List<string>();
        for (var i = 0; i < args.Count; i++)
        {
            var arg = args[i];
            if (!arg.StartsWith("--", StringComparison.Ordinal))
            {
                var equals = arg.IndexOf('=');
                var colon = arg.IndexOf(':');
                if (equals > 0 && colon > 0 && colon < equals && arg[..equals].All(c => char.IsAsciiLetterOrDigit(c) || c == ':'))
                {
                    settings[arg[..equals]] = arg[(equals + 1)..];
                }
                else
                {
                    operands.Add(arg);
                }

                continue;
            }

            if (switches.Contains(arg))
            {
                found.Add(arg);
                continue;
            }

            var split = arg.IndexOf('=');
            var name = split < 0 ? arg : arg[..split];
            var key = Aliases.TryGetValue(name, out var alias) ? alias : name.Contains(':') ? name[2..] : null;
            if (key is null)
            {
                faults.Add($"{name} is not a flag; known are {string.Join(", ", Aliases.Keys.Concat(switches))} and --Section:Setting");
            }
            else if (split >= 0)
            {
                settings[key] = arg[(split + 1)..];
            }
            else if (i + 1 < args.Count && !args[i + 1].StartsWith("--", StringComparison.Ordinal))
            {
                settings[key] = args[++i];
            }
            else
            {
                faults.Add($"{name} needs a value");
            }
        }

        return faults.Count == 0 ? new ParsedArguments(settings, found, operands) : throw new InvalidSettingsException(faults);
    }
}

/// <summary>Arguments of a host, taken apart.</summary>
public sealed record ParsedArguments(
    IReadOnlyDictionary<string, string?> Settings, IReadOnlySet<string> Switches, IReadOnlyList<string> Operands);
