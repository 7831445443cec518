namespace NewsPlatform.Text.Urls;

/// <summary>What UTS #46 asks of a character: its status, and what the rules on joiners and writing directions need.</summary>
/// <param name="Bits">All of it in one number, as the embedded table has it.</param>
internal readonly record struct IdnaCharacter(int Bits)
{
    public IdnaCharacter(IdnaStatus status, bool isMark, bool isVirama, Joining joining, BidiClass bidi)
        : this((int)status | (isMark ? 4 : 0) | (isVirama ? 8 : 0) | ((int)joining << 4) | ((int)bidi << 7))
    {
    }

    public IdnaStatus Status => (IdnaStatus)(Bits & 3);

    public bool IsMark => (Bits & 4) != 0;

    public bool IsVirama => (Bits & 8) != 0;

    public Joining Joining => (Joining)((Bits >> 4) & 7);

    public BidiClass Bidi => (BidiClass)((Bits >> 7) & 7);
}

/// <summary>UTS #46 section 5.</summary>
internal enum IdnaStatus
{
    Valid,
    Ignored,
    Mapped,
    Disallowed,
}

/// <summary>Joining_Type of the Unicode Character Database, as far as RFC 5892 asks for it.</summary>
internal enum Joining
{
    Other,
    Left,
    Right,
    Both,
    Through,
}

/// <summary>Bidi_Class of the Unicode Character Database, as far as RFC 5893 tells classes apart.</summary>
internal enum BidiClass
{
    Other,
    L,
    R,
    AL,
    AN,
    EN,

    /// <summary>ES, CS, ET, ON and BN.</summary>
    Neutral,
    NSM,
}
