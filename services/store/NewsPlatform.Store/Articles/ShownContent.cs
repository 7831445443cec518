using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Hosting.Data;

namespace NewsPlatform.Store.Articles;

/// <summary>What an article shows, as far as it matters to what another reader makes of the same.</summary>
/// <param name="Record">The record.</param>
internal sealed record ShownContent(Article Record)
{
    /// <summary>The capture that it was read from.</summary>
    public string Capture => Record.Provenance?.Capture ?? "";

    /// <summary>Whether both were read from one capture.</summary>
    public bool IsOfCaptureOf(ShownContent other) => Capture.Length > 0 && string.Equals(Capture, other.Capture, StringComparison.Ordinal);

    /// <summary>When it was read: of two readings of one capture the later one counts, in whatever order they arrive.</summary>
    public long CleanTime => Record.Provenance?.CleanTime?.ToMicros() ?? 0;

    /// <summary>Whether a reader finds the same in another record. How it was found, when, and what else was made of it does not matter.</summary>
    public bool IsSameAs(ShownContent other) => Visible(Record).Equals(Visible(other.Record));

    private static Article Visible(Article record)
    {
        var visible = record.Clone();
        visible.Evidence.Clear();
        visible.Annotations = null;
        visible.Signature = null;
        visible.ContentHash = "";
        visible.Provenance = null;
        // Store's own.
        visible.Urls.Clear();
        visible.Revision = 0;
        visible.Revisions = 0;
        visible.CopyOf = "";
        visible.Story = "";
        visible.CreateTime = null;
        visible.UpdateTime = null;
        visible.WithdrawTime = null;
        return visible;
    }
}
