namespace NewsPlatform.Extraction.Body;

/// <summary>What a block's own signs say of it, before its neighbours are asked.</summary>
internal enum BlockVerdict : byte
{
    /// <summary>Not the article.</summary>
    Drop,

    /// <summary>Undecided.</summary>
    Weak,

    /// <summary>A heading.</summary>
    Heading,

    /// <summary>Running text.</summary>
    Strong,
}
