using System.Text.Json;
using NewsPlatform.Contracts.Clean.V1;

namespace NewsPlatform.Cli.Output;

/// <summary>What is known of a site as JSON.</summary>
internal static class SiteJson
{
    public static void Write(Utf8JsonWriter json, SiteProfile profile, bool full)
    {
        json.WriteString("name", profile.Name);
        json.WriteNumber("version", profile.Version);
        json.WriteNumber("pages", profile.Pages);
        json.WriteNumber("totalPages", profile.TotalPages);
        json.WriteString("updated", TimeText.Of(profile.UpdateTime));
        json.WriteText("rules", profile.Rules);
        if (full)
        {
            json.WriteObjects("repeated", profile.RepeatedBlocks, block =>
            {
                json.WriteString("fingerprint", block.Fingerprint);
                json.WriteString("sample", block.Sample);
                json.WriteNumber("pages", block.Pages);
                json.WriteBoolean("titleTail", block.TitleTail);
            });
        }
    }

    public static void Write(Utf8JsonWriter json, SiteRules rules)
    {
        json.WriteString("name", rules.Name);
        json.WriteString("etag", rules.Etag);
        json.WriteString("origin", EnumText.OfWire(rules.Origin));
        json.WriteString("updated", TimeText.Of(rules.UpdateTime));
        json.WriteString("content", rules.Content);
    }
}
