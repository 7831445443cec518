using System.Text.Json;
using NewsPlatform.Contracts.Fetch.V1;

namespace NewsPlatform.Cli.Output;

/// <summary>A capture as JSON.</summary>
internal static class CaptureJson
{
    public static void Write(Utf8JsonWriter json, Capture capture)
    {
        json.WriteString("name", capture.Name);
        json.WriteText("page", capture.Page);
        json.WriteString("url", capture.Url);
        json.WriteString("kind", EnumText.OfWire(capture.Kind));
        json.WriteText("contentType", capture.ContentType);
        json.WriteNumber("size", capture.Size);
        json.WriteString("fetched", TimeText.Of(capture.FetchTime));
        json.WriteText("digest", capture.PayloadDigest);
        json.WriteText("refersTo", capture.RefersTo);
        json.WriteNumber("status", capture.Status);
        json.WriteObjects("headers", capture.Headers, field =>
        {
            json.WriteString("name", field.Name);
            json.WriteString("value", field.Value);
        });
    }
}
