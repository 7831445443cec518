using System.Security.Cryptography;
using System.Text;

namespace NewsPlatform.Training.Ranking;

/// <summary>A page's candidates for one field.</summary>
/// <param name="Set">The set it is of.</param>
/// <param name="Id">Its id in the set.</param>
/// <param name="Site">Its site.</param>
/// <param name="Features">Each candidate's features.</param>
/// <param name="Right">Which candidates are right.</param>
/// <param name="Values">What each candidate says, for the eye.</param>
internal sealed record RankedPage(string Set, string Id, string Site, float[][] Features, bool[] Right, string[] Values)
{
    /// <summary>The fold of a site, by a hash that no run changes.</summary>
    public static int Fold(string site, int folds) => SHA256.HashData(Encoding.UTF8.GetBytes(site))[1] % folds;
}
