using Xunit;

namespace NewsPlatform.TestKit;

/// <summary>A fact that needs the shared test data; skipped, loudly and with the reason, where it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedFactAttribute : FactAttribute
{
    /// <param name="needs">Path below the shared folder that the test reads, for example <c>extraction/set</c>.</param>
    public SharedFactAttribute(string needs = "README.md")
    {
        Needs = needs;
        Skip = SharedDataNotice.SkipReason(needs);
    }

    /// <summary>What the test reads.</summary>
    public string Needs { get; }
}
