using NewsPlatform.Hosting.Configuration;

namespace NewsPlatform.Standalone;

/// <summary>
/// Makes a data folder one process's own. A standalone host takes at its start whatever an earlier one left under way
/// for its own: a second one on the same folder would ask hosts that the first is asking. The system lets go of the
/// folder when the process ends, however it ends.
/// </summary>
internal static class DataFolderClaim
{
    /// <summary>Claims a folder, made when there is none; dispose to give it back.</summary>
    /// <exception cref="InvalidSettingsException">It cannot be written, or another host has it.</exception>
    public static FileStream Take(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidSettingsException([$"the data folder {folder} cannot be made: {exception.Message}; --data DIR chooses another"]);
        }

        var file = Path.Combine(folder, "standalone.lock");
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new InvalidSettingsException([$"the data folder {folder} cannot be written: {exception.Message}; --data DIR chooses another"]);
        }
        catch (IOException exception)
        {
            throw new InvalidSettingsException([$"the data folder {folder} is another host's, or cannot be written ({exception.Message}); --data DIR chooses another"]);
        }
    }
}
