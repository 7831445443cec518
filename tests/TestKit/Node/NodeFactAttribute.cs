using Xunit;

namespace NewsPlatform.TestKit.Node;

/// <summary>A fact that needs Node.js and a package of the npm registry; skipped, loudly and with the reason, where it cannot be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeFactAttribute : FactAttribute
{
    /// <param name="package">Name of the package.</param>
    /// <param name="version">Its exact version.</param>
    public NodeFactAttribute(string package, string version)
    {
        Package = package;
        Version = version;
        Skip = NodePackage.SkipReason(package, version);
    }

    /// <summary>Name of the package.</summary>
    public string Package { get; }

    /// <summary>Its version.</summary>
    public string Version { get; }
}
