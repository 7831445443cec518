using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Net;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace NewsPlatform.Hosting.Configuration;

/// <summary>
/// Reads options classes from configuration. Unlike the framework's binder it reads times as people write them
/// (<c>30s</c>; the framework takes <c>30</c> for thirty days), lists from one comma-separated value, refuses settings
/// that do not exist, and says all that is wrong in one message.
/// </summary>
public static class OptionsReader
{
    /// <summary>Reads <typeparamref name="T"/> from a section.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="section">The section, its parts parted by colons.</param>
    /// <param name="within">Sections within this one that other options classes are read from.</param>
    /// <exception cref="InvalidSettingsException">A setting is unknown, unreadable or out of its range.</exception>
    public static T Read<T>(IConfiguration configuration, string section, params string[] within)
        where T : class, new()
    {
        var options = new T();
        var faults = new List<string>();
        var properties = Settings(typeof(T)).ToDictionary(p => p.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var setting in configuration.GetSection(section).GetChildren())
        {
            if (within.Contains($"{section}:{setting.Key}", StringComparer.OrdinalIgnoreCase) && setting.Value is null)
            {
                continue;
            }

            if (!properties.TryGetValue(setting.Key, out var property))
            {
                faults.Add($"{section}:{setting.Key} is not a setting; known are {string.Join(", ", properties.Keys)}");
                continue;
            }

            if (Parse(property.PropertyType, setting, out var value))
            {
                property.SetValue(options, value);
            }
            else
            {
                faults.Add($"{section}:{property.Name} is \"{setting.Value}\", which is no {Describe(property.PropertyType)}");
            }
        }

        foreach (var property in properties.Values)
        {
            var context = new ValidationContext(options) { MemberName = property.Name };
            foreach (var rule in property.GetCustomAttributes<ValidationAttribute>())
            {
                if (rule.GetValidationResult(property.GetValue(options), context) is { } result)
                {
                    faults.Add($"{section}:{property.Name} is \"{Format(property.GetValue(options))}\": {result.ErrorMessage}");
                }
            }
        }

        return faults.Count == 0 ? options : throw new InvalidSettingsException(faults);
    }

    /// <summary>The settings of an options class.</summary>
    public static IEnumerable<PropertyInfo> Settings(Type options) =>
        options.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite);

    /// <summary>Writes a setting's value as <see cref="Read{T}"/> reads it.</summary>
    public static string Format(object? value) => value switch
    {
        null => "",
        TimeSpan time => DurationText.Format(time),
        bool flag => flag ? "true" : "false",
        System.Collections.IEnumerable list and not string => string.Join(",", list.Cast<object>().Select(Format)),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>Names a setting's type for people.</summary>
    public static string Describe(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when t == typeof(TimeSpan) => "time (250ms, 30s, 5m, 2h, 7d)",
        var t when t == typeof(bool) => "true or false",
        var t when t == typeof(int) || t == typeof(long) => "whole number",
        var t when t == typeof(double) => "number",
        var t when t == typeof(Uri) => "absolute address",
        var t when t == typeof(IPAddress) => "IP address (127.0.0.1, 0.0.0.0)",
        var t when t == typeof(IPNetwork[]) => "list of networks (127.0.0.0/8,10.1.0.0/16)",
        var t when t == typeof(TimeSpan[]) => "list of times (1m,5m,2h)",
        var t when t == typeof(string[]) => "list (a,b,c)",
        { IsEnum: true } t => string.Join(" or ", Enum.GetNames(t).Select(n => n.ToLowerInvariant())),
        _ => "text",
    };

    private static bool Parse(Type type, IConfigurationSection setting, out object? value)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsArray)
        {
            var items = setting.Value?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                ?? [.. setting.GetChildren().Select(child => child.Value ?? "")];
            var element = type.GetElementType()!;
            var list = Array.CreateInstance(element, items.Length);
            for (var i = 0; i < items.Length; i++)
            {
                if (!ParseOne(element, items[i], out var item))
                {
                    value = null;
                    return false;
                }

                list.SetValue(item, i);
            }

            value = list;
            return true;
        }

        return ParseOne(type, setting.Value ?? "", out value);
    }

    private static bool ParseOne(Type type, string text, out object? value)
    {
        value = null;
        if (type == typeof(string))
        {
            value = text;
        }
        else if (type == typeof(TimeSpan))
        {
            value = DurationText.TryParse(text, out var time) ? time : null;
        }
        else if (type == typeof(bool))
        {
            value = bool.TryParse(text, out var flag) ? flag : null;
        }
        else if (type == typeof(int))
        {
            value = int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;
        }
        else if (type == typeof(long))
        {
            value = long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;
        }
        else if (type == typeof(double))
        {
            value = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
        }
        else if (type == typeof(Uri))
        {
            // A path is an absolute file address on Unix, and "peer:8081" one of the scheme "peer".
            value = text.Contains("://", StringComparison.Ordinal) && Uri.TryCreate(text, UriKind.Absolute, out var uri) ? uri : null;
        }
        else if (type == typeof(IPAddress))
        {
            value = IPAddress.TryParse(text, out var address) ? address : null;
        }
        else if (type == typeof(IPNetwork))
        {
            value = IPNetwork.TryParse(text, out var network) ? network
                : IPAddress.TryParse(text, out var single)
                    ? new IPNetwork(single, single.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? 32 : 128)
                    : null;
        }
        else if (type.IsEnum)
        {
            value = Enum.TryParse(type, text, ignoreCase: true, out var member) && Enum.IsDefined(type, member) ? member : null;
        }
        else
        {
            throw new NotSupportedException($"No options property may be a {type}.");
        }

        return value is not null;
    }
}
