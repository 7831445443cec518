namespace NewsPlatform.Hosting.Configuration;

/// <summary>The settings cannot be used; the message lists all that is wrong.</summary>
public sealed class InvalidSettingsException(IReadOnlyList<string> faults)
    : Exception("These settings are wrong:\n  " + string.Join("\n  ", faults))
{
    /// <summary>What is wrong, one sentence a setting.</summary>
    public IReadOnlyList<string> Faults => faults;
}
