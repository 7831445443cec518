using Microsoft.Data.Sqlite;
using Npgsql;

namespace NewsPlatform.Hosting.Data;

/// <summary>The room that files and databases have.</summary>
internal static class DiskSpace
{
    // Of files: ENOSPC; EDQUOT, which is 122 on Linux and 69 on macOS; Windows' ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL.
    private static readonly int[] Full = [28, 122, 69, unchecked((int)0x80070027), unchecked((int)0x80070070)];

    /// <summary>Whether an exception says that the disk is full, or that a quota is used up.</summary>
    public static bool IsUsedUp(Exception exception) => exception switch
    {
        IOException file => Full.Contains(file.HResult),
        SqliteException sqlite => sqlite.SqliteErrorCode == 13, // SQLITE_FULL
        PostgresException postgres => postgres.SqlState == PostgresErrorCodes.DiskFull,
        _ => false,
    };
}
