using System.ComponentModel.DataAnnotations;

namespace NewsPlatform.Hosting.Configuration;

/// <summary>Bounds of a <see cref="TimeSpan"/> option, both inclusive, written as <see cref="DurationText"/> reads them.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DurationRangeAttribute(string minimum, string maximum) : ValidationAttribute
{
    /// <summary>The shortest allowed time.</summary>
    public string Minimum => minimum;

    /// <summary>The longest allowed time.</summary>
    public string Maximum => maximum;

    /// <inheritdoc/>
    public override bool IsValid(object? value) =>
        value is null
        || (value is TimeSpan time
            && DurationText.TryParse(minimum, out var low) && time >= low
            && DurationText.TryParse(maximum, out var high) && time <= high);

    /// <inheritdoc/>
    public override string FormatErrorMessage(string name) => $"must be between {minimum} and {maximum}";
}
