namespace NewsPlatform.Hosting.Blobs;

/// <summary>
/// The store of blobs does not answer, or refuses. An IOException, as a disk's fault is: nobody takes it for a fault of the
/// page at hand.
/// </summary>
/// <param name="message">What was wrong, without credentials.</param>
/// <param name="cause">What the client said.</param>
public sealed class BlobStoreAwayException(string message, Exception? cause) : IOException(message, cause);
